import Testing

@testable import UsherCore

@Suite("Conformance: the journey day by day")
struct HistoryConformance {
    @Test("Has every arrow, stay and taking of the report, each on its day", arguments: StoreUnderTest.all)
    func sums(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var life = JourneyLife(try JourneyShop(scene), seed: 4)
        for _ in 1...400 { try life.step() }
        let to = ZoneClock.utc.wall(at: scene.now).day
        let first = to.adding(days: 1 - JourneyHistory.longest)
        let history = try scene.store.journeyHistory(to: to.date.description)
        let counts = try scene.store.recount(from: first.date.description, to: to.date.description)
        struct Arrow: Hashable {
            var from: Stage?
            var to: Stage
            var isStated: Bool
        }
        var (told, counted): ([Arrow: Int], [Arrow: Int]) = ([:], [:])
        for arrival in history.arrivals {
            told[Arrow(from: arrival.from, to: arrival.to, isStated: arrival.isStated), default: 0] += arrival.count
        }
        for (arrow, count) in counts.arrows where count > 0 {
            counted[Arrow(from: arrow.from, to: arrow.to, isStated: arrow.kind == .stated), default: 0] += count
        }
        // Who took a campaign's first stage is stated in reports, and came by themselves.
        for contact in try scene.store.contacts(ContactFilter(limit: 1000)) {
            for move in try scene.store.transitions(of: contact.id) {
                guard case .entered = move.cause else { continue }
                counted[Arrow(from: move.from, to: move.to, isStated: true), default: 0] -= 1
                counted[Arrow(from: move.from, to: move.to, isStated: false), default: 0] += 1
            }
        }
        counted = counted.filter { $0.value > 0 }
        #expect(told == counted && !told.isEmpty)
        let left = counts.arrows.filter { $0.key.from != nil }.values.reduce(0, +)
        #expect(history.departures.reduce(0) { $0 + $1.count } == left && left > 0)
        var money: [CampaignID: [String: Int64]] = [:]
        for taking in history.takings {
            money[taking.campaign, default: [:]][taking.money.currency, default: 0] += taking.money.minorUnits
        }
        #expect(money == counts.campaigns.mapValues(\.money).filter { !$0.value.isEmpty })
        #expect(
            history.standing
                == Dictionary(
                    uniqueKeysWithValues: counts.standing.compactMap { stage, count in stage.map { ($0, count) } }))
        let days = 0..<history.days
        #expect(history.arrivals.allSatisfy { days.contains($0.day) } && history.arrivals.contains { $0.day == 0 })
        #expect(
            history.departures.allSatisfy { days.contains($0.day) }
                && history.takings.allSatisfy { days.contains($0.day) })
    }

    @Test("Who takes a campaign's first stage came by themselves; who is stated did not", arguments: StoreUnderTest.all)
    func entered(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let causes: [Transition.Cause] = [
            .entered(scene.campaign()), .told(source: nil), .stated(because: "a list"), .accident(event: "e"),
        ]
        for (number, cause) in causes.enumerated() {
            try scene.record("p\(number)@example.com", scene.event("e", key: "\(number)")) {
                [scene.move($0.contact, to: .subscribe, cause)]
            }
        }
        let history = try scene.store.journeyHistory(to: ZoneClock.utc.wall(at: scene.now).day.date.description)
        let counts = history.arrivals.map { [$0.isStated ? 1 : 0, $0.count] }.sorted { $0[0] < $1[0] }
        #expect(counts == [[0, 2], [1, 2]])
        try scene.expectRecountAgrees()
        let day = try scene.store.journeyCounts(from: "2026-01-01", to: "2027-12-31")
        #expect(
            day.arrows.filter { $0.key.kind == .stated }.values.reduce(0, +) == 3, "a report says no more than before")
    }

    @Test("Of a shop where nobody moved yet there are no days", arguments: StoreUnderTest.all)
    func empty(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        #expect(try scene.store.journeyHistory(to: "2026-11-29") == JourneyHistory())
        #expect(throws: StoreError.self) { try scene.store.journeyHistory(to: "yesterday") }
    }
}
