import UsherCore
import UsherSMTP

/// Sends composed messages as the daemon does: never more than the relay has room for.
struct WireRun {
    private let relay: Relay
    private let events: AsyncStream<RelayEvent>

    init(_ settings: RelaySettings) {
        let (events, continuation) = AsyncStream.makeStream(of: RelayEvent.self)
        self.events = events
        relay = Relay(settings: settings, gate: { _ in nil }, report: { continuation.yield($0) })
    }

    /// What became of each. Ends early when the relay cannot be reached.
    func run(_ messages: [OutgoingMessage]) async -> [DeliveryID: AttemptOutcome] {
        var outcomes: [DeliveryID: AttemptOutcome] = [:]
        var rest = messages[...]
        await relay.open(.max)
        for await event in events {
            switch event {
            case .room(let room) where !rest.isEmpty:
                await relay.send(Array(rest.prefix(room)))
                rest = rest.dropFirst(room)
            case .outcomes(let batch): for (delivery, outcome) in batch { outcomes[delivery] = outcome }
            case .fault(let fault):
                print("fault: \(fault)")
                return outcomes
            default: break
            }
            if outcomes.count == messages.count { break }
        }
        await relay.drain()
        return outcomes
    }
}
