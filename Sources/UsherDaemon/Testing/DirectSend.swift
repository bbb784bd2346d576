import Dispatch
import Synchronization
import UsherCore
import UsherSMTP

/// Sends one message straight to the relay of its kind in usher.yaml, without queue and database: does the relay take
/// our mail?
package enum DirectSend {
    package enum Result: Sendable {
        case outcome(AttemptOutcome)
        case fault(RelayFault)
    }

    /// Connects, sends, says QUIT, and tells what happened. Throws when the relay or its password is not configured.
    package static func send(
        _ message: OutgoingMessage, as kind: MessageKind = .transactional, home: OpenHome,
        environment: [String: String]
    ) async throws -> Result {
        await send(
            message,
            relay: try .of(home.settings.of(kind), home: home.folders.home, environment: environment))
    }

    /// Sends the same way to any relay, which gets so many seconds for all of it: one that is silent is tried again and
    /// again, and never says that it failed.
    static func send(
        _ message: OutgoingMessage, relay settings: RelaySettings, seconds: Int = 300
    ) async -> Result {
        let events = EventQueue<RelayEvent>()
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) {
            events.put(.fault(.timeout(.greeting)))
        }
        let relay = Relay(settings: settings, gate: { _ in nil }, report: { events.put($0) })
        await relay.open(1)
        var result: Result?
        var isSent = false
        while await events.bell.isHeard() {
            for event in events.takeAll() {
                switch event {
                case .room where !isSent:
                    isSent = true
                    await relay.send([message])
                case .outcomes(let outcomes): result = outcomes.first.map { .outcome($0.outcome) }
                case .fault(let fault): result = result ?? .fault(fault)
                case .room, .connected, .silent, .limited, .lockStep: break
                }
            }
            if result != nil { break }
        }
        // Nobody waits for what a silent relay may still say.
        if case .outcome? = result {} else { relay.beginClosing() }
        await relay.drain()
        return result ?? .outcome(.notStarted)
    }
}
