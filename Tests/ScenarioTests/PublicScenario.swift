import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// The public address of the built binary, met as mailbox providers, scanners and people meet it.
    @Suite("The public address")
    struct PublicScenario {
        @Test(
            "One-click as RFC 8058 says: read from the accepted message, posted exactly, and the next step never comes")
        func oneClick() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            try home.addCourse([("one", "0"), ("two", "8 seconds")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(2))
            try await eventually("a first message for each") { peer.accepted.count == 2 }

            let message = MailText(
                try #require(peer.accepted.first { $0.recipient.contains(ScenarioHome.address(1)) }).bytes)
            let link = try message.unsubscribeLink()
            #expect(message.field("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click")
            let client = WebClient(.port(address.port))
            let reply = try await client.post(ScenarioHome.path(of: link), "List-Unsubscribe=One-Click")
            #expect(reply.status == 200)
            #expect(reply.field("set-cookie") == nil && reply.field("location") == nil)

            try await eventually("the other one's second message") { peer.accepted.count == 3 }
            try await home.drained()
            #expect(await daemon.stop().end == .exit(0))
            #expect(peer.accepted.map(\.recipient).filter { $0.contains(ScenarioHome.address(1)) }.count == 1)
            let suppressed: [SuppressedLine] = try await home.json("suppress", "list")
            #expect(suppressed.map(\.address) == [ScenarioHome.address(1)])
            let log = daemon.program.output + daemon.program.errors
            #expect(!log.contains("person1@") && !log.contains(ScenarioHome.path(of: link)))
        }

        @Test("It works while sending is paused, and what was waiting does not go afterwards")
        func paused() async throws {
            // The first letter is answered when the pause stands, so that the second one is due behind it.
            let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, .hold)]))
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            try home.addCourse([("one", "0"), ("two", "1 second")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(1))
            try await eventually("a message") { peer.accepted.count == 1 }
            try await home.done("pause", "course", "--because", "a test")
            peer.release()
            try await eventually("a second message that waits for the pause") {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["parked"] == 1
            }
            let link = try MailText(peer.accepted[0].bytes).unsubscribeLink()
            let client = WebClient(.port(address.port))
            for _ in 1...3 {
                let reply = try await client.post(ScenarioHome.path(of: link), "List-Unsubscribe=One-Click")
                #expect(reply.status == 200)
            }
            try await home.done("resume", "course")
            try await home.drained()
            #expect(peer.accepted.count == 1)
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("Every link of every message is fetched a hundred times, and nothing changes")
        func scanners() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            try home.addCourse([("one", "0"), ("two", "15 seconds")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(3))
            try await eventually("a first message for each") { peer.accepted.count == 3 }
            let links = Set(peer.accepted.flatMap { MailText($0.bytes).links(below: ScenarioHome.publicURL) })
            #expect(links.count >= 3)
            let client = WebClient(.port(address.port))
            for link in links {
                let path = ScenarioHome.path(of: link)
                for _ in 1...100 {
                    #expect([200, 302, 303].contains(try await client.get(path).status))
                    #expect([200, 302, 303].contains(try await client.head(path).status))
                }
            }
            let suppressed: [SuppressedLine] = try await home.json("suppress", "list")
            #expect(suppressed.isEmpty)
            try await eventually("a second message for each") { peer.accepted.count == 6 }
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("While another program holds the database a no is answered with 503, never with 200; let go, it counts")
        func busy() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            try home.addCourse([("one", "0"), ("two", "1 day")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(2))
            try await eventually("two messages") { peer.accepted.count == 2 }
            try await eventually("both on record") {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["sent"] == 2 && status.deliveries["claimed"] == 0
            }
            let path = ScenarioHome.path(of: try MailText(peer.accepted[0].bytes).unsubscribeLink())
            let client = WebClient(.port(address.port))

            let hold = """
                import sqlite3, sys
                database = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
                database.execute("BEGIN IMMEDIATE")
                print("held", flush=True)
                sys.stdin.read()
                database.execute("ROLLBACK")
                """
            let holder = try Program(
                "/usr/bin/env", ["python3", "-c", hold, home("state/usher.sqlite")], holdsInput: true)
            try await eventually("the lock") { holder.output == "held\n" }
            let refused = try await client.post(path, "List-Unsubscribe=One-Click")
            #expect(refused.status == 503)
            #expect(refused.field("retry-after") == "5" && refused.body.contains("<h1>"))
            // What only reads waits for nobody.
            #expect(try await client.get(path).status == 200)
            try holder.closeInput()
            #expect(await holder.wait().end == .exit(0))

            let before: [SuppressedLine] = try await home.json("suppress", "list")
            #expect(before.isEmpty)
            #expect(try await client.post(path, "List-Unsubscribe=One-Click").status == 200)
            let after: [SuppressedLine] = try await home.json("suppress", "list")
            #expect(after.count == 1)
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("Over a Unix socket, which is the group's, and gone after the end; a stale one is no obstacle")
        func socket() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let path = home("public.sock")
            _ = try home.publish(relay: peer.port, listen: "unix:\(path)")
            for round in 1...2 {
                let daemon = try await home.run()
                let client = WebClient(.socket(path))
                #expect(try await client.get("/mail/u/nonsense").status == 404)
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o660)
                if round == 1 {
                    await daemon.kill()
                    #expect(FileManager.default.fileExists(atPath: path))
                } else {
                    #expect(await daemon.stop().end == .exit(0))
                    #expect(!FileManager.default.fileExists(atPath: path))
                }
            }
        }

        @Test("Health, readiness and metrics on the private listener, without anybody's address")
        func health() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            try home.addCourse([("one", "0"), ("two", "1 day")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(3))
            try await eventually("three messages") { peer.accepted.count == 3 }
            let client = WebClient(.port(address.privatePort))
            #expect(try await client.get("/healthz").body == "ok\n")
            #expect(try await client.get("/readyz").status == 200)
            try await eventually("three counted messages") {
                let metrics = try await client.get("/metrics").body
                return metrics.contains(
                    "usher_attempts_total{outcome=\"sent\",provider=\"other\",relay=\"localhost:\(peer.port)\"} 3\n")
            }
            let metrics = try await client.get("/metrics")
            #expect(metrics.field("content-type") == "text/plain; version=0.0.4; charset=utf-8")
            #expect(metrics.body.contains("usher_queue_messages{state=\"queued\"} 3\n"))
            #expect(!metrics.body.contains("@") && !metrics.body.contains("example.org"))
            // Neither listener serves what is the other's.
            #expect(try await client.get("/mail/u/x").status == 404)
            #expect(try await WebClient(.port(address.port)).get("/metrics").status == 404)
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("A port that somebody else has is one sentence, and nothing is sent")
        func taken() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            _ = try home.publish(relay: peer.port, listen: "127.0.0.1:\(peer.port)")
            let result = try await home.usher("run")
            #expect(result.end == .exit(75))
            #expect(result.errors.contains("cannot listen on 127.0.0.1:\(peer.port): "), "\(result.errors)")
        }
    }
}
