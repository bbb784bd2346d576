import Testing
import TestSupport
import UsherCore

@testable import UsherSMTP

/// `docs/failure.md` is this table in words.
@Suite("The relay with a server that fails", .timeLimit(.minutes(20)))
struct RelayFailureTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let point: PeerScript.Point
        let action: PeerScript.Action
        let pipelined: AttemptOutcome
        let lockStep: AttemptOutcome
        var testDescription: String { "\(point.rawValue): \(action)" }

        init(
            _ point: PeerScript.Point, _ action: PeerScript.Action, _ outcome: AttemptOutcome,
            pipelined: AttemptOutcome? = nil
        ) {
            self.point = point
            self.action = action
            self.pipelined = pipelined ?? outcome
            lockStep = outcome
        }
    }

    static let later = Reply(code: 451, enhanced: EnhancedStatus(4, 3, 0), text: "later")
    static let never = Reply(code: 550, enhanced: EnhancedStatus(5, 7, 1), text: "never")
    static let closing = Reply(code: 421, enhanced: EnhancedStatus(4, 3, 2), text: "closing")

    static func rows(at point: PeerScript.Point, _ phase: WirePhase) -> [Row] {
        func lost(_ reason: LossReason, _ reply: Reply? = nil) -> AttemptOutcome {
            .lost(phase, reason, reply: reply, reused: false)
        }
        // A server that falls silent in the middle of its first group is taken for one that cannot pipeline.
        let suspicious: AttemptOutcome? = phase == .rcpt || phase == .data ? .notStarted : nil
        return [
            Row(point, .reply("451 4.3.0 later"), .refused(phase, later)),
            Row(point, .reply("550 5.7.1 never"), .refused(phase, never)),
            Row(point, .reply("550-5.7.1 ne\r\n550 5.7.1 ver"), .refused(phase, Self.twoLines)),
            Row(
                point, .replyAndClose("421 4.3.2 closing"),
                phase == .dot ? .refused(.dot, closing) : lost(.closed, closing)),
            Row(point, .reply("rubbish"), lost(.garbage)),
            Row(point, .close, lost(.closed), pipelined: suspicious),
            Row(point, .hang, lost(.timeout), pipelined: suspicious),
            Row(point, .flood(octets: 10_000_000), lost(.flood)),
            Row(point, .drip(milliseconds: 2), .accepted(accepted)),
        ]
    }

    static let twoLines = Reply(code: 550, enhanced: EnhancedStatus(5, 7, 1), text: "ne ver")
    static let accepted = Reply(code: 250, enhanced: EnhancedStatus(2, 0, 0), text: "queued")

    static let rows =
        rows(at: .mail, .mail) + rows(at: .rcpt, .rcpt) + rows(at: .data, .data) + rows(at: .dot, .dot) + [
            Row(.mail, .reply("354 what"), .lost(.mail, .garbage, reply: nil, reused: false)),
            Row(.rcpt, .reply("354 what"), .lost(.rcpt, .garbage, reply: nil, reused: false)),
            Row(.data, .reply("250 what"), .lost(.data, .garbage, reply: nil, reused: false)),
            Row(.dot, .reply("354 what"), .lost(.dot, .garbage, reply: nil, reused: false)),
            Row(.dot, .reply("252 as good as"), .accepted(Reply(code: 252, text: "as good as"))),
            Row(.rcpt, .reply("251 will forward"), .accepted(accepted)),
            Row(.rcpt, .reply("503 5.5.1 order"), .refused(.rcpt, order), pipelined: .notStarted),
            Row(.data, .reply("503 5.5.1 order"), .refused(.data, order), pipelined: .notStarted),
            Row(.body, .reply("552 5.3.4 too big"), .refused(.body, tooBig)),
            Row(.body, .reply("250 2.0.0 done already"), .lost(.body, .garbage, reply: nil, reused: false)),
            Row(.body, .close, .lost(.body, .closed, reply: nil, reused: false)),
            Row(.body, .hold, .lost(.body, .timeout, reply: nil, reused: false)),
        ]

    static let order = Reply(code: 503, enhanced: EnhancedStatus(5, 5, 1), text: "order")
    static let tooBig = Reply(code: 552, enhanced: EnhancedStatus(5, 3, 4), text: "too big")

    @Test("tells what became of the message, pipelined", arguments: rows)
    func pipelined(_ row: Row) async throws { try await run(row, capabilities: ["PIPELINING"], row.pipelined) }

    @Test("tells what became of the message, one command at a time", arguments: rows)
    func lockStep(_ row: Row) async throws { try await run(row, capabilities: [], row.lockStep) }

    private func run(_ row: Row, capabilities: [String], _ expected: AttemptOutcome) async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: capabilities, [.init(row.point, time: 1, row.action)]))
        var timeouts = RelayTimeouts.unhurried
        if row.action == .hang || row.action == .hold { timeouts.shorten(row.point) }
        let probe = RelayProbe(.to(peer.port, timeouts: timeouts))
        let message = try OutgoingMessage.sample(1, size: row.point == .body ? 20_000_000 : 300)
        let outcomes = try await probe.send([message])
        #expect(outcomes == [DeliveryID(1): expected])
        await probe.relay.close()
        #expect(peer.accepted.count <= 1)
        if case .accepted = expected { #expect(peer.accepted.map(\.bytes) == [message.bytes]) }
    }

    @Test("with two messages under way only the first is in doubt")
    func onlyFirstInDoubt() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, .close)]))
        let probe = RelayProbe(.to(peer.port))
        let outcomes = try await probe.send([.sample(1), .sample(2)])
        await probe.relay.close()
        #expect(
            outcomes == [
                DeliveryID(1): .lost(.dot, .closed, reply: nil, reused: false),
                DeliveryID(2): .lost(.mail, .closed, reply: nil, reused: true),
            ])
        #expect(peer.accepted.isEmpty)
    }

    @Test("a connection that broke after it had carried something counts no attempt")
    func brokeBetween() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.mail, time: 2, .replyAndClose("421 4.4.2 idle too long"))]))
        let probe = RelayProbe(.to(peer.port))
        _ = try await probe.send([.sample(1)])
        try await probe.room(2)
        await probe.relay.send([try .sample(2)])
        let idle = Reply(code: 421, enhanced: EnhancedStatus(4, 4, 2), text: "idle too long")
        #expect(
            try await probe.outcomes(1) == [DeliveryID(2): .lost(.mail, .closed, reply: idle, reused: true)])
        await probe.relay.close()
    }

    @Test(
        "a relay that cannot pipeline is served one command at a time from then on",
        arguments: [
            PeerScript.Rule(.mail, time: 1, .forgetRest), PeerScript.Rule(.rcpt, time: 1, .reply("503 5.5.1 order")),
        ])
    func lockStepFromThenOn(_ rule: PeerScript.Rule) async throws {
        let peer = try ScriptedPeer(PeerScript([rule]))
        var timeouts = RelayTimeouts.unhurried
        // One waits for it; the others are answered within it.
        if rule.action == .forgetRest { timeouts.rcpt = RelayTimeouts.enough }
        let probe = RelayProbe(.to(peer.port, timeouts: timeouts))
        await probe.relay.open(1)
        try await probe.room(2)
        await probe.relay.send([try .sample(1)])
        try await probe.next { if case .lockStep = $0 { () } else { nil } }
        #expect(try await probe.outcomes(1) == [DeliveryID(1): .notStarted])
        let outcomes = try await probe.send([.sample(2), .sample(3)])
        await probe.relay.drain()
        #expect(outcomes.allAccepted && peer.accepted.count == 2)
    }

    @Test("a relay that throws away what follows a body is served one command at a time from then on")
    func chainsForgotten() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, .forgetRest)]))
        var timeouts = RelayTimeouts.unhurried
        timeouts.mail = RelayTimeouts.enough
        let probe = RelayProbe(.to(peer.port, timeouts: timeouts))
        let outcomes = try await probe.send([.sample(1), .sample(2)])
        #expect(outcomes[DeliveryID(1)]?.isAccepted == true)
        #expect(outcomes[DeliveryID(2)] == .notStarted)
        #expect(await probe.relay.pipelining == .refused)
        await probe.relay.close()
    }

    @Test("a connection that dies before it carried anything is the relay's fault, told once")
    func earlyDeath() async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: [], [.init(.mail, .close)]))
        let probe = RelayProbe(.to(peer.port))
        await probe.relay.open(1)
        try await probe.room(2)
        await probe.relay.send([try .sample(1)])
        #expect(try await probe.fault() == .lost(.mail))
        await probe.relay.close()
    }

    /// What becomes of the message behind one that was refused: pipelined it is under way together with the RSET, else
    /// it waits.
    static let resets: [(action: PeerScript.Action, pipelined: AttemptOutcome)] = [
        (.reply("500 no"), behindReset(.garbage, Reply(code: 500, text: "no"))),
        (.replyAndClose("421 4.3.2 closing"), behindReset(.closed, closing)),
        (.reply("rubbish"), behindReset(.garbage)),
        (.close, behindReset(.closed)),
        (.hang, behindReset(.timeout)),
        (.flood(octets: 10_000_000), behindReset(.flood)),
    ]

    static func behindReset(_ reason: LossReason, _ reply: Reply? = nil) -> AttemptOutcome {
        .lost(.mail, reason, reply: reply, reused: true)
    }

    @Test(
        "after a failed RSET the connection is not used any more, and no attempt is counted",
        arguments: resets.indices, [true, false])
    func failedReset(number: Int, pipelining: Bool) async throws {
        let row = Self.resets[number]
        let peer = try ScriptedPeer(
            PeerScript(
                capabilities: pipelining ? ["PIPELINING"] : [],
                [.init(.rcpt, time: 1, .reply("550 5.7.1 never")), .init(.rset, time: 1, row.action)]))
        var timeouts = RelayTimeouts.unhurried
        if row.action == .hang { timeouts.rset = .milliseconds(100) }
        let probe = RelayProbe(.to(peer.port, timeouts: timeouts))
        let outcomes = try await probe.send([.sample(1), .sample(2)])
        let behind = pipelining ? row.pipelined : .notStarted
        #expect(outcomes == [DeliveryID(1): .refused(.rcpt, Self.never), DeliveryID(2): behind])
        #expect(Verdict.of(behind) == .retry(countsAttempt: false))
        try await probe.room(2)
        await probe.relay.send([try .sample(3)])
        #expect(try await probe.outcomes(1).allAccepted)
        await probe.relay.drain()
        #expect(peer.connections == 2)
        #expect(peer.accepted.map(\.recipient) == ["<person3@example.com>"])
    }

    @Test("a RSET whose reply drips keeps its connection", arguments: [["PIPELINING"], []])
    func drippingReset(capabilities: [String]) async throws {
        let peer = try ScriptedPeer(
            PeerScript(
                capabilities: capabilities,
                [.init(.rcpt, time: 1, .reply("550 5.7.1 never")), .init(.rset, .drip(milliseconds: 2))]))
        let probe = RelayProbe(.to(peer.port))
        let outcomes = try await probe.send([.sample(1), .sample(2)])
        await probe.relay.drain()
        #expect(outcomes[DeliveryID(1)] == .refused(.rcpt, Self.never))
        #expect(outcomes[DeliveryID(2)]?.isAccepted == true)
        #expect(peer.connections == 1)
    }

    static let farewells: [PeerScript.Action] = [
        .reply("500 no"), .replyAndClose("421 4.3.2 closing"), .reply("rubbish"), .close, .hang,
        .flood(octets: 10_000_000), .drip(milliseconds: 2),
    ]

    @Test("a QUIT that fails touches no message, neither before it nor on the next connection", arguments: farewells)
    func failedQuit(_ action: PeerScript.Action) async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.quit, action)]))
        var timeouts = RelayTimeouts.unhurried
        if action == .hang { timeouts.quit = .milliseconds(100) }
        let probe = RelayProbe(.to(peer.port, messagesPerConnection: 1, timeouts: timeouts))
        await probe.relay.open(1)
        for number in 1...3 as ClosedRange<Int64> {
            try await probe.room(1)
            await probe.relay.send([try .sample(number)])
            #expect(try await probe.outcomes(1).allAccepted)
        }
        await probe.relay.drain()
        #expect(await probe.relay.ready == 0)
        #expect(peer.accepted.count == 3)
        // Nobody waited for the peer to read the last one, where it hangs.
        try await peer.eventually("QUIT on each") {
            $0.commands.filter { $0.contains("DATA") }.allSatisfy { $0.last == "QUIT" }
        }
    }
}

extension RelayTimeouts {
    /// Makes the wait at one point short, and no other: elsewhere a busy machine may be slow to answer.
    fileprivate mutating func shorten(_ point: PeerScript.Point) {
        let short = Duration.milliseconds(100)
        switch point {
        case .mail: mail = short
        case .rcpt: rcpt = short
        case .data: data = short
        case .body: body = short
        case .dot: dot = short
        case .rset: rset = short
        case .quit: quit = short
        case .greeting, .ehlo, .auth: login = short
        }
    }
}
