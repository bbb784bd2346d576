import Synchronization
import UsherCore
import UsherSMTP
import UsherSupport

/// An SMTP server in memory, as a relay's transport in a world driven by hand. The world's seed decides how long
/// everything takes.
package final class MemoryRelay: RelayTransport {
    /// What it does beside serving, each so many times in a thousand.
    package struct Moods: Sendable {
        /// An attempt fails, or nothing comes of it.
        package var refusesConnection = 0
        package var saysNothing = 0
        /// To RCPT: 450 or 550.
        package var refusesRecipient = 0
        /// To the final dot: 451.
        package var refusesMessage = 0
        /// Instead of an answer: the connection is gone, or stays silent.
        package var hangsUp = 0
        package var hangs = 0
        package var pipelines = true

        package init() {}
    }

    private struct State {
        var moods: Moods
        var received: [String] = []
        var open = 0
        var mostOpen = 0
    }

    let world: HandWorld
    private let lane: HandLane
    private let owner: HandLane
    private let state: Mutex<State>

    /// `owner` is the relay's lane.
    package init(_ world: HandWorld, owner: HandLane, moods: Moods = Moods()) {
        self.world = world
        self.owner = owner
        lane = world.lane()
        state = Mutex(State(moods: moods))
    }

    package var moods: Moods {
        get { state.withLock { $0.moods } }
        set { state.withLock { $0.moods = newValue } }
    }

    /// The recipients of the messages that it took over, one by one.
    package var received: [String] { state.withLock { $0.received } }

    package var mostOpen: Int { state.withLock { $0.mostOpen } }

    package func connect(
        by settings: RelaySettings, isCancelled: CancelFlag,
        done: @escaping @Sendable (Handover<Result<ReadyWire, RelayFault>>) -> Void
    ) {
        lane.run(after: .milliseconds(world.random(in: 1...50))) { [self] in
            if isCancelled.isSet || happens(\.refusesConnection) {
                return done(Handover(.failure(.connectionRefused)))
            }
            if happens(\.saysNothing) {
                return lane.run(after: .seconds(60)) { done(Handover(.failure(.timeout(.greeting)))) }
            }
            var capabilities = RelayCapabilities()
            capabilities.pipelining = moods.pipelines
            let wire = MemoryWire(self)
            done(Handover(.success(ReadyWire(wire: wire, capabilities: capabilities))))
        }
    }

    package func watch(onReady: @escaping @Sendable () -> Void) -> (any WireWatch)? {
        MemoryWatch { [owner] in owner.run(onReady) }
    }

    func happens(_ mood: KeyPath<Moods, Int>) -> Bool {
        let chance = moods[keyPath: mood]
        return chance > 0 && world.random(in: 1...1000) <= chance
    }

    func take(_ recipient: String) { state.withLock { $0.received.append(recipient) } }

    func count(_ change: Int) {
        state.withLock { state in
            state.open += change
            state.mostOpen = max(state.mostOpen, state.open)
        }
    }

    func later(_ work: @escaping @Sendable () -> Void) {
        lane.run(after: .milliseconds(world.random(in: 0...20)), work)
    }
}

/// The ready list of one relay's wires.
final class MemoryWatch: WireWatch {
    private let bell: @Sendable () -> Void
    private let wires = WireList()

    /// The wires that have something to tell, by their numbers.
    final class WireList: Sendable {
        struct Entry: Sendable {
            let id: Int
            let wire: MemoryServer
        }
        let entries = Mutex<[Entry]>([])
    }

    init(bell: @escaping @Sendable () -> Void) { self.bell = bell }

    func add(_ wire: any Wire, id: Int) -> Bool {
        guard let wire = wire as? MemoryWire else { return false }
        wires.entries.withLock { $0.append(WireList.Entry(id: id, wire: wire.server)) }
        wire.server.watch(bell)
        return true
    }

    func look(_ tell: (WireReadiness) -> Void) {
        for entry in wires.entries.withLock({ $0 }) where entry.wire.isReadable {
            tell(WireReadiness(id: entry.id, isReadable: true, isWritable: false))
        }
    }

    func cancel() { wires.entries.withLock { $0 = [] } }
}

/// The relay's end of a connection in memory. Octets are taken a few at a time, as the world's seed wants.
final class MemoryWire: Wire {
    let server: MemoryServer
    var isEncrypted: Bool { false }

    init(_ relay: MemoryRelay) { server = MemoryServer(relay) }

    deinit { server.close() }

    func send(_ bytes: UnsafeRawBufferPointer) -> WireTransfer {
        server.receive(bytes) ? .octets(bytes.count) : .closed
    }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> WireTransfer { server.read(into: buffer) }

    func acknowledge() {}
    func wantsWrite(_ wanted: Bool) {}
    func unwatch() { server.unwatch() }
}
