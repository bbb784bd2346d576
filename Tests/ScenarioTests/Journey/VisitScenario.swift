import Testing

extension Scenarios {
    @Suite("Stranger to aware to engage")
    struct VisitScenario {
        @Test("visits of a campaign's link are counted by day; nobody is made of them")
        func counted() async throws {
            let home = try await ScenarioHome.shop()
            try await home.done("event", "visited", "--campaign", "notebook-ad", "--count", "140")
            try await home.done("event", "visited", "--campaign", "notebook-ad")
            try await home.done("event", "visited", "--campaign", "craft-fair", "--count", "7")
            try await home.pass(to: "2026-03-03T08:00:00Z")
            try await home.done("event", "visited", "--campaign", "notebook-ad", "--count", "30")

            let report = try await home.report()
            #expect(report.campaign("notebook-ad")?.visits == 171)
            #expect(report.campaign("craft-fair")?.visits == 7)
            #expect(report.standing.isEmpty)
            let monday: ReportPage = try await home.json("report", "--from", "2026-03-02", "--to", "2026-03-02")
            #expect(monday.campaign("notebook-ad")?.visits == 141)
            #expect(try await home.done("report", "--verify", "--from", "2026-03-01").contains("say what the rows say"))
        }

        @Test("a visit that names nobody names its campaign, and one that there is")
        func refused() async throws {
            let home = try await ScenarioHome.shop()
            let typo = try await home.usher("event", "visited", "--campaign", "notebok-ad")
            #expect(typo.end == .exit(64) && typo.errors.contains("did you mean 'notebook-ad'"), "\(typo.errors)")
            #expect(try await home.usher("event", "visited").end == .exit(64))
            #expect(try await home.report().campaigns.allSatisfy { $0.visits == 0 })
        }

        @Test("whoever signs up through a campaign's link moves on purpose, and without one by accident")
        func claimed() async throws {
            let home = try await ScenarioHome.shop()
            try await home.done("event", "signed_up", "ada@example.org", "--campaign", "craft-fair")
            try await home.done("event", "signed_up", "bob@example.org")
            #expect(try await home.life(of: "ada@example.org").moves == ["- -> engage intended"])
            #expect(try await home.life(of: "bob@example.org").moves == ["- -> engage accidental"])
            let report = try await home.report()
            #expect(report.standing == ["engage": 2])
            #expect(report.campaign("craft-fair")?.moved == 1)
        }
    }
}
