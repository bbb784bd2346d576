import ArgumentParser
import UsherCore
import UsherIntake

/// What the command line says about a person.
struct ContactOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The person's name.", valueName: "NAME")) var name: String?
    @Option(help: ArgumentHelp("An attribute that usher.yaml declares; may be repeated.", valueName: "NAME=VALUE"))
    var attr: [String] = []
    @Option(
        help: ArgumentHelp("The person's clock: an IANA name such as Pacific/Auckland.", valueName: "ZONE"),
        completion: Completions.zone)
    var zone: String?
    @Option(help: ArgumentHelp("The person's language: a tag such as de.", valueName: "TAG")) var language: String?

    /// Whether anything is said that a file would say for each person.
    var isEmpty: Bool { name == nil && attr.isEmpty && zone == nil && language == nil }

    /// What the options say; nobody has looked at it yet.
    func draft(_ address: String?) throws -> Draft {
        Draft(
            .arguments, [.address: address, .name: name, .zone: zone, .language: language],
            attributes: try PairOption.read("--attr", attr))
    }
}

/// What people agreed to, in words.
struct ConsentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What was agreed to, where and when, in words; kept for whoever has no consent on record and has not said no.",
            valueName: "TEXT"))
    var consent: String?
}

/// Options that take one line of text.
enum PlainOption {
    static func check(_ option: String, _ text: String?, longest: Int) throws {
        guard let text, let fault = DraftField.fault(ofLine: text, at: option, longest: longest) else { return }
        throw CommandFailure(.usage, fault)
    }
}
