import UsherCore
import UsherReports
import UsherWeb

extension DashboardRoutes {
    /// `/journey?from=2026-11-01&to=2026-11-30`, or `?days=90`; the last 30 days where neither is said, or what is said
    /// makes no period.
    func journey(_ request: WebRequest) throws -> Answer { try looking(request) { try journey($0) } }

    private func journey(_ visit: Visit) throws -> Answer {
        let (period, isWrong) = PeriodQuery.period(visit.request.query, now: visit.now)
        let report = try house.report(period)
        let before = try period.before.map { ($0, try house.report($0)) }
        let journey = JourneyPage(
            report: report, period: period, before: before, now: visit.now, language: visit.language)
        return page(
            .journey, visit, at: .journey, journey.values.merging(["is_wrong": .flag(isWrong)]) { first, _ in first })
    }
}
