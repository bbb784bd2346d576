import Testing
import UsherCore

@testable import UsherReports

@Suite("The days of a report")
struct ReportPeriodTests {
    private static let now = Timestamp(seconds: 1_795_431_600)

    @Test(
        "Are the last thirty, or what is said, in UTC",
        arguments: [
            (nil, nil, "2026-10-25", "2026-11-23"), ("2026-01-01", nil, "2026-01-01", "2026-11-23"),
            (nil, "2026-01-30", "2026-01-01", "2026-01-30"), ("2026-02-28", "2026-02-28", "2026-02-28", "2026-02-28"),
        ] as [(String?, String?, String, String)])
    func days(from: String?, to: String?, first: String, last: String) throws {
        let period = try ReportPeriod(from: from, to: to, now: Self.now)
        #expect((period.from, period.to) == (first, last))
    }

    @Test(
        "Are days, in order",
        arguments: [
            ("2026-12-01", nil, "the period ends (2026-11-23) before it begins (2026-12-01)"),
            ("soon", nil, "--from takes a day such as 2026-11-01, not 'soon'"),
            (nil, "2026-11-31", "--to takes a day such as 2026-11-01, not '2026-11-31'"),
            (nil, "2026-11-01 10:00", "--to takes a day such as 2026-11-01, not '2026-11-01 10:00'"),
        ] as [(String?, String?, String)])
    func faults(from: String?, to: String?, reason: String) {
        let fault = #expect(throws: Misreading.self) { try ReportPeriod(from: from, to: to, now: Self.now) }
        #expect(fault?.reason == reason)
    }
}
