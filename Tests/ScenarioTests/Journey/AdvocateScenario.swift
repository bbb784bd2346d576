import Foundation
import Testing

extension Scenarios {
    @Suite("Ascend to advocate: asking for a review")
    struct AdvocateScenario {
        private func buyer(_ home: ScenarioHome, _ address: String) async throws {
            try await home.person(address, at: "excite")
            try await home.done("event", "purchased_again", address, "--key", address, "--data", "order=1050")
        }

        @Test(
            "asks two weeks after the good moment; a testimonial is kept with the permission given, and the asking ends"
        )
        func testimonial() async throws {
            let home = try await ScenarioHome.shop()
            try await buyer(home, "ada@example.org")
            try await home.pass(to: "2026-03-17T12:00:00Z")
            #expect(try await home.post(to: "ada@example.org") == ["2026-03-16T09:00:00Z advocate/two-sentences"])
            let story = try await home.done(
                "event", "review_given", "ada@example.org", "--data", "score=9", "--data", "text=My hands did that.",
                "--data", "permission=yes")
            #expect(story.contains("moves from ascend to advocate: intended, the goal of advocate"))
            try await home.pass(to: "2026-03-19T12:00:00Z")
            #expect(try await home.post(to: "ada@example.org").count == 1)

            let kept = try await home.life(of: "ada@example.org").journey.events.last?.data
            #expect(kept == ["score": "9", "text": "My hands did that.", "permission": "yes"])
            let lines = try await home.done("export", "--events", "--json").split(separator: "\n")
            #expect(lines.contains { $0.contains("My hands did that.") && $0.contains(#""permission":"yes""#) })
        }

        @Test(
            "a low score goes to a human, stops the public ask and moves nobody; a good one from somebody who was not asked is an accident"
        )
        func lowScore() async throws {
            let home = try await ScenarioHome.shop()
            try await buyer(home, "ada@example.org")
            try await home.pass(to: "2026-03-17T12:00:00Z")
            try await home.done(
                "event", "review_given", "ada@example.org", "--data", "score=3", "--data", "text=The awl came blunt.")
            try await home.pass(to: "2026-04-30T12:00:00Z")
            let life = try await home.life(of: "ada@example.org")
            #expect(life.stage == "ascend")
            #expect(life.enrollments == [.init(campaign: "advocate", state: "stopped by an event")])
            #expect(try await home.post(to: "ada@example.org").count == 1)
            let notices = try await home.letters(to: "hello@paperheron.example")
            #expect(notices.map(\.subject) == ["Somebody was not happy: 3 points"])
            let notice = notices.first?.text ?? ""
            #expect(notice.contains("ada@example.org") && notice.contains("The awl came blunt."), "\(notice)")

            try await home.done("event", "review_given", "bob@example.org", "--data", "score=10")
            #expect(try await home.life(of: "bob@example.org").moves == ["- -> advocate accidental"])
        }
    }
}
