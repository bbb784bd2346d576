import UsherComposing
import UsherCore
import UsherDashboard
import UsherReports
import UsherStore
import UsherSupport

/// What takes long to count, counted as the commands do it, with the files in force.
struct DashboardCounting: Sendable {
    let store: SQLiteStore
    let editions: EditionBox
    let clock: any CalendarClock

    var counts: DashboardCounts {
        DashboardCounts(
            report: report, table: table, ground: ground, forecast: forecast, emails: emails,
            edition: { editions.number })
    }

    func report(_ period: ReportPeriod) throws -> JourneyReport {
        JourneyReport(
            try store.journeyCounts(from: period.from, to: period.to), plan: editions.edition.plan, from: period.from,
            to: period.to)
    }

    private func table(_ name: String, _ period: ReportPeriod) throws -> CampaignTable? {
        let plan = editions.edition.plan
        guard let campaign = plan.catalog.campaigns[name] else { return nil }
        return try CampaignTable(of: campaign, period, in: store, plan: plan, now: clock.now())
    }

    private func ground() throws -> ForecastGround {
        try Forecasting(plan: editions.edition.plan, store: store, now: clock.now()).ground(
            days: UpcomingMail.usualDays)
    }

    private func forecast(_ ground: ForecastGround, _ condition: ForecastCondition?) throws -> Forecast {
        guard let condition else { return ground.forecast() }
        return try Forecasting(on: ground, store: store).forecast(on: ground, condition: condition)
    }

    /// The e-mails that a condition may be about, as `CAMPAIGN.STEP`, in the order of the journey. Those to strangers
    /// are left out: nobody knows how many strangers there are.
    private func emails() -> [String] {
        let campaigns = editions.edition.plan.campaigns.values.filter { $0.moves.from != nil }
        return campaigns.sorted { ($0.moves.to, $0.name) < ($1.moves.to, $1.name) }
            .flatMap { campaign in campaign.steps.map { "\(campaign.name).\($0.name)" } }
    }
}
