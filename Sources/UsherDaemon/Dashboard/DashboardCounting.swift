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
        DashboardCounts(table: table, forecast: forecast, emails: emails)
    }

    private func table(_ name: String, _ period: ReportPeriod) throws -> CampaignTable? {
        let plan = editions.edition.plan
        guard let campaign = plan.catalog.campaigns[name] else { return nil }
        return try CampaignTable(of: campaign, period, in: store, plan: plan, now: clock.now())
    }

    private func forecast(_ condition: ForecastCondition?) throws -> Forecast {
        try Forecasting(plan: editions.edition.plan, store: store, now: clock.now()).forecast(
            days: UpcomingMail.usualDays, condition: condition)
    }

    /// Of strangers nobody knows how many there are.
    private func emails() -> [String] {
        let campaigns = editions.edition.plan.campaigns.values.filter { $0.moves.from != nil }
        return campaigns.sorted { ($0.moves.to, $0.name) < ($1.moves.to, $1.name) }
            .flatMap { campaign in campaign.steps.map { "\(campaign.name).\($0.name)" } }
    }
}
