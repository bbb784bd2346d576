import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// What a relay can say and do to one person's mail, and how `usher why` tells it. Everybody else's goes out.
    @Suite("A relay that refuses, defers, blocks and hangs up")
    struct RetryScenario {
        /// One person and what the relay does to the first letter.
        struct Case: CustomTestStringConvertible {
            var address: String
            var rules: [PeerScript.Rule]
            /// The states of the first and the second letter in the end; nil: there is none.
            var states: [String]
            var attempts: Int
            /// What `usher why` says about the first letter.
            var why: String

            var testDescription: String { address }
        }

        static let cases: [Case] = [
            Case(address: "fine@example.org", rules: [], states: ["sent", "sent"], attempts: 1, why: "250 2.0.0"),
            Case(
                address: "grey@example.org",
                rules: (1...2).map { .init(.rcpt, time: $0, to: "grey@example.org", .reply("451 4.7.1 come back")) },
                states: ["sent", "sent"], attempts: 3, why: "at try 3"),
            Case(
                address: "full@example.org",
                rules: [.init(.rcpt, to: "full@example.org", .reply("452 4.2.2 mailbox full"))],
                states: ["failed", "failed"], attempts: 16,
                why: "given up after 2 days; the last answer was 452 4.2.2"),
            Case(
                address: "nobody@example.org",
                rules: [.init(.rcpt, to: "nobody@example.org", .reply("550 5.1.1 no such user"))],
                states: ["bounced"], attempts: 1, why: "the address does not work (550 5.1.1"),
            Case(
                address: "over@example.org",
                rules: [.init(.rcpt, time: 1, to: "over@example.org", .reply("552 over quota"))],
                states: ["sent", "sent"], attempts: 2, why: "at try 2"),
            Case(
                address: "big@example.org",
                rules: [.init(.dot, time: 1, to: "big@example.org", .reply("552 5.3.4 message too big"))],
                states: ["failed", "sent"], attempts: 1, why: "refused at the message's end with 552 5.3.4"),
            Case(
                address: "busy@example.org",
                rules: [.init(.rcpt, time: 1, to: "busy@example.org", .replyAndClose("421 4.3.2 shutting down"))],
                states: ["sent", "sent"], attempts: 2, why: "at try 2"),
            Case(
                address: "cut@example.org",
                rules: [.init(.data, time: 1, to: "cut@example.org", .close)],
                states: ["sent", "sent"], attempts: 2, why: "at try 2"),
            Case(
                address: "doubt@example.org",
                rules: [.init(.dot, time: 1, to: "doubt@example.org", .obeyAndClose)],
                states: ["sent", "sent"], attempts: 2, why: "at try 2"),
            Case(
                address: "policy@blocked.example",
                rules: [.init(.rcpt, time: 1, to: "policy@blocked.example", .reply("550 5.7.1 not from you"))],
                states: ["sent", "sent"], attempts: 2, why: "at try 2"),
        ]

        @Test("ends for each as the table of failures says, and why tells it")
        func outcomes() async throws {
            let peer = try ScriptedPeer(PeerScript(Self.cases.flatMap(\.rules)))
            let home = try await ScenarioHome()
            try home.goLive(port: peer.port)
            try home.addCourse([("one", "0"), ("two", "1 day")])
            let daemon = try await home.runStepped()
            for row in Self.cases { try await home.enter("course", row.address) }
            try await home.drained()
            for row in Self.cases {
                let story: Story = try await home.json("why", row.address)
                let messages = story.enrollments.flatMap(\.messages)
                #expect(messages.map(\.state) == row.states, "\(row.address): \(messages)")
                guard let first = messages.first else { continue }
                #expect(first.why.contains(row.why), "\(row.address): \(first.why)")
                let line: QueueLine = try await home.json("queue", "show", "\(first.delivery)")
                #expect(line.attempts == row.attempts, "\(row.address)")
            }
            #expect(await daemon.stop().end == .exit(0))

            let copies = Dictionary(grouping: peer.accepted) { "\($0.recipient) \(MailText($0.bytes).message ?? "")" }
            #expect(copies.filter { $0.value.count > 1 }.keys.sorted() == ["<doubt@example.org> course/one"])
            #expect(Set(copies["<doubt@example.org> course/one", default: []].map(\.bytes)).count == 1)
            let suppressed: [SuppressedLine] = try await home.json("suppress", "list")
            #expect(suppressed.compactMap(\.address) == ["nobody@example.org"])
        }

        @Test("one that hangs holds up nobody else; when it is cut off, its message goes again")
        func hang() async throws {
            let peer = try ScriptedPeer(
                PeerScript([.init(.rcpt, time: 1, to: ScenarioHome.address(1), .hang)]))
            let home = try await ScenarioHome()
            try home.goLive(port: peer.port)
            try home.addCourse([("one", "0")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(60))
            // What had been handed over on the hanging connection waits with it, two messages at most.
            try await eventually("all the others") { peer.accepted.count >= 58 }
            try await eventually("the others on record") {
                let before: StatusLine = try await home.json("status")
                return (1...2).contains(before.deliveries["claimed"] ?? 0)
            }
            peer.stop()
            try await eventually("nothing in flight") {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["claimed"] == 0
            }
            let doubtful: [QueueLine] = try await home.json("queue", "list", "--in-doubt")
            #expect(doubtful.isEmpty)
            let after: StatusLine = try await home.json("status")
            #expect(after.deliveries["sent"] == peer.accepted.count)
            #expect(after.deliveries["queued"] == 60 - peer.accepted.count)
            #expect(await daemon.stop().end == .exit(0))
        }
    }
}
