import UsherCore

extension PauseScope {
    /// The word in the `scope` column.
    var word: String {
        switch self {
        case .relay: "relay"
        case .transactionalRelay: "transactional_relay"
        case .campaign: "campaign"
        case .domain: "domain"
        case .transactionalDomain: "transactional_domain"
        case .warmUp: "warm_up"
        }
    }

    /// The `subject` column: a campaign's number, a domain, nothing for a relay and its warm-up.
    var subject: String {
        switch self {
        case .relay, .transactionalRelay, .warmUp: ""
        case .campaign(let id): String(id.value)
        case .domain(let name), .transactionalDomain(let name): name
        }
    }

    init(word: String, subject: String) throws(StoreError) {
        switch word {
        case "relay": self = .relay
        case "transactional_relay": self = .transactionalRelay
        case "warm_up": self = .warmUp
        case "domain": self = .domain(subject)
        case "transactional_domain": self = .transactionalDomain(subject)
        case "campaign":
            guard let id = Int64(subject) else { throw .corrupt("a pause's campaign is none") }
            self = .campaign(CampaignID(id))
        default: throw .corrupt("a pause's scope is none")
        }
    }
}
