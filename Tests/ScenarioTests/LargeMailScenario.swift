import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    /// Mails as large as are taken, each made so that a reader which copies or nests without bounds needs many times
    /// that.
    @Suite("The largest mails")
    struct LargeMailScenario {
        private static let octets = 9_900_000

        /// Twelve levels of messages in base64: each has the next one encoded.
        private static var nested: String {
            var mail = "Subject: inner\n\n" + String(repeating: "0123456789abcde\n", count: 15_000)
            for level in 1...12 {
                let lines = Data(mail.utf8).base64EncodedString(options: [
                    .lineLength76Characters, .endLineWithLineFeed,
                ])
                mail =
                    "Subject: level \(level)\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n\(lines)\n"
                if mail.utf8.count > octets * 3 / 4 { break }
            }
            return mail
        }

        private static var parts: String {
            let part = "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
            let text = String(repeating: "=C3=A4=C3=B6=C3=BC user unknown ann@x.example\n", count: octets / 100 / 50)
            return "From: MAILER-DAEMON@x.example\nSubject: Undelivered\n"
                + "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: part + text, count: 100)
                + "--b--\n"
        }

        private static let kinds: [(name: String, mail: @Sendable () -> String)] = [
            ("nested", { nested }), ("parts", { parts }),
            (
                "one field",
                { "Subject: x\nX-Long: " + String(repeating: "abcdefghi\n ", count: octets / 11) + "\n\nx\n" }
            ),
            ("words", { "Subject: " + String(repeating: "=?utf-8?Q?=C3=A4?=\n ", count: octets / 20) + "\n\nx\n" }),
            (
                "one line",
                {
                    "From: MAILER-DAEMON@x.example\nSubject: Undelivered\n\n"
                        + String(repeating: "a@b.example ", count: octets / 12)
                }
            ),
        ]

        @Test(
            "are read one after the other in bounded memory, and a line of the log each at most",
            arguments: kinds.indices)
        func memory(_ index: Int) async throws {
            let (name, mail) = Self.kinds[index]
            let home = try await ScenarioHome()
            try home.goLive(port: 1, settings: ["receive: { spool: spool }"])
            let spool = home("spool")
            for folder in ["", "/tmp", "/new"] { mkdir(spool + folder, 0o700) }
            let daemon = try await home.run()
            let before = try daemon.peakMemory
            let octets = Data(mail().utf8)
            #expect(octets.count <= 10_000_000 && octets.count > 5_000_000, "\(name): \(octets.count)")
            for number in 1...3 {
                try octets.write(to: URL(fileURLWithPath: "\(spool)/tmp/\(number)"))
                try #require(rename("\(spool)/tmp/\(number)", "\(spool)/new/\(number)") == 0)
                try await eventually("\(name) is read", every: .milliseconds(200)) {
                    try FileManager.default.contentsOfDirectory(atPath: "\(spool)/new").isEmpty
                }
            }
            let more = try daemon.peakMemory - before
            #expect(more < 80_000, "\(name): \(more) KB more")
            let ended = await daemon.stop()
            #expect(ended.end == .exit(0))
            #expect(ended.errors.components(separatedBy: "came back").count <= 4, "\(ended.errors.prefix(2000))")
        }
    }
}
