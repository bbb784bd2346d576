import UsherCore
import UsherReports
import UsherWeb

extension DashboardRoutes {
    /// Answers `campaigns?from=&to=`: every campaign, in the order of the journey.
    func campaigns(_ request: WebRequest) async throws -> Answer {
        guard let visit = try visit(request) else { return door(request) }
        return try await campaigns(visit)
    }

    private func campaigns(_ visit: Visit) async throws -> Answer {
        let (period, isWrong) = PeriodQuery.period(visit.request.query, now: visit.now)
        guard case .known(let report, let isRenewed) = try await report(period, visit.now) else {
            return underWay(visit, at: .campaigns)
        }
        let campaigns = CampaignsPage(report: report.value, language: visit.language)
        return page(
            .campaigns, visit, at: .campaigns,
            campaigns.values.merging(visit.counted(report.at, isRenewed)) { first, _ in first }
                .merging(["is_wrong": .flag(isWrong)]) { first, _ in first })
    }

    /// Answers `campaign?name=welcome&from=&to=`, or `&days=28`: its e-mails, of the last 90 days where no period is
    /// said.
    func campaign(_ request: WebRequest) async throws -> Answer {
        guard let visit = try visit(request) else { return door(request) }
        return try await campaign(visit)
    }

    private func campaign(_ visit: Visit) async throws -> Answer {
        let query = visit.request.query
        let (period, isWrong) = PeriodQuery.period(
            query, now: visit.now, usualDays: ReportPeriod.usualDaysOfCampaign)
        guard let name = query["name"] else { return problem("problem_unknown", 404, visit) }
        switch try await tables.answer(TableQuestion(campaign: name, period: period, edition: house.counts.edition())) {
        case .underWay: return underWay(visit, at: .campaigns)
        case .known(let found, let isRenewed):
            guard let table = found.value else { return problem("problem_unknown", 404, visit) }
            let campaign = CampaignPage(table: table, language: visit.language).values
            return page(
                .campaign, visit, at: .campaigns,
                campaign.merging(visit.counted(found.at, isRenewed)) { first, _ in first }
                    .merging(["is_wrong": .flag(isWrong)]) { first, _ in first })
        }
    }
}
