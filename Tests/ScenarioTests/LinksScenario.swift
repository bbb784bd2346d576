import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// The links of a message that the built binary sent, followed as people and mail filters follow them.
    @Suite("Links")
    struct LinksScenario {
        @Test("The call to action of an accepted message leads to the shop; people and filters are counted apart")
        func clicks() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            try home.addCourse([("one", "0")])
            try home.edit(
                "templates/course/one.md", "Here it ends.",
                "[{{call_to_action.text}}]({{call_to_action.url}} \"button\")")
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(1))
            try await eventually("a message") { peer.accepted.count == 1 }
            let links = MailText(try #require(peer.accepted.first).bytes).links(below: ScenarioHome.publicURL)
            let tracked = links.filter { $0.contains("/mail/l/") }
            #expect(tracked.count == 1, "one link, the same in both parts")
            let path = ScenarioHome.path(of: try #require(tracked.first))
            let client = WebClient(.port(address.port))
            let head = try await client.head(path)
            #expect(
                head.field("location")
                    == "https://paperheron.example/course?utm_source=usher&utm_medium=email&utm_campaign=course&utm_content=one"
            )
            try await eventually("the filter's hit on disk") {
                try await home.done("why", ScenarioHome.address(1)).contains("by a mail filter")
            }
            // Nobody has read an e-mail in its first ten seconds.
            try await eventually("a person's click", every: .seconds(4)) {
                let reply = try await client.get(path)
                #expect(reply.status == 302 && reply.field("location") == head.field("location"))
                #expect(reply.field("set-cookie") == nil)
                return try await home.done("why", ScenarioHome.address(1)).contains("clicked ")
            }
            #expect(try await home.done("report").contains("one 1 (1 clicked)"))
            #expect(try await home.done("report", "--verify").contains("say what the rows say"))
            for nonsense in ["x", String(path.dropFirst("/mail/l/".count).dropLast()), "https:%2F%2Fevil.example"] {
                #expect(try await client.get("/mail/l/\(nonsense)?url=https://evil.example").status == 404)
            }
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("A campaign's link from a poster and a promoter's link lead on, and are counted")
        func posters() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            let daemon = try await home.run()
            let printed = try await home.done("campaign", "link", "craft-fair")
            #expect(printed.hasPrefix("\(ScenarioHome.publicURL)/c/craft-fair\n"))
            let client = WebClient(.port(address.port))
            let reply = try await client.get("/mail/c/craft-fair")
            #expect(reply.status == 302 && reply.field("location")?.contains("utm_medium=print") == true)
            #expect(try await client.get("/mail/c/nothing").status == 404)
            #expect(try await client.get("/mail/r/nobodys1").status == 404)
            try await eventually("the visit on disk") {
                try await home.done("report", "--csv").contains("campaign,craft-fair,visits,1\r\n")
            }
            #expect(await daemon.stop().end == .exit(0))
        }
    }
}
