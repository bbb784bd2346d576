import Testing

extension Scenarios {
    @Suite("Engage to subscribe")
    struct SubscribeScenario {
        @Test("an address for free value: signed up, confirmed, and the promised thing arrives at once, once")
        func promised() async throws {
            let home = try await ScenarioHome.shop()
            // An hour outside every window, on Sunday night in Los Angeles.
            try await home.done(
                "event", "signed_up", "ada@example.org", "--campaign", "craft-fair", "--zone", "America/Los_Angeles")
            #expect(try await home.life(of: "ada@example.org").enrollments.isEmpty)
            try await home.done("event", "confirmed", "ada@example.org", "--campaign", "free-notebook", "--key", "c1")
            let again = try await home.done(
                "event", "confirmed", "ada@example.org", "--campaign", "free-notebook", "--key", "c1")
            #expect(again.contains("recorded already"))
            // Another click on the same link is another event, and no second run.
            try await home.done("event", "confirmed", "ada@example.org", "--campaign", "free-notebook", "--key", "c2")
            try await home.pass(to: "2026-03-02T08:00:01Z")

            let welcome = try await home.letters(to: "ada@example.org").filter { $0.message.hasPrefix("welcome/") }
            #expect(welcome.map { "\($0.at) \($0.message)" } == ["2026-03-02T08:00:00Z welcome/download"])
            #expect(welcome.first?.text.contains("https://paperheron.example/") == true)
            let life = try await home.life(of: "ada@example.org")
            #expect(life.stage == "subscribe")
            #expect(life.moves == ["- -> engage intended", "engage -> subscribe intended"])
            #expect(life.enrollments == [.init(campaign: "welcome", state: "under way")])
            #expect(try await home.report().campaign("free-notebook")?.moved == 1)
        }

        @Test("whoever does not confirm gets nothing that sells, and is asked again by nobody")
        func unconfirmed() async throws {
            let home = try await ScenarioHome.shop()
            try await home.done("event", "signed_up", "ada@example.org", "--campaign", "craft-fair")
            try await home.pass(to: "2026-04-30T08:00:00Z")
            #expect(try await home.post(to: "ada@example.org").allSatisfy { !$0.contains("/") })
            #expect(try await home.report().standing == ["engage": 1])
        }
    }
}
