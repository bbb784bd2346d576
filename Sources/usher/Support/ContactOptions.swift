import ArgumentParser
import UsherCore
import UsherHome

/// What the command line says about a person.
struct ContactOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The person's name.", valueName: "NAME")) var name: String?
    @Option(help: ArgumentHelp("An attribute that usher.yaml declares; may be repeated.", valueName: "NAME=VALUE"))
    var attr: [String] = []
    @Option(help: ArgumentHelp("The person's clock: an IANA name such as Pacific/Auckland.", valueName: "ZONE"))
    var zone: String?
    @Option(help: ArgumentHelp("The person's language: a tag such as de.", valueName: "TAG")) var language: String?

    /// Whether anything is said that a file would say for each person.
    var isEmpty: Bool { name == nil && attr.isEmpty && zone == nil && language == nil }

    func draft(_ address: EmailAddress, declared: [String: AttributeDeclaration]) throws -> ContactDraft {
        try PlainOption.check("--name", name, longest: PlainText.longestName)
        if let fault = zone.flatMap(KnownNames.zoneFault) { throw CommandFailure(.usage, "--zone: \(fault)") }
        if let fault = language.flatMap(KnownNames.languageFault) {
            throw CommandFailure(.usage, "--language: \(fault)")
        }
        return ContactDraft(
            address: address, name: name, attributes: try attributes(declared), zone: zone, language: language)
    }

    private func attributes(_ declared: [String: AttributeDeclaration]) throws -> [String: AttributeValue] {
        var values: [String: AttributeValue] = [:]
        for text in attr {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else {
                throw CommandFailure(.usage, "--attr \(PlainText.shown(text)): write NAME=VALUE")
            }
            let name = parts[0]
            guard let declaration = declared[name] else {
                let hint = Suggestion.phrase(for: name, in: declared.keys.sorted())
                throw CommandFailure(
                    .usage,
                    "--attr \(PlainText.shown(text)): there is no attribute '\(PlainText.shown(name))'"
                        + (hint.isEmpty ? "; declare it under 'attributes' in config/usher.yaml" : hint))
            }
            guard values[name] == nil else {
                throw CommandFailure(.usage, "--attr \(PlainText.shown(name)) is given twice")
            }
            do {
                values[name] = try AttributeValue.parse(parts[1], as: declaration.type)
            } catch {
                throw CommandFailure(.usage, "--attr \(PlainText.shown(text)): '\(name)' \(error.reason)")
            }
        }
        return values
    }
}

/// What people agreed to, in words.
struct ConsentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What was agreed to, where and when, in words; kept in the ledger of whoever has no entry yet.",
            valueName: "TEXT"))
    var consent: String?

    func text() throws -> String? {
        try PlainOption.check("--consent", consent, longest: PlainText.longestWording)
        return consent
    }
}

/// Options that take one line of text.
enum PlainOption {
    static func check(_ option: String, _ text: String?, longest: Int) throws {
        guard let text else { return }
        if text.isEmpty { throw CommandFailure(.usage, "\(option) is empty; say something or leave it out") }
        if let fault = PlainText.fault(text, longest: longest) {
            throw CommandFailure(.usage, "the text of \(option) \(fault)")
        }
    }
}
