import UsherCore
import UsherReports
import UsherWeb

extension DashboardRoutes {
    /// Answers `journey?from=2026-11-01&to=2026-11-30`, or `?days=90`; the last 28 days where neither is said, or what
    /// is said makes no period.
    func journey(_ request: WebRequest) async throws -> Answer {
        guard let visit = try visit(request) else { return door(request) }
        return try await journey(visit)
    }

    private func journey(_ visit: Visit) async throws -> Answer {
        let (period, isWrong) = PeriodQuery.period(visit.request.query, now: visit.now)
        let isOpen = period.wholeDays(at: visit.now) != period
        // Both at once: what takes long of the two is waited for once.
        async let asked = self.report(period, visit.now)
        async let compared = comparison(period, now: visit.now)
        guard case .known(let report, let isRenewed) = try await asked, case .some(let comparison) = try await compared
        else { return underWay(visit, at: .journey) }
        let journey = JourneyPage(
            report: report.value, comparison: comparison, isOpen: isOpen, language: visit.language)
        let values = journey.values.merging([
            "is_wrong": .flag(isWrong), "is_live": .flag(isOpen),
            "files_trouble": .text(house.files.trouble() ?? ""),
        ]) { first, _ in first }
        let page = page(
            .journey, visit, at: .journey,
            values.merging(visit.counted(report.at, isRenewed)) { first, _ in first })
        return isOpen ? live(page) : page
    }

    /// The report of a period; of one that is not over, as it is now.
    func report(_ period: ReportPeriod, _ now: Timestamp) async throws -> Counted<JourneyReport> {
        guard period.wholeDays(at: now) == period else {
            return .known(Dated(try house.report(period), at: now), isRenewed: false)
        }
        return try await reports.answer(ReportQuestion(period: period, edition: house.counts.edition()))
    }

    /// The reports of the period's whole days and of as many right before them. The inner nil says that there are none,
    /// or that counting began later: a part of a period is no period. The outer nil says that it is being counted.
    private func comparison(_ period: ReportPeriod, now: Timestamp) async throws -> JourneyPage.Comparison?? {
        guard let whole = period.wholeDays(at: now), let earlier = whole.before,
            let first = try house.firstCountedDay(), first <= earlier.from
        else { return .some(nil) }
        async let before = report(earlier, now)
        // Of a period that is not over it ended yesterday.
        async let latest =
            whole == period ? report(whole, now) : .known(Dated(try house.report(whole), at: now), isRenewed: false)
        guard case .known(let before, _) = try await before, case .known(let latest, _) = try await latest
        else { return nil }
        return JourneyPage.Comparison(now: latest.value, before: before.value)
    }
}
