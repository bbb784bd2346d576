import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    /// The command line beside a running daemon, each command in a process of its own.
    @Suite("Every command, while the daemon runs")
    struct CommandScenario {
        private func state(_ home: ScenarioHome) async throws -> [String: Int] {
            let status: StatusLine = try await home.json("status")
            return status.deliveries
        }

        @Test("init, check and preview work on the files alone, and init overwrites nothing")
        func files() async throws {
            let home = try await ScenarioHome()
            #expect(try await home.done("check").contains("8 campaigns"))
            #expect(try await home.usher("init", home.path).end == .exit(73))
            #expect(try await home.usher("inbox", "show").end == .exit(66))
            #expect(try await home.done("preview", "welcome/download", "--as", "sam").contains("Hi Sam,"))
            #expect(try await home.done("preview", "welcome/download", "--html").hasPrefix("<!DOCTYPE html>"))
            let mail = MailText(Array(try await home.done("preview", "excite/thanks", "--eml").utf8))
            #expect(mail.message == "excite/thanks")
            #expect(try await home.usher("preview", "welcome/donwload").end == .exit(65))
            let looked = try await home.usher("preview", "welcome/download", "--check")
            #expect(looked.end == .exit(0), "\(looked.output)")
            for line in ["ok      size: ", "ok      pictures: ", "ok      text part: ", "ok      mail clients: "] {
                #expect(looked.output.contains(line), "\(looked.output)")
            }
            try await looksInABrowser(home)
            try home.edit(
                "templates/layouts/default.html", "<body", "<body title='\(String(repeating: "x", count: 110_000))'")
            let large = try await home.usher("preview", "welcome/download", "--check", "--json")
            #expect(large.end == .exit(65) && large.output.contains("\"isWell\" : false"), "\(large.output)")
            for wrong in [["--links"], ["--json"], ["--check", "--html"]] {
                #expect(try await home.usher(["preview", "welcome/download"] + wrong).end == .exit(64))
            }
            #expect(try await home.usher("preview", "page/unsubscribe", "--check").end == .exit(64))
            try home.edit("config/campaigns/welcome.yaml", "wait: 2 days", "wait: 2 dayz")
            let broken = try await home.usher("check")
            #expect(broken.end == .exit(78) && broken.output.contains("config/campaigns/welcome.yaml:"))
        }

        private static let mayUnshare = getuid() == 0 || ProcessInfo.processInfo.environment["CI"] == "true"

        @Test(
            "check stays offline: nobody that a live home names hears of it, and without a network it says the same",
            .enabled(if: mayUnshare, "a network of its own is root's"))
        func offline() async throws {
            let (relay, own, mailbox) = (try ScriptedPeer(), try ScriptedPeer(), try ScriptedPeer())
            let home = try await ScenarioHome()
            try home.goLive(
                port: relay.port,
                settings: [
                    "transactional: { smtp: { host: localhost, port: \(own.port), tls: none } }",
                    "bounce: { domain: bounces.paperheron.example }",
                    "receive: { imap: { host: localhost, port: \(mailbox.port), username: bounces, "
                        + "password_file: imap-password } }",
                    "public:", "  url: \(ScenarioHome.publicURL)",
                    "  listen: 127.0.0.1:\(try FreePort.next())",
                ])
            try home.writeSecret("secret\n", to: "imap-password")
            let said = try await home.done("check")
            // Not even a loopback is up there.
            let alone = try await Program(
                "/usr/bin/env", ["unshare", "--net", UsherProcess.binary, "check", "--home", home.path]
            ).wait()
            #expect(alone.end == .exit(0) && alone.output == said, "\(alone.output)\(alone.errors)")
            #expect([relay, own, mailbox].allSatisfy { $0.connections == 0 })
        }

        /// `usher preview --open`, where there is no screen.
        private func looksInABrowser(_ home: ScenarioHome) async throws {
            for wrong in [["--open", "--html"], ["--open", "--check"], ["page/unsubscribe", "--open"], []] {
                #expect(try await home.usher(["preview"] + wrong).end == .exit(64))
            }
            #expect(try await home.usher("preview", "welcome/donwload", "--open").end == .exit(65))
            let server = try UsherProcess(["preview", "welcome/download", "--open", "--home", home.path])
            try await eventually("the link") { server.program.errors.contains("Ctrl-C") }
            let link = try #require(
                server.program.output.firstMatch(of: /^http:\/\/127\.0\.0\.1:([0-9]+)(\/enter\/[^\n]+)\n$/)
            ).output
            let client = WebClient(.port(try #require(Int(link.1))))
            func send(_ line: String, _ fields: [String] = []) async throws -> WebReply {
                let length = line.hasPrefix("POST") ? ["Content-Length: 0"] : []
                let head = ["\(line) HTTP/1.1", "Host: localhost"] + fields + length
                return try await client.send(head.map { "\($0)\r\n" }.joined() + "\r\n")
            }
            #expect(try await send("GET /").status == 403)
            let opened = try await send("POST \(link.2)", ["Sec-Fetch-Site: same-origin"])
            let place = try #require(opened.field("location"))
            #expect(opened.status == 303 && place.hasSuffix("/mail?message=welcome%2Fdownload"))
            let shown = ["Cookie: \(opened.field("set-cookie")?.prefix { $0 != ";" } ?? "")"]
            let page = try await send("GET \(place)", shown)
            #expect(page.status == 200 && page.body.contains("<iframe") && !page.body.contains("/journey"))
            #expect(try await send("GET \(place)").status == 403)
            #expect(try await send("POST \(link.2)", ["Sec-Fetch-Site: same-origin"]).status == 410)
            #expect(try await send("GET \(place.replacing("/mail", with: "/journey"))", shown).status == 404)
            server.program.send(SIGINT)
            #expect(await server.program.wait().end == .exit(0))
        }

        /// Prints its port, and then each path that is asked for.
        private static let pages = """
            import http.server

            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    path = self.path.split("?")[0]
                    print(path, flush=True)
                    self.send_response({"/one-sheet.pdf": 404, "/starter": 403}.get(path, 200))
                    self.send_header("Content-Length", "0")
                    self.end_headers()

                def log_message(self, *words):
                    pass

            server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
            print(server.server_address[1], flush=True)
            server.serve_forever()
            """

        @Test("preview --check follows the links only with --links, and says which lead nowhere")
        func links() async throws {
            let home = try await ScenarioHome()
            let server = try Program("/usr/bin/python3", ["-c", Self.pages])
            func asked() -> [Substring] { server.output.split(separator: "\n") }
            try await eventually("a web server") { asked().count == 1 }
            let base = "http://127.0.0.1:\(asked()[0])"
            for file in ["config/usher.yaml", "config/campaigns/welcome.yaml", "templates/welcome/download.md"] {
                try home.edit(file, "https://paperheron.example", base)
            }
            let check = ["preview", "welcome/download", "--check"]
            #expect(try await home.usher(check).end == .exit(0))
            #expect(asked().count == 1)
            let gone = try await home.usher(check + ["--links"])
            #expect(gone.end == .exit(65), "\(gone)")
            #expect(gone.output.contains("WRONG   link \(base)/one-sheet.pdf: answered with 404"), "\(gone)")
            #expect(gone.output.contains("advice  link \(base)/starter"), "\(gone)")
            #expect(Set(asked().dropFirst()).isSuperset(of: ["/one-sheet.pdf", "/starter"]))
            try home.edit("templates/welcome/download.md", "one-sheet.pdf", "two-sheets.pdf")
            let well = try await home.usher(check + ["--links", "--json"])
            #expect(well.end == .exit(0) && well.output.contains("\"isWell\" : true"), "\(well)")
            server.send(SIGTERM)
            _ = await server.wait()
        }

        @Test("a no that cannot be recorded, because not even the mode can be read, is not taken for one that is")
        func unrecorded() async throws {
            let home = try await ScenarioHome()
            try home.edit("config/usher.yaml", "mode: rehearsal", "mode: rehersal")
            for (command, undone) in [
                (["suppress", "add", "ada@example.org"], "nothing is recorded: ada@example.org may still be mailed"),
                (["leave", "welcome", "ada@example.org"], "nothing is changed: ada@example.org may still be mailed"),
                (["pause"], "nothing is paused"),
            ] {
                let reply = try await home.usher(command)
                #expect(reply.end == .exit(78) && reply.errors.contains("config/usher.yaml:"), "\(reply)")
                let end = "usher: \(undone); correct the files and give the same command again\n"
                #expect(reply.errors.hasSuffix(end), "\(reply)")
            }
        }

        @Test("good rows of a CSV are kept and bad ones named; the same file again adds nothing; all get their letter")
        func people() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            try home.goLive(port: peer.port)
            try home.addCourse([("one", "0"), ("two", "40 days")])
            let daemon = try await home.run()
            let file = try home.write(
                """
                address,name,zone
                ada@example.org,"Ada ""A"" Lovelace",Europe/Berlin
                not an address,Nobody,
                bob@example.org,Bob,Mars/Base
                eve@example.org,Eve,America/New_York
                """, to: "people.csv")
            for _ in 1...2 {
                let result = try await home.usher("enqueue", "course", "--from", file, "--consent", "at the fair")
                #expect(result.end == .exit(65))
                #expect(result.errors.contains(":3: ") && result.errors.contains(":4: "), "\(result.errors)")
            }
            try await eventually("both letters") { peer.accepted.count == 2 }
            let story: Story = try await home.json("why", "ada@example.org")
            #expect(story.enrollments.map(\.campaign) == ["course"])
            try await eventually("what the relay said") {
                let story: Story = try await home.json("why", "ada@example.org")
                return story.enrollments.flatMap(\.messages).map(\.state) == ["sent", "queued"]
            }

            let waiting: [QueueLine] = try await home.json("queue", "list", "--campaign", "course")
            #expect(Set(waiting.map(\.address)) == ["ada@example.org", "eve@example.org"])
            let ada = try #require(waiting.first { $0.address == "ada@example.org" })
            try await home.done("queue", "cancel", "\(ada.delivery)")
            let cancelled: QueueLine = try await home.json("queue", "show", "\(ada.delivery)")
            #expect(cancelled.state == "cancelled")
            try await home.done("queue", "retry", "\(ada.delivery)")
            let again: QueueLine = try await home.json("queue", "show", "\(ada.delivery)")
            #expect(again.state == "queued")
            try await home.done("queue", "cancel", "\(ada.delivery)")
            try await home.done("leave", "course", "eve@example.org")
            let none: [QueueLine] = try await home.json("queue", "list")
            #expect(none.isEmpty)
            #expect(try await home.usher("why", "bob@example.org").end == .exit(65))
            #expect(await daemon.stop().end == .exit(0))
            #expect(peer.accepted.count == 2)
        }

        @Test("whoever is suppressed gets nothing more, not even what has been claimed and announced to the relay")
        func suppressed() async throws {
            let peer = try ScriptedPeer(PeerScript([.init(.rcpt, to: "ada@example.org", .hold)]))
            let home = try await ScenarioHome()
            try home.goLive(port: peer.port)
            try home.addCourse([("one", "0")])
            let daemon = try await home.run()
            try await home.enter("course", "ada@example.org")
            try await eventually("RCPT on the wire") {
                peer.commands.joined().contains { $0.hasPrefix("RCPT TO:<ada@example.org>") }
            }
            try await home.done("suppress", "add", "ada@example.org", "--because", "asked by phone")
            peer.release()
            try await eventually("the message withheld") { try await state(home)["withheld"] == 1 }
            #expect(peer.accepted.isEmpty)
            #expect(!peer.commands.joined().contains("."), "an empty message was sent")
            let again = try await home.usher("enqueue", "welcome", "ada@example.org")
            #expect(again.end == .exit(65))
            let list: [SuppressedLine] = try await home.json("suppress", "list")
            #expect(list.map(\.address) == ["ada@example.org"])

            try await home.enter("course", "bob@example.org")
            try await eventually("everybody else's mail") { peer.accepted.count == 1 }
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("a paused campaign is parked while others go; a paused relay sends nothing; resume goes on")
        func paused() async throws {
            let home = try await ScenarioHome()
            try home.configure(mode: "rehearsal")
            try home.addCourse([("one", "0")])
            let daemon = try await home.run()
            try await home.done("pause", "course", "--because", "a typo")
            try await home.enter("course", "ada@example.org")
            try await home.enter("welcome", "bob@example.org")
            try await eventually("one parked, one sent") {
                let state = try await state(home)
                return state["parked"] == 1 && state["sent"] == 1
            }
            let status: StatusLine = try await home.json("status")
            #expect(status.pauses.contains { $0.paused == "course" && $0.words == "a typo" })
            try await home.done("pause", "relay")
            try await home.done("resume", "course")
            try await home.enter("course", "eve@example.org")
            #expect(try await state(home)["sent"] == 1)
            try await home.done("resume", "relay")
            try await eventually("all three") { try await state(home)["sent"] == 3 }
            let inbox: [InboxLine] = try await home.json("inbox", "list")
            #expect(Set(inbox.flatMap(\.recipients)) == ["ada@example.org", "bob@example.org", "eve@example.org"])
            #expect(inbox.allSatisfy { $0.copy == 1 })
            let latest = try await home.done("inbox", "show")
            #expect(try await home.done("inbox", "show", try #require(inbox.last).name) == latest)
            #expect(try await home.done("inbox", "show", "--text").contains("this is letter one of the course"))
            #expect(try await home.done("inbox", "show", "--html").contains("this is letter one of the course"))
            let head = try await home.done("inbox", "show", "--headers").split(separator: "\n")
            #expect(head.contains { $0.hasPrefix("Subject: Letter ") } && head.contains("MIME-Version: 1.0"), "\(head)")
            #expect(try await home.usher("inbox", "show", "--text", "--html").end == .exit(64))
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("receive leaves a mail that the group may read, whatever the umask of who runs it")
        func received() async throws {
            let home = try await ScenarioHome()
            let spool = home("spool")
            for folder in ["", "/tmp", "/new"] { mkdir(spool + folder, 0o700) }
            for mask in ["077", "022", "000"] {
                let command = "umask \(mask); exec \"$0\" receive --spool \"$1\""
                let taken = try await Program(
                    "/bin/sh", ["-c", command, UsherProcess.binary, spool], input: "Subject: \(mask)\n\nx\n"
                ).wait()
                #expect(taken.end == .exit(0), "\(taken)")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(spool)/new")
            #expect(names.count == 3)
            for name in names {
                var status = stat()
                try #require(stat("\(spool)/new/\(name)", &status) == 0)
                #expect(status.st_mode & 0o777 == 0o660, "\(String(status.st_mode, radix: 8))")
            }
        }

        @Test("receive has the mail system keep a mail while the home is wrong, away or closed; list says 66 of it")
        func homeless() async throws {
            let home = try await ScenarioHome()
            let settings = try home.read("config/usher.yaml")
            func received() async throws -> (end: Program.End, errors: String) {
                let result = try await home.usher("receive", input: "From: a@x.example\n\nx\n")
                return (result.end, result.errors)
            }
            // It makes the state folder.
            try await home.done("receive", "list")
            #expect(try await received().end == .exit(0))

            try home.write("mode: neither\n", to: "config/usher.yaml")
            let wrong = try await received()
            #expect(wrong.end == .exit(75) && wrong.errors.contains("not taken while the files are wrong"), "\(wrong)")
            try home.write(settings, to: "config/usher.yaml")

            try FileManager.default.moveItem(atPath: home("config"), toPath: home("another"))
            let away = try await received()
            #expect(away.end == .exit(75) && away.errors.contains("there is no home here"), "\(away)")
            #expect(try await home.usher("receive", "list").end == .exit(66))
            try FileManager.default.moveItem(atPath: home("another"), toPath: home("config"))

            chmod(home("config"), 0)
            defer { chmod(home("config"), 0o755) }
            // As somebody else than root, who may look everywhere.
            let nobody = geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
            let command = nobody + [UsherProcess.binary, "receive", "--home", home.path]
            let closed = try await Program(
                command[0], Array(command.dropFirst()), input: "From: a@x.example\n\nx\n"
            ).wait()
            #expect(closed.end == .exit(75) && closed.errors.contains("is closed to the user"), "\(closed)")
        }

        @Test("send-test goes through the daemon, or straight to the relay without one")
        func sendTest() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            try home.goLive(port: peer.port)
            #expect(try await home.usher("send-test", "me@example.org").end == .exit(69))
            let plain = try await home.done("send-test", "me@example.org", "--direct")
            #expect(plain.contains("--direct --message CAMPAIGN/STEP"))
            let marketing = try await home.done(
                "send-test", "you@example.org", "--direct", "--message", "welcome/download")
            #expect(marketing.contains("The list behind h= in DKIM-Signature must name List-Unsubscribe, or "))
            #expect(peer.accepted.map(\.recipient) == ["<me@example.org>", "<you@example.org>"])
            let daemon = try await home.run()
            try await home.done("send-test", "me@example.org", "--message", "welcome/download", "--as", "joerg")
            #expect(peer.accepted.count == 3)
            #expect(await daemon.stop().end == .exit(0))
            peer.stop()
            #expect(try await home.usher("send-test", "me@example.org", "--direct").end == .exit(69))
        }
    }
}
