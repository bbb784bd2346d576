import Foundation
import TestSupport
import Testing

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
            try await home.done("enqueue", "course", "--from", try home.contacts(3))
            try await eventually("a first message for each") { peer.accepted.count == 3 }
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
    }
}
