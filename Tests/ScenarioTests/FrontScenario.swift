import Foundation
import TestSupport
import Testing
import UsherCore

extension Scenarios {
    /// The public address as the world meets it: behind the shop's web server, over TLS.
    @Suite("Behind a web server")
    struct FrontScenario {
        @Test(
            "One-click through nginx and Caddy, set up as the examples say, over a Unix socket: the next step never comes, and no log names a link",
            arguments: FrontServer.Kind.allCases.filter(\.isAvailable))
        func oneClick(kind: FrontServer.Kind) async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let socket = home("public.sock")
            _ = try home.publish(relay: peer.port, listen: "unix:\(socket)")
            try home.addCourse([("one", "0"), ("two", "15 seconds")])
            let daemon = try await home.run()
            let front = try await FrontServer.start(kind, before: socket)
            try await home.enter("course", "--from", try home.contacts(3))
            try await eventually("a first message for each") { peer.accepted.count == 3 }
            // Nobody has so much time between two messages as a loaded machine may need for what follows.
            try await home.done("pause", "course")
            let links = try (1...3).map { number in
                let message = peer.accepted.first { $0.recipient.contains(ScenarioHome.address(number)) }
                return ScenarioHome.path(of: try MailText(try #require(message).bytes).unsubscribeLink())
            }

            for link in links { #expect(try await front.ask(link).status == "200") }
            let urlencoded = try await front.ask(links[0], form: "List-Unsubscribe=One-Click")
            let multipart = try await front.ask(links[1], multipart: "List-Unsubscribe=One-Click")
            for reply in [urlencoded, multipart] {
                #expect(reply.status == "200")
                #expect(!reply.headers.contains("set-cookie") && !reply.headers.contains("location:"))
                #expect(reply.headers.contains("cache-control: no-store"))
            }
            #expect(try await front.ask("/mail/u/nonsense", form: "List-Unsubscribe=One-Click").status == "404")

            try await home.done("resume", "course")
            try await eventually("the third one's second message") { peer.accepted.count == 4 }
            try await home.drained()
            #expect(peer.accepted.last?.recipient.contains(ScenarioHome.address(3)) == true)
            let suppressed: [SuppressedLine] = try await home.json("suppress", "list")
            #expect(Set(suppressed.map(\.address)) == [ScenarioHome.address(1), ScenarioHome.address(2)])
            for link in links { #expect(!front.log.contains(link)) }
            // Nor where the web server has an error to tell.
            #expect(await daemon.stop().end == .exit(0))
            #expect(try await front.ask(links[2]).status == "502")
            for link in links { #expect(!front.log.contains(link)) }
            try await front.stop()
        }

        /// All rows but those of what the daemon notes of itself.
        private static let dump = """
            import sqlite3, sys
            c = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
            for (name,) in c.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
                if name != "notes":
                    for row in c.execute(f'SELECT * FROM "{name}"').fetchall(): print(name, row)
            """

        private func rows(_ home: ScenarioHome) async throws -> String {
            let said = try await Program(
                "/usr/bin/env", ["python3", "-c", Self.dump, home("state/usher.sqlite")]
            ).wait()
            #expect(said.end == .exit(0) && said.output.contains("ada@example.org"), "\(said)")
            return said.output
        }

        @Test(
            "The certificate's end reaches the doctor and whoever is told of trouble, and both trust the same authority",
            .enabled(if: FrontServer.Kind.nginx.isAvailable, "nginx cannot run here"), arguments: [true, false])
        func certificate(isTrusted: Bool) async throws {
            let (peer, folder) = (try ScriptedPeer(), try TemporaryFolder("front"))
            let front = try await FrontServer.start(.nginx, before: folder("public.sock"))
            let home = try await ScenarioHome(environment: isTrusted ? ["SSL_CERT_FILE": front.certificate] : [:])
            _ = try home.publish(relay: peer.port, listen: "unix:\(folder("public.sock"))")
            try home.edit("config/usher.yaml", ScenarioHome.publicURL, "\(front.address)/mail")
            try await ScriptFile.write(
                "{ echo \"== $USHER_ALERT_SUBJECT\"; cat; } >>'\(folder("told"))'", to: home("tell-me"))
            let settings = try home.read("config/usher.yaml")
            try home.write(
                "\(settings)\nalerts: { command: tell-me, ping: \"\(front.address)/mail/4f1c\" }\n",
                to: "config/usher.yaml")

            // Nobody serves behind it yet: with an answer that is none, the ping was asked.
            let tried = try await home.usher("alerts", "test")
            let refusal = isTrusted ? "it answers 502" : "its certificate is not valid: "
            #expect(tried.errors.contains("the ping to \(front.address)/mail/4f1c: \(refusal)"), "\(tried)")

            let daemon = try await home.run()
            try await eventually("the certificate is told of") {
                try String(contentsOfFile: folder("told"), encoding: .utf8).contains("; renew it\n")
            }
            let seen = try await home.usher("doctor", "--server", "127.0.0.1:9").output
            #expect(await daemon.stop().end == .exit(0))
            let told = try String(contentsOfFile: folder("told"), encoding: .utf8)
            let end = try await front.certificateEnd()
            if isTrusted {
                let time = Wording.time(end, clock: try #require(ZoneClock.named("Europe/Berlin")))
                #expect(told.contains("the certificate of \(front.address)/mail ends \(time); renew it"), "\(told)")
                #expect(seen.contains("good until \(end.iso8601.prefix(10)), "), "\(seen)")
            } else {
                #expect(told.contains("the certificate of \(front.address)/mail is not valid: "), "\(told)")
                #expect(seen.contains("the certificate is not good ("), "\(seen)")
            }
            try await front.stop()
        }

        @Test(
            "The doctor opens a link and posts one click through nginx, finds both well, and changes nobody",
            .enabled(if: FrontServer.Kind.nginx.isAvailable, "nginx cannot run here"))
        func examined() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let socket = home("public.sock")
            let front = try await FrontServer.start(.nginx, before: socket)
            _ = try home.publish(relay: peer.port, listen: "unix:\(socket)")
            try home.edit("config/usher.yaml", ScenarioHome.publicURL, "\(front.address)/mail")
            try home.addCourse([("one", "0")])
            let daemon = try await home.run()
            try await home.enter("course", "ada@example.org")
            try await eventually("a message") { peer.accepted.count == 1 }
            try await home.drained()
            let before = try await rows(home)
            func examine() async throws -> String {
                // Nobody tells of names there: only the address is looked at.
                try await UsherProcess.run(
                    ["doctor", "--server", "127.0.0.1:9"],
                    environment: ["USHER_HOME": home.path, "SSL_CERT_FILE": front.certificate]
                ).output
            }
            let well = try await examine()
            #expect(well.contains("ok      links below \(front.address)/mail: a link shows its page"), "\(well)")
            #expect(
                well.contains("ok      one click below \(front.address)/mail: a POST is answered at once"), "\(well)")
            #expect(try await rows(home) == before)
            // The same click on a link that is somebody's is seen in these rows.
            let message = MailText(try #require(peer.accepted.first).bytes)
            let link = String(try message.unsubscribeLink().dropFirst(front.address.count))
            #expect(try await front.ask(link, form: "List-Unsubscribe=One-Click").status == "200")
            #expect(try await rows(home) != before)
            #expect(await daemon.stop().end == .exit(0))
            let ill = try await examine()
            #expect(ill.contains("WRONG   links below \(front.address)/mail: answered with 502"), "\(ill)")
            try await front.stop()
        }
    }
}
