import NIOCore
import Synchronization

/// The connections of one listener, over all event loops.
final class Connections: Sendable {
    private struct State {
        var book: ConnectionBook<ObjectIdentifier>
        var channels: [ObjectIdentifier: any Channel] = [:]
    }

    private let state: Mutex<State>
    private let start = ContinuousClock.now

    init(limit: Int) { state = Mutex(State(book: ConnectionBook(limit: limit))) }

    /// Seconds of the monotonic clock.
    var now: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// Closes another connection when there is no room for this one.
    func open(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        let now = now
        let yields = state.withLock { state -> (any Channel)? in
            state.channels[id] = channel
            guard let yields = state.book.open(id, now: now) else { return nil }
            state.book.close(yields)
            return state.channels.removeValue(forKey: yields)
        }
        yields?.close(promise: nil)
    }

    func update(_ channel: any Channel, waitingSince: Double?) {
        state.withLock { $0.book.update(ObjectIdentifier(channel), waitingSince: waitingSince) }
    }

    func close(_ channel: any Channel) {
        state.withLock {
            $0.book.close(ObjectIdentifier(channel))
            $0.channels[ObjectIdentifier(channel)] = nil
        }
    }
}
