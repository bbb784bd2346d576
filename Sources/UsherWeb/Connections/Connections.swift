import NIOCore
import Synchronization

/// The connections of one listener, over all event loops.
final class Connections: Sendable {
    private struct State {
        var book: ConnectionBook<ObjectIdentifier>
        var channels: [ObjectIdentifier: any Channel] = [:]
        var mostOpen = 0
    }

    private let state: Mutex<State>
    private let start = ContinuousClock.now

    init(limit: Int) { state = Mutex(State(book: ConnectionBook(limit: limit))) }

    /// How many are open.
    var count: Int { state.withLock { $0.channels.count } }

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

    /// The most requests that one connection, closed by now, had open at once.
    var mostOpen: Int { state.withLock { $0.mostOpen } }

    func update(_ channel: any Channel, waitingSince: Double?) {
        state.withLock { $0.book.update(ObjectIdentifier(channel), waitingSince: waitingSince) }
    }

    /// `mostOpen`: the most requests of it that were open at once.
    func close(_ channel: any Channel, mostOpen: Int) {
        state.withLock {
            $0.mostOpen = max($0.mostOpen, mostOpen)
            $0.book.close(ObjectIdentifier(channel))
            $0.channels[ObjectIdentifier(channel)] = nil
        }
    }
}
