import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// A relay that refuses some addresses, reports about others that come later, and people who complain.
    @Suite("Breakers")
    struct BreakerScenario {
        private static let dead = (1...6).map { "dead\($0)@d\($0).example" }
        private static let fine = (1...20).map { "fine\($0)@f\($0).example" }

        @Test("pause a campaign for its bounces and for complaints, once, also over a restart, until it is resumed")
        func pauses() async throws {
            let peer = try ScriptedPeer(
                PeerScript(Self.dead.map { .init(.rcpt, time: 1, to: $0, .reply("550 5.1.1 no such user")) }))
            let home = try await ScenarioHome()
            try home.addCourse([("one", "0")])
            try home.goLive(
                port: peer.port,
                settings: ["bounce: { domain: bounces.paperheron.example }", "receive: { spool: spool }"])
            var daemon = try await home.run()
            try await enter(Self.fine + Self.dead, home)
            try await eventually("everybody has an answer") {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["bounced"] == Self.dead.count && peer.accepted.count == Self.fine.count
            }
            try await home.drained()

            // Six were refused, and four come back: ten of twenty-six.
            for message in peer.accepted.prefix(4) { try await home.receive(bounce(of: message)) }
            let why = "hard bounces: 10 of 26 sent on "
            try await eventually("the pause for bounces") { try await home.pause()?.hasPrefix(why) == true }
            // One that comes back now is told to nobody.
            try await home.receive(bounce(of: peer.accepted[4]))
            try await home.heard(5)
            #expect(try await home.done("status").contains("paused     course: hard bounces: 10 of 26 sent on "))
            let first = await daemon.stop()
            #expect(first.end == .exit(0))
            #expect(first.lines(with: "a campaign is paused: ") == 1, "\(first.errors)")

            daemon = try await home.run()
            try await enter(["later@later.example"], home)
            try await eventually("what is due now is parked") {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["parked"] == 1
            }
            try await home.done("resume", "course")
            try await home.drained()
            #expect(peer.accepted.last?.recipient == "<later@later.example>")
            // What went before the resumption counts no more.
            for message in peer.accepted[5..<16] { try await home.receive(bounce(of: message)) }
            try await home.heard(16)
            #expect(try await home.pause() == nil)

            try await enter((1...5).map { "new\($0)@n\($0).example" }, home)
            try await home.drained()
            let new = Array(peer.accepted.suffix(5))
            for message in new.prefix(2) { try await home.receive(complaint(about: message)) }
            try await eventually("a warning") {
                try await home.done("status").contains("warning    course: complaints: 2 of 6 sent on ")
            }
            #expect(try await home.pause() == nil)
            for message in new.dropFirst(2).prefix(2) { try await home.receive(complaint(about: message)) }
            try await eventually("the pause for complaints") {
                try await home.pause()?.hasPrefix("complaints: 4 of 6 sent on ") == true
            }
            let second = await daemon.stop()
            #expect(second.lines(with: "a campaign gets complaints: ") == 1, "\(second.errors)")
            #expect(second.lines(with: "a campaign is paused: ") == 1, "\(second.errors)")
        }

        @Test("of transactional mail pauses its own relay alone, and one of marketing holds up no receipt")
        func streams() async throws {
            let relay = try ScriptedPeer()
            let own = try ScriptedPeer(
                PeerScript(Self.dead.map { .init(.rcpt, time: 1, to: $0, .reply("550 5.1.1 no such user")) }))
            let watched = try FreePort.next()
            let home = try await ScenarioHome()
            try home.addCourse([("one", "0")])
            try home.addOrder()
            try home.goLive(
                port: relay.port,
                settings: [
                    "transactional: { smtp: { host: localhost, port: \(own.port), tls: none } }",
                    "bounce: { domain: bounces.paperheron.example }", "receive: { spool: spool }",
                    "public:", "  url: \(ScenarioHome.publicURL)",
                    "  listen: 127.0.0.1:\(try FreePort.next())", "  private: 127.0.0.1:\(watched)",
                ])
            let daemon = try await home.run()
            try await enter(Self.fine + Self.dead, home, to: "order")
            try await eventually("everybody has an answer") {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["bounced"] == Self.dead.count && own.accepted.count == Self.fine.count
            }
            for message in own.accepted.prefix(5) { try await home.receive(bounce(of: message)) }
            try await home.heard(5)
            let why = "paused     transactional-relay: hard bounces: 10 of 26 sent on "
            #expect(try await home.done("status").contains(why))
            #expect(try await home.pause() == nil)
            let metrics = try await WebClient(.port(watched)).get("/metrics").body
            for (stream, count) in [("transactional", 1), ("marketing", 0)] {
                let labels = #"breaker="bounces",state="paused",stream="\#(stream)""#
                #expect(metrics.contains("usher_breakers{\(labels)} \(count)\n"), "\(metrics)")
            }

            // Its mail waits, and marketing goes.
            try await enter(["later@later.example"], home, to: "order")
            try await enter((1...20).map { "news\($0)@n\($0).example" }, home)
            try await eventually("marketing goes") { relay.accepted.count == 20 }
            let later = try await home.done("why", "later@later.example")
            #expect(later.contains("due now; the relay of transactional mail is paused: hard bounces: "), "\(later)")
            #expect(own.accepted.count == Self.fine.count)
            try await home.done("resume", "transactional-relay")
            try await home.drained()
            #expect(own.accepted.last?.recipient == "<later@later.example>")

            for message in relay.accepted.prefix(10) { try await home.receive(bounce(of: message)) }
            try await eventually("the pause of the campaign") {
                try await home.pause()?.hasPrefix("hard bounces: 10 of 20 sent on ") == true
            }
            try await enter(["last@later.example"], home, to: "order")
            try await home.drained()
            #expect(own.accepted.last?.recipient == "<last@later.example>")
            let ended = await daemon.stop()
            #expect(ended.end == .exit(0))
            #expect(ended.lines(with: "the relay of transactional mail is paused: ") == 1, "\(ended.errors)")
            #expect(ended.lines(with: "a campaign is paused: ") == 1, "\(ended.errors)")
        }

        private func enter(_ people: [String], _ home: ScenarioHome, to campaign: String = "course") async throws {
            let file = try home.write("address\n" + people.map { "\($0)\n" }.joined(), to: "people.csv")
            try await home.enter(campaign, "--from", file)
        }

        private func bounce(of message: PeerLog.Message) -> String {
            """
            From: MAILER-DAEMON@mx.example
            To: \(message.sender.trimmingCharacters(in: ["<", ">"]))
            Subject: Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: text/plain

            It failed.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; \(message.recipient.trimmingCharacters(in: ["<", ">"]))
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 no such user
            --b--

            """
        }

        private func complaint(about message: PeerLog.Message) -> String {
            """
            From: feedback@provider.example
            To: abuse@paperheron.example
            Subject: complaint
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=feedback-report; boundary=c

            --c
            Content-Type: text/plain

            This is a complaint.
            --c
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: provider/1
            Version: 1

            --c
            Content-Type: message/rfc822

            \(String(decoding: message.bytes, as: UTF8.self))
            --c--

            """
        }
    }
}

extension ScenarioHome {
    /// Why `course` is paused.
    fileprivate func pause() async throws -> String? {
        let status: StatusLine = try await json("status")
        return status.pauses.first { $0.paused == "course" }?.words
    }

    fileprivate func receive(_ mail: String) async throws {
        let reply = try await usher("receive", input: mail)
        #expect(reply.end == .exit(0), "\(reply)")
    }

    private struct Line: Decodable {}

    /// So many mails have been read.
    fileprivate func heard(_ count: Int) async throws {
        try await eventually("\(count) mails are read") {
            let lines: [Line] = try await self.json("receive", "list", "--limit", "100")
            return lines.count == count
        }
    }
}

extension Program.Result {
    fileprivate func lines(with text: String) -> Int {
        (output + errors).split(separator: "\n").count { $0.contains(text) }
    }
}
