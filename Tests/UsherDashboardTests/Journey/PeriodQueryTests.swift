import Testing
import UsherCore

@testable import UsherDashboard
@testable import UsherReports

@Suite("Which period the journey's address asks for")
struct PeriodQueryTests {
    private static let now = Timestamp(seconds: 1_795_431_600)

    @Test(
        "The last four weeks, or what is said",
        arguments: [
            ([:], "2026-10-27", "2026-11-23", false), (["days": "7"], "2026-11-17", "2026-11-23", false),
            (["from": "2026-11-01", "to": "2026-11-02"], "2026-11-01", "2026-11-02", false),
            (["from": "2026-11-01"], "2026-11-01", "2026-11-23", false),
            (["from": "", "to": ""], "2026-10-27", "2026-11-23", false),
            (["days": "0"], "2026-10-27", "2026-11-23", true), (["days": "-1"], "2026-10-27", "2026-11-23", true),
            (["days": "99999999999999999999"], "2026-10-27", "2026-11-23", true),
            (["days": "3661"], "2026-10-27", "2026-11-23", true),
            (["from": "2026-11-31"], "2026-10-27", "2026-11-23", true),
            (["from": "2026-11-03", "to": "2026-11-02"], "2026-10-27", "2026-11-23", true),
            (["from": "0001-01-01", "to": "2026-11-02"], "2026-10-27", "2026-11-23", true),
            (["from": "soon"], "2026-10-27", "2026-11-23", true),
        ] as [([String: String], String, String, Bool)])
    func periods(query: [String: String], from: String, to: String, isWrong: Bool) {
        let (period, wrong) = PeriodQuery.period(query, now: Self.now)
        #expect((period.from, period.to, wrong) == (from, to, isWrong))
    }

    @Test("The period before has as many days, and only days that are over are whole")
    func before() throws {
        let period = try ReportPeriod(from: "2026-11-01", to: "2026-11-30", now: Self.now)
        #expect(period.before.map { [$0.from, $0.to] } == ["2026-10-02", "2026-10-31"])
        #expect(period.length == 30)
        let start = try Timestamp(parsing: "2026-11-01", clock: .utc)
        func whole(after days: Int64) -> String? {
            period.wholeDays(at: start.adding(milliseconds: days * 86_400_000 - 1)).map { "\($0.from) \($0.to)" }
        }
        #expect(whole(after: 0) == nil && whole(after: 1) == nil)
        #expect(whole(after: 2) == "2026-11-01 2026-11-01")
        #expect(whole(after: 30) == "2026-11-01 2026-11-29")
        #expect(whole(after: 31) == "2026-11-01 2026-11-30" && whole(after: 400) == "2026-11-01 2026-11-30")
        #expect(ReportPeriod(days: 1, now: Self.now).from == "2026-11-23")
    }
}
