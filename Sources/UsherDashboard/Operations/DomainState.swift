import UsherCore
import UsherReports

/// The state of sending to the people at one domain.
package struct DomainState: Hashable, Sendable {
    package let name: String
    /// Why the domain is paused, in words; nil where it is not.
    package let pause: String?
    /// The domain's own limit, in messages a second; nil where it has none.
    package let perSecond: Double?
    /// How many messages failed or bounced there in seven days, of the newest `mostLooked`.
    package let refused: Int

    /// How many domains are shown.
    package static let most = 20
    /// How many refusals are looked at.
    package static let mostLooked = 500
    private static let window: Int64 = 7 * 86_400_000

    /// The domains with a pause, a limit of their own or a refusal: the paused ones first, then those that refused
    /// most. Pure.
    package static func all(
        pauses: [Pause], limits: [String: Double], refused rows: [DeliveryRow], now: Timestamp
    ) -> [DomainState] {
        var words: [String: String] = [:]
        for pause in pauses {
            switch pause.scope {
            case .domain(let name), .transactionalDomain(let name): words[name] = words[name] ?? pause.words
            case .relay, .transactionalRelay, .campaign, .warmUp: break
            }
        }
        var refused: [String: Int] = [:]
        for row in rows where (row.settledAt.map { now.since($0) < window } ?? false) {
            if let domain = row.address?.domain { refused[domain, default: 0] += 1 }
        }
        return Set(words.keys).union(limits.keys).union(refused.keys).map { name in
            DomainState(name: name, pause: words[name], perSecond: limits[name], refused: refused[name] ?? 0)
        }.sorted {
            ($0.pause == nil ? 1 : 0, -$0.refused, $0.name) < ($1.pause == nil ? 1 : 0, -$1.refused, $1.name)
        }
    }
}
