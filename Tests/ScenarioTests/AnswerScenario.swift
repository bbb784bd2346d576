import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// A shop without a public address asks who signed up to answer the mail.
    @Suite("Confirming by an answer")
    struct AnswerScenario {
        @Test("The mail asks for an answer; a person's confirms with its evidence, and whatever else comes does not")
        func answers() async throws {
            let home = try await ScenarioHome()
            try home.configure(
                mode: "rehearsal",
                settings: ["bounce: { domain: bounces.paperheron.example }", "receive: { spool: spool }"])
            let daemon = try await home.run()
            let people = ["ada@example.org", "bob@example.org"]
            for person in people { try await home.done("event", "signed_up", person) }
            try await eventually("both were asked") {
                let lines: [InboxLine] = try await home.json("inbox", "list")
                return lines.count == 2
            }
            var addresses: [String: String] = [:]
            let lines: [InboxLine] = try await home.json("inbox", "list")
            for line in lines {
                let octets = FileManager.default.contents(atPath: home("state/inbox/\(line.name).eml")) ?? Data()
                let text = String(decoding: octets, as: UTF8.self).replacing("\r\n ", with: " ")
                let found = try #require(
                    text.firstMatch(of: /Reply-To: [^<]*<(confirm\+[a-z2-7]+@bounces\.paperheron\.example)>/), "\(text)"
                )
                addresses[line.recipients.first ?? ""] = String(found.1)
                #expect(text.contains("reply with a \"yes\"") && !text.contains("/confirm/"))
            }
            let (ada, bob) = (try #require(addresses[people[0]]), try #require(addresses[people[1]]))
            func receive(_ to: String, _ from: String, _ head: String, _ text: String) async throws {
                let mail =
                    "From: \(from)\nTo: \(to)\nMessage-ID: <m1@example.org>\nSubject: Re: One word\n\(head)\n\(text)\n"
                let reply = try await home.usher("receive", input: mail)
                #expect(reply.end == .exit(0), "\(reply)")
            }
            try await receive(bob, people[1], "Auto-Submitted: auto-replied\n", "I am away. Yes.")
            try await receive(bob, people[1], "", "No, that was not me.")
            try await receive(ada, people[0], "", "Yes, please!\n\nOn Sunday Ida wrote:\n> No?")
            try await receive(ada, people[0], "X-Again: 1\n", "Yes, please!")
            try await eventually("Ada's answer is heard") {
                try await home.done("why", people[0]).contains("confirmed the agreement to marketing")
            }
            let story = try await home.done("why", people[0])
            #expect(story.contains("double opt-in (answer <m1@example.org> from ada@example.org)"), "\(story)")
            #expect(story.components(separatedBy: "confirmed the agreement").count == 2, "\(story)")
            let other = try await home.done("why", people[1])
            #expect(!other.contains("confirmed the agreement") && other.contains("is not confirmed"), "\(other)")
            #expect(await daemon.stop().end == .exit(0))
        }
    }
}
