import UsherCore

extension PauseScope {
    /// The word in the `scope` column.
    var word: String {
        switch self {
        case .relay: "relay"
        case .campaign: "campaign"
        case .domain: "domain"
        }
    }

    /// The `subject` column: a campaign's number, a domain, nothing for the relay.
    var subject: String {
        switch self {
        case .relay: ""
        case .campaign(let id): String(id.value)
        case .domain(let name): name
        }
    }

    init(word: String, subject: String) throws(StoreError) {
        switch word {
        case "relay": self = .relay
        case "domain": self = .domain(subject)
        case "campaign":
            guard let id = Int64(subject) else { throw .corrupt("a pause's campaign is none") }
            self = .campaign(CampaignID(id))
        default: throw .corrupt("a pause's scope is none")
        }
    }
}
