import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    /// Reports, complaints and people's mail in a mailbox of a real Dovecot, which the daemon looks into.
    @Suite(
        "What comes back into a real Dovecot's mailbox",
        .enabled(if: DovecotServer.isAvailable, "dovecot cannot run here"))
    struct MailboxScenario {
        private struct Line: Decodable {
            let effect: String
            let address: String?
        }

        /// An independent client: Python's imaplib.
        private let client = """
            import imaplib, ssl, sys
            port, certificate, user, password = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
            c = imaplib.IMAP4("localhost", port)
            c.starttls(ssl.create_default_context(cafile=certificate))
            c.login(user, password)
            for folder in ["INBOX", "Usher"]:
                print(folder, c.select(folder, readonly=True)[1][0].decode(), "messages,", \
            len(c.search(None, "UNSEEN")[1][0].split()), "unread,", len(c.search(None, "DELETED")[1][0].split()), "marked")
            """

        private func look(_ server: DovecotServer) async throws -> String {
            let arguments = ["-c", client, String(server.port), server.certificate, server.username, server.password]
            let said = try await Program("/usr/bin/env", ["python3"] + arguments).wait()
            #expect(said.errors.isEmpty)
            return said.output
        }

        private func live(_ home: ScenarioHome, relay: ScriptedPeer, _ server: DovecotServer) throws {
            try home.goLive(
                port: relay.port,
                settings: [
                    "bounce: { domain: bounces.paperheron.example }",
                    """
                    receive:
                      imap:
                        host: localhost
                        port: \(server.port)
                        authority: \(server.certificate)
                        username: \(server.username)
                        password_file: imap-password
                        every: 10 seconds
                    """,
                ])
            try home.addCourse([("one", "0")])
        }

        private static func report(on message: PeerLog.Message) -> String {
            let sender = message.sender.prefix { $0 != " " }.trimmingCharacters(in: ["<", ">"])
            return """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example
                To: \(sender)
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                It failed.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; \(address(of: message))
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user
                --b--

                """
        }

        private static func complaint(about message: PeerLog.Message) -> String {
            """
            From: feedback@provider.example
            To: abuse@paperheron.example
            Subject: complaint
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: provider/1
            Version: 1

            --b
            Content-Type: message/rfc822

            \(String(decoding: message.bytes, as: UTF8.self).replacing("\r\n", with: "\n"))
            --b--

            """
        }

        private static func address(of message: PeerLog.Message) -> String {
            message.recipient.prefix { $0 != " " }.trimmingCharacters(in: ["<", ">"])
        }

        private static func files(_ folder: String) -> Int {
            ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).count
        }

        private static func letter(_ number: Int) -> String {
            "From: friend\(number)@example.net\nTo: hello@paperheron.example\nSubject: A question\n\nAre you open?\n"
        }

        @Test("reaches the right stories; a person's mail stays unread; kills lose nothing; a wrong password waits")
        func mailbox() async throws {
            let home = try await ScenarioHome()
            let relay = try ScriptedPeer()
            let server = try await DovecotServer.start()
            try live(home, relay: relay, server)
            try home.writeSecret("wrong\n", to: "imap-password")
            var daemon = try await home.run()
            let people = (1...24).map { "reader\($0)@example.org" }
            for person in people { try await home.enter("course", person) }
            try await eventually("all are sent") { relay.accepted.count == people.count }
            try await home.drained()
            try await eventually("the mailbox refuses") {
                try await home.done("status").contains("it refuses the user name or the password; it is tried again")
            }
            try home.writeSecret("\(server.password)\n", to: "imap-password")
            try await eventually("the right password counts at once") {
                try await home.done("status").contains("INBOX on localhost, looked into")
            }
            #expect(server.log.components(separatedBy: "auth failed, 1 attempts").count == 2, "\(server.log)")

            let sent = relay.accepted
            for (index, message) in sent.enumerated() {
                try server.deliver(index == 0 ? Self.complaint(about: message) : Self.report(on: message))
                if index.isMultiple(of: 2) { try server.deliver(Self.letter(index)) }
            }
            // Killed while mail goes into the spool, and once more when some has moved.
            for spooled in [2, .max] {
                try await eventually("mail is taken", every: .milliseconds(2)) {
                    server.count(in: "Usher") > 0 || Self.files(home("state/spool/new")) > spooled
                }
                await daemon.kill()
                daemon = try await home.run()
            }
            try await eventually("everybody's mail is heard") {
                let lines: [Line] = try await home.json("receive", "list", "--limit", "200")
                return lines.count { $0.effect == "bounced" } == 23 && lines.contains { $0.effect == "complained" }
            }
            try await eventually("all of it is moved") { server.count(in: "Usher") == 24 }
            let lines: [Line] = try await home.json("receive", "list", "--limit", "200")
            #expect(lines.count == 24)
            #expect(
                try await look(server)
                    == "INBOX 12 messages, 12 unread, 0 marked\nUsher 24 messages, 24 unread, 0 marked\n")
            let stories = [
                (Self.address(of: sent[1]), "came back: the address does not work (5.1.1)"),
                (Self.address(of: sent[0]), "the person complained about it"),
            ]
            for (person, sentence) in stories {
                let why = try await home.done("why", person)
                #expect(why.contains(sentence), "\(person): \(why)")
            }
            #expect(Self.files(home("state/spool/kept")) == 0)
            try await home.done("report", "--verify")
            #expect(await daemon.stop().end == .exit(0))
            try await server.stop()
        }

        @Test(
            "is gone on with when its server breaks off, and looked through again when it is numbered anew; once each")
        func renumbered() async throws {
            let home = try await ScenarioHome()
            let relay = try ScriptedPeer()
            let server = try await DovecotServer.start()
            try live(home, relay: relay, server)
            try home.writeSecret("\(server.password)\n", to: "imap-password")
            var daemon = try await home.run()
            let people = (1...12).map { "reader\($0)@example.org" }
            for person in people { try await home.enter("course", person) }
            try await eventually("all are sent") { relay.accepted.count == people.count }
            try await home.drained()
            for (index, message) in relay.accepted.enumerated() {
                try server.deliver(Self.report(on: message))
                if index.isMultiple(of: 2) { try server.deliver(Self.letter(index)) }
            }
            for _ in 1...2 {
                try await eventually("a visit is broken off", every: .milliseconds(1)) { try server.breakOff() }
            }
            try await eventually("all of it is moved") { server.count(in: "Usher") == people.count }
            // A visit that came to its end has noted by which numbers it went.
            try await eventually("a whole visit") {
                try await home.done("status").contains("INBOX on localhost, looked into")
            }
            #expect(await daemon.stop().end == .exit(0))

            try server.renumber()
            let complaint = try #require(relay.accepted.first)
            try server.deliver(Self.complaint(about: complaint))
            daemon = try await home.run()
            try await eventually("what is new is heard") {
                let lines: [Line] = try await home.json("receive", "list", "--limit", "200")
                return lines.contains { $0.effect == "complained" }
            }
            #expect(daemon.program.errors.contains("the mailbox has numbered its messages anew"))
            let lines: [Line] = try await home.json("receive", "list", "--limit", "200")
            #expect(lines.count == people.count + 1 && lines.count { $0.effect == "bounced" } == people.count)
            try await eventually("it is moved as well") { server.count(in: "Usher") == people.count + 1 }
            #expect(
                try await look(server)
                    == "INBOX 6 messages, 6 unread, 0 marked\nUsher 13 messages, 13 unread, 0 marked\n")
            try await home.done("report", "--verify")
            #expect(await daemon.stop().end == .exit(0))
            try await server.stop()
        }

        @Test("is read through where ten thousand wait: a thousand are ours, and the others stay as they were")
        func many() async throws {
            let home = try await ScenarioHome()
            let relay = try ScriptedPeer()
            let server = try await DovecotServer.start()
            try live(home, relay: relay, server)
            // As long as the password is wrong, nobody looks.
            try home.writeSecret("wrong\n", to: "imap-password")
            let daemon = try await home.run()
            let people = (1...1000).map { "reader\($0)@d\($0).example\n" }
            let file = try home.write("address\n" + people.joined(), to: "people.csv")
            try await home.enter("course", "--from", file)
            try await eventually("all are sent", every: .milliseconds(200)) { relay.accepted.count == people.count }
            let sent = relay.accepted
            for number in 0..<10_000 {
                let isOurs = number.isMultiple(of: 10)
                try server.deliver(
                    isOurs ? Self.report(on: sent[number / 10]) : Self.letter(number),
                    "1795000000.M\(number)P1.mx.example")
            }
            let before = try daemon.peakMemory
            try home.writeSecret("\(server.password)\n", to: "imap-password")
            try await eventually("all of ours is moved", every: .milliseconds(500)) {
                server.count(in: "Usher") == people.count
            }
            try await eventually("all of it is heard", every: .milliseconds(500)) {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["bounced"] == people.count
            }
            try await eventually("all of it is looked at", every: .milliseconds(500)) {
                try await home.done("status").contains("INBOX on localhost, looked into")
            }
            let more = try daemon.peakMemory - before
            #expect(more < 60_000, "\(more) KB more")
            #expect(server.count() == 9000)
            #expect(
                try await look(server)
                    == "INBOX 9000 messages, 9000 unread, 0 marked\nUsher 1000 messages, 1000 unread, 0 marked\n")
            #expect(await daemon.stop().end == .exit(0))
            try await server.stop()
        }

        @Test("is not looked at in rehearsal")
        func rehearsal() async throws {
            let home = try await ScenarioHome()
            let server = try await DovecotServer.start()
            try live(home, relay: try ScriptedPeer(), server)
            try home.edit("config/usher.yaml", "mode: live", "mode: rehearsal")
            try home.writeSecret("\(server.password)\n", to: "imap-password")
            let daemon = try await home.run()
            try await home.enter("course", "ada@example.org")
            try await home.drained()
            #expect(try await !home.done("status").contains("mailbox "))
            #expect(await daemon.stop().end == .exit(0))
            #expect(!server.log.contains("imap-login"), "\(server.log)")
            try await server.stop()
        }
    }
}
