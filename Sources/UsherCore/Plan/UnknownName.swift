/// Why a name on the command line means nothing here.
package enum UnknownName: Error, Hashable, Sendable, CustomStringConvertible {
    case campaign(String, hint: String)
    case step(String, hint: String)
    case contact(EmailAddress)
    /// The person of this address was erased, and nobody mails them.
    case erased(EmailAddress)
    case address(String, EmailAddress.Fault)
    case sample(String, hint: String)
    case noSamples
    /// The text is not of the form `CAMPAIGN/STEP`.
    case message(String, example: String)
    case delivery(Int64)
    case stage(String, hint: String)
    case page(String, hint: String)
    case form(String, page: String, known: [String])

    package var description: String {
        switch self {
        case .campaign(let name, let hint): "there is no campaign '\(name)'\(hint)"
        case .step(let name, let hint): "there is no e-mail '\(name)'\(hint)"
        case .contact(let address): "\(address) is not known here; see: usher contact list"
        case .erased(let address):
            "\(address) was erased here and is not mailed; only a confirmed sign-up, or usher suppress remove, changes that"
        case .message(let text, let example): "'\(text)' is not CAMPAIGN/STEP; write for example \(example)"
        case .noSamples: "config/samples.yaml has nobody in it; add a sample person"
        case .address(let text, let fault): "'\(PlainText.shown(text))' is not an e-mail address: \(fault.reason)"
        case .delivery(let id): "there is no delivery \(id); see: usher queue list"
        case .stage(let name, let hint):
            Stage.unknown(name, hint: hint)
        case .page(let name, let hint): "there is no page '\(PlainText.shown(name))'\(hint)"
        case .form(let name, let page, let known):
            "\(page) has no form '\(PlainText.shown(name))'; it has \(known.joined(separator: ", "))"
        case .sample(let name, let hint): "config/samples.yaml has nobody called '\(name)'\(hint)"
        }
    }
}

extension UnknownName {
    package static func noCampaign(_ name: String, known: [String]) -> UnknownName {
        .campaign(PlainText.shown(name), hint: hint(for: name, in: known))
    }

    package static func noSample(_ name: String, known: [String]) -> UnknownName {
        .sample(PlainText.shown(name), hint: hint(for: name, in: known))
    }

    /// The nearest name, or all of them where they are few.
    private static func hint(for name: String, in known: [String]) -> String {
        let near = Suggestion.phrase(for: name, in: known)
        let all =
            known.isEmpty || known.count > 12
            ? "" : "; there \(known.count == 1 ? "is" : "are") \(known.joined(separator: ", "))"
        return near.isEmpty ? all : near
    }
}

extension Catalog {
    /// The campaign of a name that somebody gave, also of one whose file is wrong or gone. `others`: what that name
    /// might have been as well.
    package func campaignID(named name: String, or others: [String] = []) throws(UnknownName) -> CampaignID {
        guard let id = campaigns[name] else { throw .noCampaign(name, known: others + campaigns.keys.sorted()) }
        return id
    }
}
