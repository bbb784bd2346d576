import UsherReports

@testable import UsherDashboard

enum ReportPeriodOf {
    static var october: ReportPeriod {
        get throws { try ReportPeriod(from: "2026-10-01", to: "2026-10-31", now: Browser.start) }
    }
}
