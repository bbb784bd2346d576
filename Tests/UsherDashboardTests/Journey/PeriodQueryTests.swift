import Testing
import UsherCore

@testable import UsherDashboard
@testable import UsherReports

@Suite("Which period the journey's address asks for")
struct PeriodQueryTests {
    private static let now = Timestamp(seconds: 1_795_431_600)

    @Test(
        "The last thirty days, or what is said",
        arguments: [
            ([:], "2026-10-25", "2026-11-23", false), (["days": "7"], "2026-11-17", "2026-11-23", false),
            (["from": "2026-11-01", "to": "2026-11-02"], "2026-11-01", "2026-11-02", false),
            (["from": "2026-11-01"], "2026-11-01", "2026-11-23", false),
            (["from": "", "to": ""], "2026-10-25", "2026-11-23", false),
            (["days": "0"], "2026-10-25", "2026-11-23", true), (["days": "-1"], "2026-10-25", "2026-11-23", true),
            (["days": "99999999999999999999"], "2026-10-25", "2026-11-23", true),
            (["days": "3661"], "2026-10-25", "2026-11-23", true),
            (["from": "2026-11-31"], "2026-10-25", "2026-11-23", true),
            (["from": "2026-11-03", "to": "2026-11-02"], "2026-10-25", "2026-11-23", true),
            (["from": "0001-01-01", "to": "2026-11-02"], "2026-10-25", "2026-11-23", true),
            (["from": "soon"], "2026-10-25", "2026-11-23", true),
        ] as [([String: String], String, String, Bool)])
    func periods(query: [String: String], from: String, to: String, isWrong: Bool) {
        let (period, wrong) = PeriodQuery.period(query, now: Self.now)
        #expect((period.from, period.to, wrong) == (from, to, isWrong))
    }

    @Test("The period before has as many days, and the share of the time is a half when both are over")
    func before() throws {
        let period = try ReportPeriod(from: "2026-11-01", to: "2026-11-30", now: Self.now)
        #expect(period.before.map { [$0.from, $0.to] } == ["2026-10-02", "2026-10-31"])
        #expect(period.length == 30)
        let start = try Timestamp(parsing: "2026-11-01", clock: .utc)
        #expect(period.share(at: start) == 0)
        #expect(period.share(at: start.adding(milliseconds: 15 * 86_400_000)) == 1.0 / 3)
        #expect(period.share(at: start.adding(milliseconds: 30 * 86_400_000)) == 0.5)
        #expect(period.share(at: start.adding(milliseconds: 300 * 86_400_000)) == 0.5)
        #expect(!period.isOver(at: start.adding(milliseconds: 30 * 86_400_000 - 1)))
        #expect(period.isOver(at: start.adding(milliseconds: 30 * 86_400_000)))
        #expect(ReportPeriod(days: 1, now: Self.now).from == "2026-11-23")
    }
}
