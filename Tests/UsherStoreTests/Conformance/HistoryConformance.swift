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

    @Test("Of a shop where nobody moved yet there are no days", arguments: StoreUnderTest.all)
    func empty(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        #expect(try scene.store.journeyHistory(to: "2026-11-29") == JourneyHistory())
        #expect(throws: StoreError.self) { try scene.store.journeyHistory(to: "yesterday") }
    }
}
