import Synchronization
import Testing
import TestSupport
import UsherCore

@testable import UsherSMTP

@Suite("The relay with an honest server", .timeLimit(.minutes(20)))
struct RelayTests {
    @Test("delivers every message whole, pipelined or not", arguments: [true, false])
    func delivers(pipelining: Bool) async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: pipelining ? ["PIPELINING", "SIZE"] : ["SIZE"]))
        let probe = RelayProbe(.to(peer.port, connections: 3))
        let messages = try (1...6).map { try OutgoingMessage.sample($0, size: Int($0) * 7_000) }
        let outcomes = try await probe.send(messages, connections: 3)
        await probe.relay.drain()
        #expect(outcomes.count == 6 && outcomes.allAccepted)
        let got = Dictionary(uniqueKeysWithValues: peer.accepted.map { ($0.recipient, $0) })
        for message in messages {
            let wire = got["<\(message.recipient.wire)>"]
            #expect(wire?.bytes == message.bytes)
            #expect(wire?.sender == "<\(message.sender?.wire ?? "")> SIZE=\(message.bytes.count)")
        }
        #expect(peer.connections == 3)
        #expect(peer.commands.allSatisfy { $0.last == "QUIT" })
    }

    @Test("carries a message larger than any socket buffer")
    func large() async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: ["PIPELINING"]))
        let probe = RelayProbe(.to(peer.port))
        let messages = try [OutgoingMessage.sample(1, size: 30_000_000), OutgoingMessage.sample(2)]
        let outcomes = try await probe.send(messages)
        await probe.relay.drain()
        #expect(outcomes.allAccepted)
        #expect(peer.accepted.map(\.bytes) == messages.map(\.bytes))
    }

    @Test("says QUIT after the agreed number of messages and goes on with a new connection")
    func messagesPerConnection() async throws {
        let peer = try ScriptedPeer()
        let probe = RelayProbe(.to(peer.port, messagesPerConnection: 2))
        _ = try await probe.send([.sample(1), .sample(2)])
        try await probe.room(2)
        await probe.relay.send(try [.sample(3), .sample(4)])
        let outcomes = try await probe.outcomes(2)
        await probe.relay.drain()
        #expect(outcomes.allAccepted)
        #expect(peer.accepted.map(\.connection) == [0, 0, 1, 1])
        #expect(peer.commands.first?.last == "QUIT")
    }

    @Test("closes an idle connection with QUIT, and opens another when asked")
    func idle() async throws {
        let peer = try ScriptedPeer()
        let probe = RelayProbe(.to(peer.port, idleCloseMilliseconds: 20))
        _ = try await probe.send([.sample(1)])
        var patience = Patience()
        while await probe.relay.ready > 0 {
            try patience.look(for: "the end of an idle connection")
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(peer.commands.first?.last == "QUIT")
        // 20 ms may be over again before the message comes.
        while try await probe.send([.sample(2)]) == [DeliveryID(2): .notStarted] {}
        await probe.relay.drain()
        #expect(peer.accepted.map(\.recipient).last == "<person2@example.com>")
    }

    @Test("gives back at once what it has no room for")
    func noRoom() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, .hold)]))
        let probe = RelayProbe(.to(peer.port))
        await probe.relay.open(1)
        try await probe.room(4)
        // Two in the dialogue, and the longest line there can be.
        await probe.relay.send(try (1...17).map { try .sample($0) })
        #expect(try await probe.outcomes(1) == [DeliveryID(17): .notStarted])
        peer.release()
        #expect(try await probe.outcomes(16).allAccepted)
        await probe.relay.drain()
    }

    @Test("drains: finishes what it began, gives back what it did not, and takes nothing more")
    func drains() async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: [], [.init(.dot, .hold)]))
        let probe = RelayProbe(.to(peer.port))
        await probe.relay.open(1)
        try await probe.room(2)
        await probe.relay.send(try (1...4).map { try .sample($0) })
        try await peer.eventually("a dot") { $0.commands.first?.last == "." }
        async let drained: Void = probe.relay.drain()
        #expect(
            try await probe.outcomes(3)
                == [DeliveryID(2): .notStarted, DeliveryID(3): .notStarted, DeliveryID(4): .notStarted])
        peer.release()
        await drained
        #expect(try await probe.outcomes(1)[DeliveryID(1)]?.isAccepted == true)
        #expect(peer.commands.first?.last == "QUIT")
        await probe.relay.open(1)
        await probe.relay.send([try .sample(3)])
        #expect(try await probe.outcomes(1) == [DeliveryID(3): .notStarted])
    }

    @Test("closes at once when told to: what waits for the answer to its dot is lost there")
    func closes() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, .hold)]))
        let probe = RelayProbe(.to(peer.port))
        await probe.relay.open(1)
        try await probe.room(2)
        await probe.relay.send([try .sample(1)])
        try await peer.eventually("a dot") { $0.commands.first?.last == "." }
        await probe.relay.close()
        #expect(
            try await probe.outcomes(1) == [DeliveryID(1): .lost(.dot, .closed, reply: nil, reused: false)])
    }

    @Test(
        "asks the gate before the body, and on anything but go closes without a message and reports what it said",
        arguments: [AttemptOutcome.withdrawn, .enrollmentEnded, .notStarted])
    func gate(answer: AttemptOutcome) async throws {
        let peer = try ScriptedPeer()
        let asked = Mutex<[DeliveryID]>([])
        let probe = RelayProbe(.to(peer.port)) { delivery in
            asked.withLock { $0.append(delivery) }
            return delivery == DeliveryID(1) ? answer : nil
        }
        let outcomes = try await probe.send([.sample(1), .sample(2)])
        #expect(outcomes == [DeliveryID(1): answer, DeliveryID(2): .notStarted])
        #expect(asked.withLock { $0 } == [DeliveryID(1)])
        _ = try await probe.send([.sample(2)])
        await probe.relay.drain()
        #expect(peer.accepted.map(\.recipient) == ["<person2@example.com>"])
        #expect(peer.commands.first?.last == "DATA")
    }

    @Test("a refused recipient costs no connection", arguments: [true, false])
    func refusedRecipient(pipelining: Bool) async throws {
        let peer = try ScriptedPeer(
            PeerScript(
                capabilities: pipelining ? ["PIPELINING"] : [],
                [.init(.rcpt, time: 1, .reply("550 5.1.1 no such user"))]))
        let probe = RelayProbe(.to(peer.port))
        let outcomes = try await probe.send([.sample(1), .sample(2)])
        await probe.relay.drain()
        let refusal = Reply(code: 550, enhanced: EnhancedStatus(5, 1, 1), text: "no such user")
        #expect(outcomes[DeliveryID(1)] == .refused(.rcpt, refusal))
        #expect(outcomes[DeliveryID(2)]?.isAccepted == true)
        #expect(peer.accepted.count == 1 && peer.connections == 1)
        #expect(peer.commands.first?.contains("RSET") == true)
    }

    @Test("ends a body that was accepted for nobody with a lone dot, never with the message")
    func loneDot() async throws {
        let peer = try ScriptedPeer(
            PeerScript([
                .init(.rcpt, time: 1, .reply("450 4.2.1 later")), .init(.data, time: 1, .reply("354 go on anyway")),
            ]))
        let probe = RelayProbe(.to(peer.port))
        let outcomes = try await probe.send([.sample(1), .sample(2)])
        await probe.relay.drain()
        #expect(
            outcomes[DeliveryID(1)]
                == .refused(.rcpt, Reply(code: 450, enhanced: EnhancedStatus(4, 2, 1), text: "later")))
        #expect(outcomes[DeliveryID(2)]?.isAccepted == true)
        #expect(peer.accepted.map(\.recipient) == ["<person2@example.com>"])
        #expect(peer.commands.first?.filter { $0 == "." }.count == 2)
    }

    @Test("does not begin what the relay cannot take")
    func unsendable() async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: ["PIPELINING", "SIZE 1000"]))
        let probe = RelayProbe(.to(peer.port))
        let outcomes = try await probe.send([.sample(1, size: 2000), .sample(2, to: "jürgen@example.com")])
        await probe.relay.drain()
        #expect(
            outcomes == [
                DeliveryID(1): .unsendable(.largerThan(limit: 1000)), DeliveryID(2): .unsendable(.needsSMTPUTF8),
            ])
        #expect(peer.commands.first == ["EHLO usher.example", "QUIT"])
    }

    @Test("says SMTPUTF8 when an address needs it and the relay offers it")
    func smtpUTF8() async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: ["SMTPUTF8"]))
        let probe = RelayProbe(.to(peer.port))
        let outcomes = try await probe.send([.sample(1, to: "jürgen@example.com")])
        await probe.relay.drain()
        #expect(outcomes[DeliveryID(1)]?.isAccepted == true)
        #expect(peer.accepted.map(\.sender) == ["<bounce+1@shop.example> SMTPUTF8"])
        #expect(peer.accepted.map(\.recipient) == ["<jürgen@example.com>"])
    }

    @Test("one hanging connection does not keep the others")
    func oneHangs() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, .hold)]))
        let probe = RelayProbe(.to(peer.port, connections: 2))
        await probe.relay.open(2)
        try await probe.room(4)
        await probe.relay.send([try .sample(1), try .sample(2)])
        #expect(try await probe.outcomes(1).allAccepted)
        for number in Int64(3)...20 {
            await probe.relay.send([try .sample(number)])
            #expect(try await probe.outcomes(1).allAccepted)
        }
        peer.release()
        #expect(try await probe.outcomes(1).allAccepted)
        await probe.relay.drain()
        #expect(peer.accepted.count == 20)
    }

    @Test(
        "one that says nothing stops nobody: soon another attempt is begun beside it, and said",
        arguments: [PeerScript.Point.greeting, .ehlo])
    func silentPeer(_ point: PeerScript.Point) async throws {
        let peer = try ScriptedPeer(PeerScript([.init(point, time: 1, .hang), .init(point, time: 2, .hang)]))
        var timeouts = RelayTimeouts.unhurried
        timeouts.patience = .milliseconds(50)
        let probe = RelayProbe(.to(peer.port, timeouts: timeouts))
        await probe.relay.open(1)
        for _ in 0..<2 {
            let isSilent: Bool = try await probe.next { if case .silent = $0 { true } else { nil } }
            #expect(isSilent)
        }
        try await probe.room()
        // The third may have taken so long that a fourth is ready as well, and about to go.
        #expect(await probe.relay.ready >= 1)
        await probe.relay.close()
    }
}
