import Testing
@testable import UsherCore

@Suite("How long things are kept")
struct KeepSettingsTests {
    private static let day: Int64 = 86_400_000

    @Test(
        "An age is days, weeks, or years of 365 days",
        arguments: [
            ("90 days", 90), ("1 year", 365), ("2 years", 730), ("10 years", 3650), ("3 weeks", 21), ("0 years", nil),
            ("11 years", nil), ("1.5 years", nil), ("two years", nil), ("2 months", nil), ("-1 years", nil), ("", nil),
        ] as [(String, Int64?)])
    func age(text: String, days: Int64?) {
        #expect((try? KeepSettings.age(parsing: text)) == days.map { $0 * Self.day })
    }

    @Test("What is not named is kept for ever; what is named goes when it is so old")
    func ends() {
        let now = Timestamp(seconds: 1_795_000_000)
        let keep = KeepSettings(deliveriesMilliseconds: 90 * Self.day, unmatchedMilliseconds: 7 * Self.day)
        #expect(keep.deliveriesEnd(now: now) == now.adding(milliseconds: -90 * Self.day))
        #expect(keep.unmatchedEnd(now: now) == now.adding(milliseconds: -7 * Self.day))
        #expect(keep.eventsEnd(now: now) == nil && keep.inputsEnd(now: now) == nil && keep.inboxEnd(now: now) == nil)
    }

    @Test("No time that a decision looks back is longer than what rows are kept at least")
    func longEnough() {
        #expect(2 * SoftBounces.span < KeepSettings.shortestRows)
        #expect(EventPolicy.freshness < KeepSettings.shortestRows)
    }
}
