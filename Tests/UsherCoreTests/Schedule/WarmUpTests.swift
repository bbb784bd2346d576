import Testing

@testable import UsherCore

@Suite("A relay's warm-up")
struct WarmUpTests {
    @Test(
        "grows by the same number each day from one doubling to the next, and ends",
        arguments: [
            (50, 2, [50, 75, 100, 150, 200, 300]), (1, 1, [1, 2, 4, 8]), (10, 3, [10, 13, 16, 20, 26, 33, 40]),
            (100_000, 1, [100_000, 200_000, 400_000, 800_000, nil]), (0, 0, [1, 2, 4]),
        ] as [(Int, Int, [Int?])])
    func most(firstDay: Int, doublesEvery: Int, days: [Int?]) {
        let warmUp = WarmUp(firstDay: firstDay, doublesEvery: doublesEvery)
        #expect((1...days.count).map(warmUp.most) == days)
        #expect(warmUp.most(onDay: -5) == days.first)
        #expect(warmUp.most(onDay: .max) == nil)
    }

    @Test("its days are the shop's, also across a night in which the clocks change")
    func days() throws {
        let berlin = try #require(ZoneClock.named("Europe/Berlin"))
        let start = WarmUpStart(day: CivilDay(CalendarDate(year: 2026, month: 10, day: 24)), relay: "smtp.example.org")
        let warmUp = WarmUp(firstDay: 50, doublesEvery: 2)
        let late = try Timestamp(parsing: "2026-10-25T22:59:59Z", clock: .utc)
        let day = warmUp.day(at: late, began: start, gone: 70, clock: berlin)
        #expect(day.number == 2 && day.most == 75 && day.room == 5)
        #expect(day.begins.iso8601 == "2026-10-24T22:00:00Z" && day.ends.iso8601 == "2026-10-25T23:00:00Z")
        #expect(day.contains(late) && !day.contains(day.ends))
        #expect(warmUp.day(at: day.ends, began: start, gone: 0, clock: berlin).number == 3)
        // Before its first message, and with a calendar that was set back behind it, it is the first day.
        #expect(warmUp.day(at: late, began: nil, gone: 0, clock: berlin).number == 1)
        #expect(warmUp.day(at: Timestamp(seconds: 0), began: start, gone: 0, clock: berlin).number == 1)
    }

    @Test("says when the last of those that wait may go", arguments: [(5, 0), (6, 1), (105, 1), (106, 2), (256, 3)])
    func through(waiting: Int, days: Int) {
        let day = WarmUpDay(number: 2, most: 75, gone: 70, begins: Timestamp(seconds: 0), ends: Timestamp(seconds: 1))
        #expect(WarmUp(firstDay: 50, doublesEvery: 2).daysUntilThrough(waiting, after: day) == days)
    }

    @Test("reads its note as it was written, and nothing else")
    func note() throws {
        let start = WarmUpStart(day: CivilDay(CalendarDate(year: 2026, month: 2, day: 28)), relay: "smtp.example.org")
        #expect(start.text == "2026-02-28 smtp.example.org")
        #expect(WarmUpStart(text: start.text) == start)
        for text in ["", "2026-02-28", "2026-02-30 smtp.example.org", "smtp.example.org 2026-02-28"] {
            #expect(WarmUpStart(text: text) == nil, "\(text)")
        }
    }
}
