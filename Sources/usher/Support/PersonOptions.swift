import ArgumentParser
import UsherCore
import UsherDaemon

/// What the command line says about a person.
struct PersonOptions: ParsableArguments {
    @Option(help: "The person's name.") var name: String?
    @Option(help: ArgumentHelp("An attribute that usher.yaml declares; may be repeated.", valueName: "NAME=VALUE"))
    var attr: [String] = []
    @Option(help: ArgumentHelp("The person's clock: an IANA name such as Pacific/Auckland.", valueName: "ZONE"))
    var zone: String?
    @Option(help: ArgumentHelp("The person's language: a tag such as de.", valueName: "TAG")) var language: String?
    @Option(help: ArgumentHelp("What the person agreed to, in words; kept in the ledger.", valueName: "TEXT"))
    var consent: String?

    func draft(_ address: EmailAddress, home: OpenHome) throws -> PersonDraft {
        if let zone, ZoneClock.named(zone) == nil {
            throw CommandFailure(.usage, "'\(zone)' is not a time zone\(ZoneClock.suggestion(for: zone))")
        }
        return PersonDraft(
            address: address, name: name, attributes: try attributes(home.settings.attributes), zone: zone,
            language: language)
    }

    private func attributes(_ declared: [String: AttributeDeclaration]) throws -> [String: AttributeValue] {
        var values: [String: AttributeValue] = [:]
        for text in attr {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else {
                throw CommandFailure(.usage, "--attr \(text): write NAME=VALUE")
            }
            guard let declaration = declared[parts[0]] else {
                let hint = Suggestion.phrase(for: parts[0], in: declared.keys.sorted())
                throw CommandFailure(.usage, "--attr \(text): usher.yaml declares no attribute '\(parts[0])'\(hint)")
            }
            do {
                values[parts[0]] = try AttributeValue.parse(parts[1], as: declaration.type)
            } catch {
                throw CommandFailure(.usage, "--attr \(text): '\(parts[1])' \(error.reason)")
            }
        }
        return values
    }
}
