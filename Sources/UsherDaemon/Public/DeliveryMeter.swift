import Synchronization
import UsherCore
import UsherWeb

/// Counts attempts by relay, provider and what came of them, since the start; where there are two streams, by stream.
package final class DeliveryMeter: Sendable {
    private struct Key: Hashable {
        let relay: String
        let stream: MessageKind?
        let provider: MailboxProvider
        let outcome: String
    }

    private let relay: String
    private let counts = Mutex<[Key: Int]>([:])

    /// Begins to count.
    ///
    /// - Parameter relay: the main relay's name: `mail.example.org:587`, or `rehearsal`.
    package init(relay: String) { self.relay = relay }

    /// The name of a relay in the metrics, by settings as they are for its stream.
    static func name(of settings: Settings) -> String {
        settings.mode == .rehearsal
            ? "rehearsal" : settings.smtp?.name ?? ""
    }

    /// Counts an attempt. `relay` is the name of the relay, where it is not the main one.
    func hear(_ news: WorkerNews, relay other: String? = nil) {
        guard case .settled(let message) = news else { return }
        let address = message.claimed.candidate.contact.address.wire
        let provider = MailboxProvider(
            domain: address[(address.lastIndex(of: "@") ?? address.startIndex)...].dropFirst())
        let key = Key(
            relay: other ?? relay, stream: message.stream.kind, provider: provider,
            outcome: message.settlement.result.word)
        counts.withLock { $0[key, default: 0] += 1 }
    }

    var metric: Metric {
        Metric(
            "usher_attempts_total", .counter, "Attempts at deliveries by what came of them.",
            counts.withLock { $0 }.map { key, count in
                var labels = ["relay": key.relay, "provider": key.provider.rawValue, "outcome": key.outcome]
                labels["stream"] = key.stream?.rawValue
                return Metric.Sample(labels, Double(count))
            })
    }
}

extension Settlement.Result {
    /// The value of the label `outcome`.
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
