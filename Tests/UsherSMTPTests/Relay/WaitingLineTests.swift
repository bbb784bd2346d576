import Testing
import TestSupport
import UsherCore

@testable import UsherSMTP

@Suite("The relay's waiting line", .timeLimit(.minutes(20)))
struct WaitingLineTests {
    /// Opens one connection and hands it the messages 1 to 4: two go into its dialogue, two wait.
    private func four(_ settings: RelaySettings) async throws -> RelayProbe {
        let probe = RelayProbe(settings)
        await probe.relay.open(1)
        try await probe.room(4)
        await probe.relay.send(try (1...4).map { try .sample($0) })
        return probe
    }

    private func lost(_ phase: WirePhase, reused: Bool = false) -> AttemptOutcome {
        .lost(phase, .closed, reply: nil, reused: reused)
    }

    @Test("tells how many places there are, and how many of them are under way at once")
    func places() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, .hold)]))
        let probe = RelayProbe(.to(peer.port, connections: 2))
        #expect(await probe.relay.places == RelaySlots())
        await probe.relay.open(2)
        try await probe.room(8)
        #expect(await probe.relay.places == RelaySlots(connections: 2, atOnce: 4, ahead: 4, all: 8))
        await probe.relay.send([try .sample(1)])
        #expect(await probe.relay.places == RelaySlots(connections: 2, atOnce: 3, ahead: 4, all: 8))
        peer.release()
        await probe.relay.drain()
        #expect(await probe.relay.places == RelaySlots())
    }

    @Test("keeps the order", arguments: [true, false])
    func order(pipelining: Bool) async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: pipelining ? ["PIPELINING"] : [], [.init(.dot, .hold)]))
        let probe = try await four(.to(peer.port))
        #expect(await probe.relay.places == RelaySlots(connections: 1, atOnce: 0, ahead: 0, all: 4))
        peer.release()
        #expect(try await probe.outcomes(4).allAccepted)
        await probe.relay.drain()
        #expect(peer.accepted.map(\.recipient) == (1...4).map { "<person\($0)@example.com>" })
    }

    @Test("what comes later goes behind what waits")
    func behind() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, .hold)]))
        let probe = RelayProbe(.to(peer.port))
        await probe.relay.open(1)
        try await probe.room(4)
        await probe.relay.send(try (1...3).map { try .sample($0) })
        await probe.relay.send([try .sample(4)])
        peer.release()
        #expect(try await probe.outcomes(4).allAccepted)
        await probe.relay.drain()
        #expect(peer.accepted.map(\.recipient) == (1...4).map { "<person\($0)@example.com>" })
    }

    @Test("a connection that hangs keeps nothing back but the two in its own dialogue")
    func oneHangs() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, .hold)]))
        let probe = RelayProbe(.to(peer.port, connections: 2))
        await probe.relay.open(2)
        try await probe.room(8)
        await probe.relay.send(try (1...8).map { try .sample($0) })
        #expect(try await probe.outcomes(6).allAccepted)
        peer.release()
        #expect(try await probe.outcomes(2).allAccepted)
        await probe.relay.drain()
    }

    @Test("a connection that gets ready takes what waits for the others")
    func newConnection() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, .hold)]))
        let probe = try await four(.to(peer.port, connections: 2))
        try await peer.eventually("a dot") { $0.commands.first?.last == "." }
        await probe.relay.open(2)
        let outcomes = try await probe.outcomes(2)
        #expect(outcomes.allAccepted && Set(outcomes.keys) == [DeliveryID(3), DeliveryID(4)])
        peer.release()
        #expect(try await probe.outcomes(2).allAccepted)
        await probe.relay.drain()
        #expect(peer.connections == 2)
    }

    @Test("goes on with the next connection when one has carried its number of messages")
    func messagesPerConnection() async throws {
        let peer = try ScriptedPeer()
        let probe = try await four(.to(peer.port, messagesPerConnection: 2))
        #expect(try await probe.outcomes(4).allAccepted)
        await probe.relay.drain()
        #expect(peer.accepted.map(\.connection) == [0, 0, 1, 1])
        #expect(peer.accepted.map(\.recipient) == (1...4).map { "<person\($0)@example.com>" })
    }

    @Test("goes on with the next connection when one breaks while it works")
    func broken() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 2, .close)]))
        let probe = try await four(.to(peer.port))
        let outcomes = try await probe.outcomes(4)
        await probe.relay.drain()
        #expect(outcomes[DeliveryID(2)] == lost(.dot))
        #expect(outcomes[DeliveryID(4)]?.isAccepted == true)
        #expect(peer.accepted.map(\.connection) == [0, 1])
    }

    @Test("gives everything back when the only connection broke before it carried anything")
    func early() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, .close)]))
        let probe = try await four(.to(peer.port))
        #expect(
            try await probe.outcomes(2) == [DeliveryID(1): lost(.dot), DeliveryID(2): lost(.mail, reused: true)])
        #expect(try await probe.fault() == .lost(.dot))
        #expect(try await probe.outcomes(2) == [DeliveryID(3): .notStarted, DeliveryID(4): .notStarted])
        await probe.relay.close()
    }

    @Test("gives everything back when the next connection cannot be made")
    func fault() async throws {
        let peer = try ScriptedPeer(
            PeerScript([
                .init(.dot, time: 2, .close), .init(.greeting, time: 2, .replyAndClose("421 4.3.2 not now")),
            ]))
        let probe = try await four(.to(peer.port))
        let outcomes = try await probe.outcomes(4)
        #expect(outcomes[DeliveryID(1)]?.isAccepted == true)
        #expect(outcomes[DeliveryID(2)] == lost(.dot))
        #expect(outcomes[DeliveryID(4)] == .notStarted)
        await probe.relay.close()
    }

    @Test("gives everything back when the relay is closed")
    func closes() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, .hold)]))
        let probe = try await four(.to(peer.port))
        try await peer.eventually("a dot") { $0.commands.first?.last == "." }
        await probe.relay.close()
        let outcomes = try await probe.outcomes(4)
        #expect(outcomes[DeliveryID(1)] == lost(.dot))
        #expect(outcomes[DeliveryID(3)] == .notStarted && outcomes[DeliveryID(4)] == .notStarted)
    }

    @Test(
        "is worth filling when a third of all places is free and no more is unsettled",
        arguments: [
            (RelaySlots(), 0, 0, true), (RelaySlots(), 3, 0, true),
            (RelaySlots(atOnce: 2, ahead: 2, all: 4), 0, 4, true),
            (RelaySlots(atOnce: 0, ahead: 2, all: 4), 2, 2, true),
            (RelaySlots(atOnce: 0, ahead: 1, all: 4), 3, 1, false),
            (RelaySlots(atOnce: 2, ahead: 2, all: 4), 3, 1, false),
            (RelaySlots(atOnce: 2, ahead: 2, all: 4), 5, 0, false),
            (RelaySlots(atOnce: 0, ahead: 13, all: 40), 27, 13, false),
            (RelaySlots(atOnce: 1, ahead: 13, all: 40), 26, 14, true),
            (RelaySlots(connections: 1, atOnce: 0, ahead: 0, all: 4), 4, 0, false),
        ])
    func worthFilling(places: RelaySlots, unsettled: Int, claimable: Int, isWorth: Bool) {
        #expect(places.claimable(unsettled: unsettled) == claimable)
        #expect(places.areWorthFilling(unsettled: unsettled) == isWorth)
    }

    @Test("counts what is being composed as if it were in line already")
    func onTheWay() {
        let places = RelaySlots(atOnce: 2, ahead: 10, all: 40)
        #expect(places.claimable(unsettled: 28) == 12 && places.claimable(unsettled: 28, onTheWay: 5) == 7)
        #expect(places.claimable(unsettled: 0, onTheWay: 50) == 0)
        #expect(!places.areWorthFilling(unsettled: 0, onTheWay: 5))
    }
}
