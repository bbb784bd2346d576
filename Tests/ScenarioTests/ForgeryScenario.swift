import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    /// What a stranger, or a customer with a message of ours to copy from, can do to others by mail that comes back.
    @Suite("Ten thousand forged reports")
    struct ForgeryScenario {
        private static let contacts = 10_000
        /// Of them, so many have a message of ours.
        private static let mailed = 100

        private struct Suppressed: Decodable {
            let address: String
        }

        private struct Line: Decodable {
            let address: String?
        }

        /// What the forger has of the one message that was really sent to them.
        private struct Copied {
            let returnAddress: String
            let messageID: String
            let link: String
        }

        /// As a real report, hard and with proof, about another person.
        private static func report(on address: String, to: String, _ returned: [String]) -> String {
            """
            Return-Path: <>
            From: MAILER-DAEMON@mx.example
            To: \(to)
            Subject: Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; \(address)
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 no such user
            --b
            Content-Type: text/rfc822-headers

            From: hello@paperheron.example
            To: \(address)
            \(returned.joined(separator: "\n"))
            --b--

            """
        }

        /// Of each the forger tries one of four.
        private static func forged(_ number: Int, _ copied: Copied) -> String {
            let address = ScenarioHome.address(number)
            let guess = String(UInt64(number) &* 0x9E37_79B9_7F4A_7C15, radix: 32, uppercase: false)
            return switch number % 4 {
            case 0: report(on: address, to: "b+\(guess)@bounces.paperheron.example", [])
            case 1:
                report(
                    on: address, to: "hello@paperheron.example",
                    ["Message-ID: <\(guess)\(guess)@paperheron.example>"])
            case 2: report(on: address, to: "hello@paperheron.example", ["Message-ID: \(copied.messageID)"])
            default:
                report(
                    on: address, to: copied.returnAddress,
                    ["Message-ID: \(copied.messageID)", "List-Unsubscribe: <\(copied.link)>"])
            }
        }

        private func mail(_ home: ScenarioHome, _ copied: Copied) throws {
            for number in 1...Self.contacts {
                let written = "\(home("spool"))/tmp/\(number)"
                try Data(Self.forged(number, copied).utf8).write(to: URL(fileURLWithPath: written))
                guard rename(written, "\(home("spool"))/new/\(number)") == 0 else {
                    throw UsherProcess.Trouble(description: "\(number): \(String(cString: strerror(errno)))")
                }
            }
        }

        private func files(_ folder: String) throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: folder).count
        }

        @Test("suppress nobody and fail nobody's message but the forger's own, and fill no folder")
        func forged() async throws {
            let home = try await ScenarioHome()
            let relay = try ScriptedPeer()
            try home.goLive(
                port: relay.port,
                settings: [
                    "bounce: { domain: bounces.paperheron.example }", "receive: { spool: spool }",
                ])
            try home.addCourse([("one", "0")])
            for folder in ["", "/tmp", "/new"] { mkdir(home("spool") + folder, 0o700) }
            let daemon = try await home.run()
            try await home.enter("course", "mallory@example.org")
            try await eventually("the forger's own message") { relay.accepted.count == 1 }
            let own = try #require(relay.accepted.first)
            let text = String(decoding: own.bytes, as: UTF8.self)
            let copied = Copied(
                returnAddress: own.sender.prefix { $0 != " " }.trimmingCharacters(in: ["<", ">"]),
                messageID: String(try #require(text.firstMatch(of: /Message-ID: (<[^>]+>)/)).1),
                link: String(try #require(text.firstMatch(of: /<(mailto:unsubscribe\+[a-z2-7]+@[a-z.]+)/)).1))
            try await home.enter("course", "--from", try home.contacts(Self.mailed))
            try await eventually("some messages") { relay.accepted.count == 1 + Self.mailed }
            try await home.drained()
            let rows = ((Self.mailed + 1)...Self.contacts).map { "\(ScenarioHome.address($0))\n" }.joined()
            let others = try home.write("address\n\(rows)", to: "others.csv")
            try await home.enter("course", "--from", others, "--at", "2099-01-01")

            try mail(home, copied)
            try await eventually("all are read", every: .milliseconds(250)) { try files(home("spool/new")) == 0 }
            let suppressed: [Suppressed] = try await home.json("suppress", "list")
            #expect(suppressed.isEmpty)
            let lines: [Line] = try await home.json("receive", "list", "--limit", "200")
            #expect(lines.allSatisfy { $0.address == nil || $0.address == "mallory@example.org" })
            // By the forger's own address only the forger's own message is said to have failed, and only once.
            let report = try await home.done("report")
            #expect(report.contains("one \(1 + Self.mailed) (1 came back)"), "\(report)")
            try await home.done("report", "--verify")
            // Those that came since the folders were last tidied are above the bound.
            #expect(try files(home("spool/strange")) <= 1100 && files(home("spool/kept")) == 0)
            #expect(await daemon.stop().end == .exit(0))
        }
    }
}
