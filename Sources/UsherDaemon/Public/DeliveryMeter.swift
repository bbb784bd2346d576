import Synchronization
import UsherCore
import UsherWeb

/// Counts attempts by relay, provider and what came of them, since the start.
package final class DeliveryMeter: Sendable {
    private struct Key: Hashable {
        let provider: MailboxProvider
        let outcome: String
    }

    private let relay: String
    private let counts = Mutex<[Key: Int]>([:])

    /// - Parameter relay: `mail.example.org:587`, or `rehearsal`.
    package init(relay: String) { self.relay = relay }

    func hear(_ news: WorkerNews) {
        guard case .settled(let message) = news else { return }
        let address = message.claimed.candidate.contact.address.wire
        let provider = MailboxProvider(
            domain: address[(address.lastIndex(of: "@") ?? address.startIndex)...].dropFirst())
        counts.withLock { $0[Key(provider: provider, outcome: message.settlement.result.word), default: 0] += 1 }
    }

    var metric: Metric {
        Metric(
            "usher_attempts_total", .counter, "Attempts at deliveries by what came of them.",
            counts.withLock { $0 }.map { key, count in
                Metric.Sample(
                    ["relay": relay, "provider": key.provider.rawValue, "outcome": key.outcome], Double(count))
            })
    }
}

extension Settlement.Result {
    /// The `outcome` label.
    fileprivate var word: String {
        switch self {
        case .sent: "sent"
        case .retry(_, _, let inDoubt): inDoubt ? "in_doubt" : "deferred"
        case .held: "in_doubt"
        case .bounced: "bounced"
        case .failed: "failed"
        case .withheld: "withheld"
        case .cancelled: "cancelled"
        }
    }
}
