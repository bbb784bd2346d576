import Synchronization
import UsherCore
import UsherSMTP
import UsherSupport

/// An SMTP server in memory, as a relay's transport in a world driven by hand. The world's seed decides how long
/// everything takes, and what it does wrong.
package final class MemoryRelay: Sendable {
    /// What the server met, told at once, on whatever lane it was met.
    package enum Heard: Sendable {
        /// How many have a client at their other end now, with this one.
        case opened(connection: Int, together: Int)
        /// It takes no connection.
        case refused
        case command(connection: Int, String)
        case reply(connection: Int, String)
        /// The first octet of a body has come.
        case bodyBegan(connection: Int, recipient: String)
        /// It keeps the message, and answers so, or otherwise, or not at all.
        case took(connection: Int, recipient: String, message: [UInt8], Answer)
        /// The client gave up before it had read the answer to its last message.
        case unheard(connection: Int)
    }

    package enum Answer: String, Sendable {
        case yes, no, none
    }

    private struct State {
        var moods: RelayMoods
        var received: [String] = []
        var servers: [Int: MemoryServer] = [:]
        var connections = 0
        /// How many processes at the other end are gone.
        var ends = 0
    }

    let world: HandWorld
    private let lane: HandLane
    private let hear: @Sendable (Heard) -> Void
    private let state: Mutex<State>

    package init(
        _ world: HandWorld, moods: RelayMoods = RelayMoods(), hear: @escaping @Sendable (Heard) -> Void = { _ in }
    ) {
        self.world = world
        self.hear = hear
        lane = world.lane()
        state = Mutex(State(moods: moods))
    }

    package var moods: RelayMoods {
        get { state.withLock { $0.moods } }
        set { state.withLock { $0.moods = newValue } }
    }

    /// The recipients of the messages that it took over, one by one.
    package var received: [String] { state.withLock { $0.received } }

    package var open: Int { state.withLock { $0.servers.count } }
    /// The number of the last connection: they count from 1.
    package var lastConnection: Int { state.withLock { $0.connections } }

    /// The process at the other end is gone. What it had sent may still be read, and what it was about to open is never
    /// opened.
    package func hangUpAll() {
        let servers = state.withLock { state in
            state.ends += 1
            return state.servers.keys.sorted().compactMap { state.servers[$0] }
        }
        for server in servers {
            server.clientIsGone()
        }
    }

    func connect(_ isCancelled: CancelFlag, done: @escaping @Sendable (Handover<Result<ReadyWire, RelayFault>>) -> Void)
    {
        let ends = state.withLock { $0.ends }
        lane.run(after: .milliseconds(world.random(in: 1...50))) { [self] in
            guard state.withLock({ $0.ends == ends }) else { return }
            let isRefused = happens(\.refusesConnection)
            if isCancelled.isSet || isRefused {
                if isRefused { hear(.refused) }
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

    // MARK: What its connections say

    func happens(_ mood: KeyPath<RelayMoods, Int>) -> Bool {
        let chance = moods[keyPath: mood]
        return chance > 0 && world.random(in: 1...1000) <= chance
    }

    func tell(_ heard: Heard) {
        if case .took(_, let recipient, _, _) = heard { state.withLock { $0.received.append(recipient) } }
        hear(heard)
    }

    func begin(_ server: MemoryServer) -> Int {
        let (number, together) = state.withLock { state in
            state.connections += 1
            let together = 1 + state.servers.values.count { $0.hasClient }
            state.servers[state.connections] = server
            return (state.connections, together)
        }
        hear(.opened(connection: number, together: together))
        return number
    }

    func end(_ connection: Int) { state.withLock { $0.servers[connection] = nil } }

    /// After some seconds.
    func muchLater(_ work: @escaping @Sendable () -> Void) {
        lane.run(after: .milliseconds(world.random(in: 10...4000)), work)
    }

    func later(_ work: @escaping @Sendable () -> Void) {
        lane.run(after: .milliseconds(world.random(in: 0...moods.slowness)), work)
    }
}

/// The way to the server for one relay, which lives on `owner`.
package struct MemoryTransport: RelayTransport {
    private let server: MemoryRelay
    private let owner: any Lane

    package init(_ server: MemoryRelay, owner: any Lane) {
        self.server = server
        self.owner = owner
    }

    package func connect(
        by settings: RelaySettings, isCancelled: CancelFlag,
        done: @escaping @Sendable (Handover<Result<ReadyWire, RelayFault>>) -> Void
    ) {
        server.connect(isCancelled, done: done)
    }

    package func watch(onReady: @escaping @Sendable () -> Void) -> (any WireWatch)? {
        MemoryWatch { [owner] in owner.run(onReady) }
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
        wires.entries.withLock { $0.removeAll { $0.wire.isUnwatched } }
        for entry in wires.entries.withLock({ $0 }) where entry.wire.isReadable || entry.wire.isWritable {
            tell(
                WireReadiness(id: entry.id, isReadable: entry.wire.isReadable, isWritable: entry.wire.isWritable))
        }
    }

    func cancel() { wires.entries.withLock { $0 = [] } }
}

/// The relay's end of a connection in memory.
final class MemoryWire: Wire {
    let server: MemoryServer
    var isEncrypted: Bool { false }

    init(_ relay: MemoryRelay) { server = MemoryServer(relay) }

    deinit { server.clientIsGone() }

    func send(_ bytes: UnsafeRawBufferPointer) -> WireTransfer {
        guard let room = server.room(for: bytes) else { return .again }
        return server.receive(UnsafeRawBufferPointer(rebasing: bytes[..<room])) ? .octets(room) : .closed
    }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> WireTransfer { server.read(into: buffer) }

    func acknowledge() {}
    func wantsWrite(_ wanted: Bool) { server.wantsWrite(wanted) }
    func unwatch() { server.unwatch() }
}
