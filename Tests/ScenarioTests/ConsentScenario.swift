import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// From a form to the promised thing, and to being forgotten, with the built binary.
    @Suite("Sign-up, confirmation, erasure")
    struct ConsentScenario {
        private let form = "address=Ada.Lovelace%40example.org&name=Ada&campaign=free-notebook&utm_source=fair&website="

        private func mail(_ peer: ScriptedPeer, to person: String) -> [MailText] {
            peer.accepted.filter { $0.recipient.lowercased().contains(person) }.map { MailText($0.bytes) }
        }

        @Test("A form, one confirmation mail, a link fetched a hundred times, one button, and the notebook arrives")
        func whole() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            let daemon = try await home.run()
            let client = WebClient(.port(address.port))
            // A bomber's forty posts, and the answer never differs.
            var bodies: Set<String> = []
            for number in 1...40 {
                let reply = try await client.post(
                    "/mail/subscribe", form, headers: ["X-Forwarded-For: 203.0.\(number).9"])
                #expect(reply.status == 200)
                bodies.insert(reply.body)
            }
            #expect(bodies.count == 1)
            try await eventually("the confirmation mail") { mail(peer, to: "lovelace").count == 1 }
            let asked = try #require(mail(peer, to: "lovelace").first)
            #expect(asked.field("Auto-Submitted") == "auto-generated")
            #expect(asked.field("List-Unsubscribe") == nil)
            let link = try #require(asked.links(below: ScenarioHome.publicURL).first { $0.contains("/confirm/") })
            let path = ScenarioHome.path(of: link)
            for _ in 1...100 {
                #expect(try await client.get(path).status == 200)
                #expect(try await client.head(path).status == 200)
            }
            #expect(try await home.done("why", "ada.lovelace@example.org").contains("the sign-up is not confirmed"))
            #expect(mail(peer, to: "lovelace").count == 1)
            for _ in 1...2 { #expect(try await client.post(path, "choice=confirm").status == 200) }
            try await eventually("the promised thing") { mail(peer, to: "lovelace").count == 2 }
            #expect(mail(peer, to: "lovelace").last?.field("Subject") == "Here is your one-sheet notebook")
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("Whoever is erased is in no file any more, and no import brings them back")
        func erased() async throws {
            let home = try await ScenarioHome()
            let daemon = try await home.run()
            let ada = "ada.lovelace@example.org"
            try await home.done("event", "signed_up", ada, "--data", "note=Lovelace-note", "--campaign", "craft-fair")
            try await home.done("contact", "set", ada, "--name", "Ada Lovelace")
            try await home.done("event", "confirmed", ada, "--campaign", "free-notebook")
            try await home.done("event", "review_given", ada, "--data", "score=1", "--data", "text=Lovelace is angry")
            try await home.enter("welcome", "bob@example.org")
            let notice = "the notice to the shop, the confirmation, and both downloads"
            try await eventually(notice) {
                let names = try FileManager.default.contentsOfDirectory(atPath: home("state/inbox"))
                return names.filter { $0.hasSuffix(".eml") }.count >= 4
            }
            #expect(try words(in: home).isEmpty == false)
            let held = try await home.done("contact", "export", ada)
            #expect(held.contains("Lovelace-note") && held.contains("\"confirmed\""))

            try await home.done("contact", "erase", ada, "--because", "asked for it by mail")
            #expect(try words(in: home) == [])
            #expect(try await home.usher("contact", "show", ada).end != .exit(0))
            let story = try await home.done("why", ada)
            #expect(story.contains("is not known here as a contact"))
            let contacts = try home.write("address,name\n\(ada),Ada Lovelace\n", to: "back.csv")
            _ = try await home.usher("import", contacts)
            #expect(try await home.usher("contact", "add", ada).end == .exit(65))
            #expect(try await home.usher("event", "purchased", ada, "--key", "k").end != .exit(0))
            #expect(try await home.usher("contact", "show", ada).end != .exit(0))
            try FileManager.default.removeItem(atPath: contacts)
            #expect(try words(in: home) == [])
            #expect(try await home.done("report", "--verify").isEmpty == false)

            try await home.done("event", "signed_up", ada)
            #expect(try await home.usher("event", "confirmed", ada, "--key", "again").end == .exit(65))
            try await home.done("event", "confirmed", ada, "--key", "again", "--because", "she rang, and wants it back")
            #expect(try await home.done("why", ada).contains("must not get") == false)
            let stopped = await daemon.stop()
            #expect(stopped.end == .exit(0))
            #expect(!(daemon.program.output + daemon.program.errors).lowercased().contains("lovelace"))
        }

        @Test("Erasing ends with 75 while something is left, and the same again goes on with it")
        func unfinished() async throws {
            let home = try await ScenarioHome()
            let ada = "ada.lovelace@example.org"
            try await home.done("contact", "add", ada, "--name", "Ada Lovelace")
            let joada = "joada.lovelace@example.org"
            try await home.done("event", "recommended", joada, "--data", "friend=\(ada.uppercased())")
            // Nobody removes a folder as a file, whoever runs this.
            let stubborn = home("state/inbox/00000001-aa.eml")
            try FileManager.default.createDirectory(atPath: stubborn, withIntermediateDirectories: true)
            for _ in 1...2 {
                let reply = try await home.usher("contact", "erase", ada, "--because", "asked for it")
                #expect(reply.end == .exit(75) && reply.errors.contains("00000001-aa.eml"), "\(reply)")
            }
            try FileManager.default.removeItem(atPath: stubborn)
            try await home.done("contact", "erase", ada, "--because", "asked for it")
            #expect(try await home.usher("contact", "erase", ada, "--because", "asked for it").end == .exit(65))
            #expect(
                try await home.usher("event", "signed_up", ada, "--at", "2026-01-01T00:00:00Z", "--name", "Old").end
                    == .exit(65))
            let friend = try await home.done("contact", "export", joada)
            #expect(friend.contains("\"\(joada)\"") && friend.contains("\"erased\""))
        }

        @Test("Whoever asks is mailed a link to everything that is held, the same as the command prints")
        func mailed() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            try home.addCourse([("one", "0")])
            let text = try home.read("templates/course/one.md")
            try home.write(text + "\n[Go on]({{call_to_action.url}})\n", to: "templates/course/one.md")
            let daemon = try await home.run()
            let ada = "ada.lovelace@example.org"
            try await home.enter("course", ada, "--name", "Ada Lovelace")
            try await eventually("the letter") { mail(peer, to: "lovelace").count == 1 }
            let client = WebClient(.port(address.port))
            let letter = try #require(mail(peer, to: "lovelace").first)
            let click = try #require(letter.links(below: ScenarioHome.publicURL).first { $0.contains("/l/") })
            #expect(try await client.get(ScenarioHome.path(of: click)).status == 302)

            #expect(try await home.done("contact", "export", ada, "--mail").contains("it works for a week"))
            try await eventually("the link") { mail(peer, to: "lovelace").count == 2 }
            let link = try #require(mail(peer, to: "lovelace").last)
                .links(below: ScenarioHome.publicURL).first { $0.contains("/data/") }
            let path = ScenarioHome.path(of: try #require(link))
            let page = try await client.get(path)
            #expect(page.status == 200 && page.body.contains("ada.lovelace@example.org"))
            #expect(page.field("cache-control") == "no-store" && page.field("content-language") == "en")
            try await eventually("what is settled by now") {
                let shown = try await client.get(path + "?format=json")
                let printed = try await home.done("contact", "export", ada)
                return shown.field("content-type") == "application/json" && shown.body == printed
                    && printed.contains("\"clicks\" : [\n    {\n      \"by\" : \"scanner\"")
            }
            for method in ["PUT", "POST"] {
                let reply = try await client.send("\(method) \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                #expect(reply.status == 405)
            }
            #expect(try await client.get(String(path.dropLast())).status == 404)
            #expect(await daemon.stop().end == .exit(0))
            let log = daemon.program.output + daemon.program.errors
            #expect(!log.lowercased().contains("lovelace") && !log.contains(path))
        }

        /// Files of the state folder that have the person's name in them, also where a line of mail is folded.
        private func words(in home: ScenarioHome) throws -> [String] {
            let state = home("state")
            return try FileManager.default.subpathsOfDirectory(atPath: state).filter { name in
                guard let octets = FileManager.default.contents(atPath: "\(state)/\(name)") else { return false }
                let text = String(decoding: octets.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
                return text.replacing("=\r\n", with: "").lowercased().contains("lovelace")
            }.sorted()
        }
    }
}
