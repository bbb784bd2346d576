import Testing

extension Scenarios {
    @Suite("Convert to excite: after the purchase")
    struct ExciteScenario {
        @Test("thanks at any hour, the guides on working days, and no more after the first success")
        func firstSuccess() async throws {
            let home = try await ScenarioHome.shop()
            try await home.person("aroha@example.net", at: "subscribe", "--zone", "Pacific/Auckland")
            // Friday 23:50 in Auckland.
            try await home.pass(to: "2026-03-06T10:50:00Z")
            try await home.done("event", "purchased", "aroha@example.net", "--key", "1", "--data", "order=1042")
            try await home.pass(to: "2026-03-10T08:00:00Z")
            let letters = try await home.letters(to: "aroha@example.net")
            #expect(
                letters.map { "\($0.at) \($0.message)" } == [
                    "2026-03-06T10:50:00Z excite/thanks", "2026-03-08T20:30:00Z excite/first-seam",
                ])
            #expect(letters.first?.subject == "Thank you for order 1042")

            let story = try await home.done("event", "quickstart_opened", "aroha@example.net")
            #expect(story.contains("moves from convert to excite: intended, the goal of excite"))
            try await home.pass(to: "2026-03-16T08:00:00Z")
            let life = try await home.life(of: "aroha@example.net")
            #expect(life.stage == "excite")
            #expect(life.enrollments.first == .init(campaign: "excite", state: "reached its goal"))
            #expect(try await home.post(to: "aroha@example.net").filter { $0.contains("excite/") }.count == 2)
        }

        @Test("a refund ends it, and a first success that comes too late is nobody's doing")
        func refund() async throws {
            let home = try await ScenarioHome.shop()
            for address in ["ada@example.org", "bob@example.org"] {
                try await home.person(address, at: "subscribe")
                try await home.done("event", "purchased", address, "--key", address)
            }
            try await home.pass(to: "2026-03-03T08:00:00Z")
            try await home.done("event", "refunded", "ada@example.org", "--key", "ada@example.org")
            try await home.pass(to: "2026-04-03T08:00:00Z")
            #expect(try await home.post(to: "ada@example.org").map { $0.suffix(13) } == ["excite/thanks"])
            #expect(try await home.post(to: "bob@example.org").count == 4)
            try await home.done("event", "quickstart_opened", "bob@example.org")
            #expect(try await home.life(of: "bob@example.org").moves.last == "convert -> excite accidental")
        }
    }
}
