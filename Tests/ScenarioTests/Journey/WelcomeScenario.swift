import Testing

extension Scenarios {
    @Suite("Subscribe to convert: welcome")
    struct WelcomeScenario {
        @Test("each person's offer ends on a day of their own, fixed when they entered, told in their own words")
        func deadline() async throws {
            let home = try await ScenarioHome.shop()
            try await home.subscribe("ada@example.org", "--language", "en")
            try await home.pass(to: "2026-03-05T18:00:00Z")
            try await home.subscribe("jo@example.org", "--language", "de")
            // A later offer for those who come later changes nobody's word.
            try await home.pass(to: "2026-03-10T18:00:00Z")
            try home.edit("config/campaigns/welcome.yaml", "offer: { ends: 21 days }", "offer: { ends: 40 days }")
            try await home.pass(to: "2026-03-31T08:00:00Z")

            let ada = try await home.letters(to: "ada@example.org")
            #expect(
                ada.map { "\($0.at) \($0.message)" } == [
                    // The first asks for the confirmation.
                    "2026-03-02T08:00:00Z notice", "2026-03-02T08:00:00Z welcome/download",
                    "2026-03-04T08:30:00Z welcome/crisp-folds",
                    "2026-03-09T08:30:00Z welcome/sewn-booklet", "2026-03-16T08:30:00Z welcome/last-note",
                ])
            for letter in ada.suffix(2) { #expect(letter.text.contains("ntil 23 March 2026"), "\(letter.text)") }
            let jo = try await home.letters(to: "jo@example.org").suffix(2)
            #expect(jo.map(\.message) == ["welcome/sewn-booklet", "welcome/last-note"])
            for letter in jo { #expect(letter.text.contains("26. März 2026"), "\(letter.text)") }
        }

        @Test("whoever buys is thanked and nagged no more; whoever bought before is not asked at all")
        func noNagging() async throws {
            let home = try await ScenarioHome.shop()
            try await home.subscribe("ada@example.org")
            try await home.pass(to: "2026-03-05T19:30:00Z")
            let story = try await home.done(
                "event", "purchased", "ada@example.org", "--key", "1042", "--value", "5.00", "--currency", "EUR",
                "--product", "starter")
            #expect(story.contains("moves from subscribe to convert: intended, the goal of welcome"))
            try await home.pass(to: "2026-04-30T08:00:00Z")

            let post = try await home.post(to: "ada@example.org")
            #expect(post.filter { $0.contains("welcome/") }.count == 2)
            #expect(post.contains("2026-03-05T19:30:00Z excite/thanks"))
            let report = try await home.report()
            #expect(report.campaign("welcome")?.moved == 1)
            #expect(report.campaign("welcome")?.money == [.init(currency: "EUR", minorUnits: 500)])

            try await home.done("event", "purchased", "bob@example.org", "--key", "1043")
            try await home.done("event", "confirmed", "bob@example.org")
            #expect(try await home.life(of: "bob@example.org").enrollments.map(\.campaign) == ["excite"])
        }
    }
}
