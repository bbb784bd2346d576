import Foundation
import Testing
import TestSupport
import UsherCore

@Suite("Days as numbers")
struct CivilDayTests {
    @Test(
        "known days",
        arguments: [
            (CalendarDate(year: 1970, month: 1, day: 1), 0, 4), (CalendarDate(year: 1969, month: 12, day: 31), -1, 3),
            (CalendarDate(year: 2000, month: 2, day: 29), 11_016, 2),
            (CalendarDate(year: 2026, month: 11, day: 22), 20_779, 7),
            (CalendarDate(year: 2100, month: 3, day: 1), 47_541, 1),
            (CalendarDate(year: 1600, month: 1, day: 1), -135_140, 6),
        ])
    func known(date: CalendarDate, number: Int, weekday: Int) {
        #expect(CivilDay(date).number == number)
        #expect(CivilDay(number: number).date == date)
        #expect(CivilDay(number: number).weekday == weekday)
    }

    @Test("agree with Foundation's calendar on 5,000 days of four centuries")
    func agreesWithFoundation() throws {
        let seed: UInt64 = 2026
        var random = SeededGenerator(seed: seed)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for _ in 0..<5000 {
            let day = CivilDay(number: Int.random(in: -73_000...73_000, using: &random))
            let date = Date(timeIntervalSince1970: Double(day.number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let weekday = (try #require(parts.weekday) + 5) % 7 + 1
            let ours = day.date
            guard ours.year == parts.year, ours.month == parts.month, ours.day == parts.day, day.weekday == weekday,
                CivilDay(ours) == day, ours.exists
            else {
                Issue.record("day \(day.number) is \(parts), not \(ours), seed \(seed)")
                return
            }
        }
    }

    @Test(
        "a day that the calendar does not have",
        arguments: [
            CalendarDate(year: 2026, month: 2, day: 29), CalendarDate(year: 2026, month: 4, day: 31),
            CalendarDate(year: 2026, month: 13, day: 1), CalendarDate(year: 2026, month: 1, day: 0),
        ])
    func noSuchDay(date: CalendarDate) {
        #expect(!date.exists)
    }

    @Test("are written year first")
    func written() {
        #expect(CalendarDate(year: 2026, month: 3, day: 7).description == "2026-03-07")
        #expect(CalendarDate(year: 987, month: 12, day: 31).description == "0987-12-31")
    }
}
