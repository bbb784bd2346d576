import UsherCore
import UsherReports
import UsherWeb

extension DashboardRoutes {
    /// `campaigns?from=&to=`: every campaign, in the order of the journey.
    func campaigns(_ request: WebRequest) throws -> Answer {
        try looking(request) { visit in
            let (period, isWrong) = PeriodQuery.period(visit.request.query, now: visit.now)
            let campaigns = CampaignsPage(report: try house.report(period), language: visit.language)
            return page(
                .campaigns, visit, at: .campaigns,
                campaigns.values.merging(["is_wrong": .flag(isWrong)]) { first, _ in first })
        }
    }

    /// `campaign?name=welcome&from=&to=`, or `&days=28`: its e-mails, of the last 90 days where no period is said.
    func campaign(_ request: WebRequest) async throws -> Answer {
        guard let visit = try visit(request) else { return door(request) }
        return try await campaign(visit)
    }

    private func campaign(_ visit: Visit) async throws -> Answer {
        let query = visit.request.query
        let (period, isWrong) = PeriodQuery.period(
            query, now: visit.now, usualDays: ReportPeriod.usualDaysOfCampaign)
        guard let name = query["name"], let table = try await counter.table(name, period) else {
            return problem("problem_unknown", 404, visit)
        }
        let campaign = CampaignPage(table: table, language: visit.language).values
        return page(
            .campaign, visit, at: .campaigns,
            campaign.merging(["is_wrong": .flag(isWrong)]) { first, _ in first
            })
    }
}
