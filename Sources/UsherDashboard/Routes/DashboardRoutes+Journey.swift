import UsherCore
import UsherReports
import UsherWeb

extension DashboardRoutes {
    /// `journey?from=2026-11-01&to=2026-11-30`, or `?days=90`; the last 28 days where neither is said, or what is said
    /// makes no period.
    func journey(_ request: WebRequest) throws -> Answer { try looking(request) { try journey($0) } }

    private func journey(_ visit: Visit) throws -> Answer {
        let (period, isWrong) = PeriodQuery.period(visit.request.query, now: visit.now)
        let report = try house.report(period)
        let isOpen = period.wholeDays(at: visit.now) != period
        let journey = JourneyPage(
            report: report, comparison: try comparison(period, report, now: visit.now), isOpen: isOpen,
            language: visit.language)
        let values = journey.values.merging(["is_wrong": .flag(isWrong), "is_live": .flag(isOpen)]) { first, _ in first
        }
        let page = page(.journey, visit, at: .journey, values)
        return isOpen ? live(page) : page
    }

    /// The period's whole days beside as many right before them. Nil where there are none, or where counting began
    /// later: a part of a period is no period.
    private func comparison(
        _ period: ReportPeriod, _ report: JourneyReport, now: Timestamp
    ) throws -> JourneyPage.Comparison? {
        guard let whole = period.wholeDays(at: now), let before = whole.before,
            let first = try house.firstCountedDay(), first <= before.from
        else { return nil }
        return JourneyPage.Comparison(
            now: whole == period ? report : try house.report(whole), before: try past(before))
    }

    /// The report of a period that is over, which takes long where many have moved since: the same for some minutes.
    private func past(_ period: ReportPeriod) throws -> JourneyReport {
        if let known = pastReports.value(period, at: lane.instant) { return known }
        let report = try house.report(period)
        pastReports.remember(report, for: period, at: lane.instant)
        return report
    }
}
