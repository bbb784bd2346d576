import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    /// A Postfix that accepts everything, and bounces some of it later; its reports come back through a pipe, into a
    /// Maildir that it writes itself, or through the mailbox of a Dovecot.
    @Suite("What comes back from a real Postfix", .enabled(if: PostfixServer.isAvailable, "postfix cannot run here"))
    struct ReturnedScenario {
        private static let fine = ["ada@example.org", "bob@example.org", "cross@example.org", "leaver@example.org"]
        private static let trouble = ["gone@gone.example", "full@full.example", "wall@wall.example"]

        /// A delivery that fails behind the dialogue: what Postfix knows beforehand it refuses at RCPT.
        private static let refusal = """
            case $1 in
            gone.example) echo "5.1.1 user unknown" ;;
            full.example) echo "5.2.2 mailbox full" ;;
            wall.example) echo "5.7.1 blocked by our policy" ;;
            esac
            exit 69
            """

        /// Into the Maildir of its first argument.
        private static let delivery = """
            name=$(date +%s%N).$$
            cat >"$1/tmp/$name" && mv "$1/tmp/$name" "$1/new/$name" || exit 75
            """

        /// Postfix' master(8) has this umask as well; here it is sure to be there. A copy is left in the folder of the
        /// first argument.
        private static let taking = """
            umask 077
            copy=$1/$(date +%s%N).$$
            shift
            cat >"$copy" || exit 75
            exec "$@" <"$copy"
            """

        enum Door: String, CaseIterable {
            case pipe, maildir, mailbox

            static var here: [Door] { DovecotServer.isAvailable ? allCases : [.pipe, .maildir] }
        }

        private struct Line: Decodable {
            let id: Int64
            let effect: String
            let address: String?
        }

        @Test(
            "reaches the right people's stories and the report; they hear nothing more, and everybody else does",
            arguments: Door.here)
        func reports(door: Door) async throws {
            let home = try await ScenarioHome()
            let mailbox = door == .mailbox ? try await DovecotServer.start() : nil
            // Where the mail system's user may write, and nowhere else.
            let spool = home("spool")
            for folder in ["", "/tmp", "/new", "/kept"] { mkdir(spool + folder, 0o777) }
            let copies = home("copies")
            mkdir(copies, 0o777)
            for folder in [copies] + ["", "/tmp", "/new"].map({ spool + $0 }) { chmod(folder, 0o777) }
            let (refuse, deliver, take) = (home("refuse"), home("deliver"), home("take"))
            for (text, path) in [(Self.refusal, refuse), (Self.delivery, deliver), (Self.taking, take)] {
                try await ScriptFile.write(text, to: path)
            }
            let command =
                mailbox.map { "\(deliver) \($0.maildir)" }
                ?? "\(take) \(copies) \(UsherProcess.binary) receive --spool \(spool) --to ${recipient}"
            let service =
                door == .maildir
                ? """
                usher unix - n n - 4 virtual
                  -o virtual_mailbox_base=\(home.path) -o virtual_mailbox_maps=static:spool/
                  -o virtual_uid_maps=static:65534 -o virtual_gid_maps=static:65534
                """
                : """
                usher unix - n n - 4 pipe flags=R null_sender= user=nobody
                  argv=\(command)
                """
            let server = try await PostfixServer.start(
                addresses: Self.fine,
                transport: """
                    gone.example refuse:
                    full.example refuse:
                    wall.example refuse:
                    bounces.paperheron.example usher:

                    """,
                services: """
                    \(service)
                    refuse unix - n n - 4 pipe user=nobody
                      argv=\(refuse) ${nexthop}

                    """)
            try home.goLive(
                port: server.port,
                smtp: [
                    "tls: required", "authority: \(server.certificate)", "username: \(server.username)",
                    "password_file: password",
                ],
                settings: [
                    "bounce: { domain: bounces.paperheron.example }",
                    mailbox.map {
                        "receive: { imap: { host: localhost, port: \($0.port), authority: \($0.certificate), "
                            + "username: \($0.username), password_file: imap-password, every: 10 seconds } }"
                    } ?? "receive: { spool: spool }",
                ])
            try home.writeSecret("\(server.password)\n", to: "password")
            try home.writeSecret("\(mailbox?.password ?? "")\n", to: "imap-password")
            try home.addCourse([("one", "0")])
            try home.edit(
                "config/campaigns/course.yaml", "traffic_source: email", "traffic_source: email\nre_entry: each key")
            let daemon = try await home.run()
            let people = Self.fine + Self.trouble
            for person in people { try await home.enter("course", person, "--key", "first") }

            try await eventually("three reports, and mail for the others") {
                let lines: [Line] = try await home.json("receive", "list")
                return lines.count == Self.trouble.count && server.count == Self.fine.count
            }
            let lines: [Line] = try await home.json("receive", "list")
            let effects = Dictionary(lines.map { ($0.address ?? "", $0.effect) }) { first, _ in first }
            #expect(
                effects == [
                    "gone@gone.example": "bounced", "full@full.example": "soft", "wall@wall.example": "blocked",
                ], "\(server.log.suffix(3000))")
            try await complainAndLeave(home, server, mailbox)

            let stories = [
                ("gone@gone.example", "came back: the address does not work (5.1.1)"),
                ("gone@gone.example", "must not get any mail: hard bounce"),
                ("full@full.example", "came back: it did not reach the mailbox this time (5.2.2)"),
                ("wall@wall.example", "came back: it was blocked, which is about the sender (5.7.1)"),
                ("cross@example.org", "the person complained about it"),
                ("cross@example.org", "complaint about a message of course"),
                ("leaver@example.org", "must not get any marketing: unsubscribed"),
            ]
            for (person, sentence) in stories {
                let why = try await home.done("why", person)
                #expect(why.contains(sentence), "\(person): \(why)")
            }
            let report = try await home.done("report")
            #expect(report.contains("one 7 (1 bounced, 2 came back, 1 complained)"), "\(report)")
            try await home.done("report", "--verify")
            let totals = try await home.done("receive", "list", "--totals")
            #expect(totals.contains(/bounced +course\/one, gone\.example/), "\(totals)")
            let gone = try #require(lines.first { $0.address == "gone@gone.example" })
            let shown = try await home.done("receive", "show", "\(gone.id)")
            #expect(shown.hasPrefix("\(gone.id): report, on "), "\(shown)")
            #expect(shown.contains(/\nIn the words of a server: .*user unknown/), "\(shown)")
            #expect(shown.contains("\nAbout: gone@gone.example\n") && !shown.contains("The mail itself:"), "\(shown)")

            let refused = ["gone@gone.example", "cross@example.org", "leaver@example.org"]
            for person in people {
                let entered = try await home.usher("enqueue", "course", person, "--key", "second")
                let isRefused = refused.contains(person)
                #expect(entered.end == .exit(isRefused ? 65 : 0), "\(person): \(entered.output)\(entered.errors)")
            }
            try await eventually("what is still to go") {
                let lines: [Line] = try await home.json("receive", "list", "--limit", "200")
                return lines.count == 5 + 2 && server.count == Self.fine.count + 2
            }
            try await home.drained()
            // What came back of the second round is that of the two who may come back, and nothing is on its way.
            let last: [Line] = try await home.json("receive", "list", "--limit", "200")
            let again = last.prefix(2).map { "\($0.address ?? "") \($0.effect)" }
            #expect(
                last.count == 7 && Set(again) == ["full@full.example soft", "wall@wall.example blocked"], "\(last)")
            #expect(server.log.components(separatedBy: "to=<gone@gone.example>").count == 2)
            for person in Self.fine {
                let count = ["ada@example.org", "bob@example.org"].contains(person) ? 2 : 1
                #expect(server.messages(for: person).count == count, "\(person)")
            }
            try await goRound(home)
            if door != .mailbox { try keepsSender(spool, isPiped: door == .pipe) }
            if let mailbox { try await tiesByName(home, try mailbox.mails(in: "Usher")) }
            if door == .pipe {
                let names = try FileManager.default.contentsOfDirectory(atPath: copies)
                try await tiesByName(
                    home, try names.map { try String(contentsOfFile: "\(copies)/\($0)", encoding: .utf8) })
                try await refuses(home)
            }
            #expect(await daemon.stop().end == .exit(0))
            try await server.stop()
            try await mailbox?.stop()
        }

        /// A message to nobody comes back beside the daemon, and changes nobody.
        private func goRound(_ home: ScenarioHome) async throws {
            let before = try await home.done("suppress", "list")
            let round = try await home.usher(
                "doctor", "--round-trip", "--to", "gone.example", "--patience", "20 minutes")
            #expect(round.end == .exit(0), "\(round.output)\(round.errors)")
            #expect(round.output.hasPrefix("ok      bounce of usher-round-trip-"), "\(round.output)")
            #expect(round.output.contains("@gone.example: it came back after"), "\(round.output)")
            #expect(try await home.done("suppress", "list") == before)
            // It changed nobody, so it is kept for people, right after it is recorded.
            var shown = ""
            try await eventually("the daemon's word of it, and where it is") {
                let lines: [Line] = try await home.json("receive", "list", "--unmatched")
                guard let line = lines.first, lines.map(\.effect) == ["none"] else { return false }
                shown = try await home.done("receive", "show", "\(line.id)")
                return shown.contains("\nThe mail itself: /")
            }
            let path = try #require(shown.firstMatch(of: /The mail itself: (\/.+)\n/)).1
            #expect(try String(contentsOfFile: "\(path)", encoding: .utf8).contains("usher-round-trip-"))
        }

        /// The report about nobody's message is kept, and says that nobody had sent it.
        private func keepsSender(_ spool: String, isPiped: Bool) throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(spool)/strange")
            let name = try #require(names.first)
            #expect(names.count == 1)
            let mail = try String(contentsOfFile: "\(spool)/strange/\(name)", encoding: .utf8)
            #expect(mail.contains("Return-Path: <>\n"), "\(mail.prefix(500))")
            guard isPiped else { return }
            // A daemon that shares the group with the mail system reads it.
            var status = stat()
            try #require(stat("\(spool)/strange/\(name)", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o660, "\(String(status.st_mode, radix: 8))")
        }

        /// Postfix sends back the name that the envelope had, and the header alone; by the name alone a report is
        /// known.
        private func tiesByName(_ home: ScenarioHome, _ mails: [String]) async throws {
            let reports = mails.filter { $0.contains("X-Postfix-Sender") && !$0.contains("usher-round-trip-") }
            #expect(reports.count == 5)
            for report in reports {
                #expect(
                    report.contains("\nOriginal-Envelope-Id: ")
                        && report.contains("\nContent-Type: text/rfc822-headers"))
            }
            let wall = try #require(reports.first { $0.contains("wall@wall.example") })
            let nameless = wall.replacing(/b\+[a-z2-7]+@/.ignoresCase(), with: "nobody@")
                .replacing(
                    /(?m)^(Message-ID|List-Unsubscribe|References|In-Reply-To):.*\n([ \t].*\n)*/.ignoresCase(), with: ""
                )
            let reply = try await home.usher("receive", input: nameless)
            #expect(reply.end == .exit(0), "\(reply)")
            try await eventually("it is tied to the message") {
                let lines: [Line] = try await home.json("receive", "list")
                return lines.first?.address == "wall@wall.example" && lines.count == 9
            }
            let unnamed = nameless.replacing(/Original-Envelope-Id: .*/, with: "X-Nothing: x")
            #expect(try await home.usher("receive", input: unnamed).end == .exit(0))
            try await eventually("it is tied to nobody") {
                let lines: [Line] = try await home.json("receive", "list", "--unmatched")
                return lines.count == 2
            }
        }

        /// What a mail system is told that it shall refuse, and what that it shall keep.
        private func refuses(_ home: ScenarioHome) async throws {
            let full = home("full")
            for folder in ["", "/tmp", "/new", "/kept"] { mkdir(full + folder, 0o700) }
            let mail = "From: a@x.example\n\nx\n"
            let large = "Subject: x\n\n" + String(repeating: "0123456789", count: 1_000_001)
            let tooLarge = try await home.usher("receive", "--spool", full, input: large)
            #expect(tooLarge.end == .exit(65) && tooLarge.errors.contains("larger than 10 MB"), "\(tooLarge)")
            #expect(try await home.usher("receive", "--spool", home("nowhere"), input: mail).end == .exit(75))
            // Names of one file: as many as may wait, and one more.
            let first = "\(full)/new/first"
            try Data(mail.utf8).write(to: URL(fileURLWithPath: first))
            for number in 1...50_000 { link(first, "\(full)/new/\(number)") }
            let busy = try await home.usher("receive", "--spool", full, input: mail)
            #expect(busy.end == .exit(75) && busy.errors.contains("mails wait in the spool"), "\(busy)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(full)/tmp").isEmpty)
        }

        /// Two of those who got it: one calls it spam, the other writes to where the message says.
        private func complainAndLeave(
            _ home: ScenarioHome, _ server: PostfixServer, _ mailbox: DovecotServer?
        ) async throws {
            let message = try #require(server.messages(for: "cross@example.org").first)
            let complaint = """
                From: feedback@provider.example
                To: abuse@paperheron.example
                Subject: complaint
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: text/plain

                This is a complaint.
                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: provider/1
                Version: 1

                --b
                Content-Type: message/rfc822

                \(String(decoding: message, as: UTF8.self))
                --b--

                """
            let other = String(decoding: try #require(server.messages(for: "leaver@example.org").first), as: UTF8.self)
            let link = try #require(other.firstMatch(of: /<mailto:(unsubscribe\+[a-z2-7]+@[a-z.]+)\?/))
            let leaving = "From: somebody@else.example\nTo: \(link.1)\nSubject: unsubscribe\n\n"
            for mail in [complaint, leaving] {
                if let mailbox {
                    try mailbox.deliver(mail)
                    continue
                }
                let reply = try await home.usher("receive", input: mail)
                #expect(reply.end == .exit(0), "\(reply)")
            }
            try await eventually("both are heard") {
                let lines: [Line] = try await home.json("receive", "list")
                return Set(lines.map(\.effect)).isSuperset(of: ["complained", "unsubscribed"])
            }
        }
    }
}
