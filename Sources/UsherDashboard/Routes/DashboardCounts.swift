import UsherCore
import UsherReports
import UsherSupport

/// What takes long to count where there are many people, asked in the words of the commands.
package struct DashboardCounts: Sendable {
    /// What `usher report CAMPAIGN` says; nil for a name that no campaign ever had.
    let table: @Sendable (String, ReportPeriod) throws -> CampaignTable?
    /// What `usher forecast` says. Throws a sentence for a condition about what there is not.
    let forecast: @Sendable (ForecastCondition?) throws -> Forecast
    /// The e-mails that a condition may be about, as `CAMPAIGN.STEP`, in the order of the files.
    let emails: @Sendable () -> [String]

    package init(
        table: @escaping @Sendable (String, ReportPeriod) throws -> CampaignTable?,
        forecast: @escaping @Sendable (ForecastCondition?) throws -> Forecast,
        emails: @escaping @Sendable () -> [String]
    ) {
        self.table = table
        self.forecast = forecast
        self.emails = emails
    }
}

/// Counts on a queue of its own, one after the other, so that nobody who looks at another page waits for it, and keeps
/// what it counted for a while: who looks again, or asks for the same, does not have it counted again.
actor DashboardCounter {
    private nonisolated let lane: any Lane
    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let counts: DashboardCounts
    private let theFiles: DashboardFiles
    private var tables = Remembered<TableQuestion, CampaignTable>(most: 32, lasts: .seconds(30))
    private var forecasts = Remembered<ForecastCondition?, Forecast>(most: 8, lasts: .seconds(300))

    private struct TableQuestion: Hashable {
        let campaign: String
        let period: ReportPeriod
    }

    init(_ counts: DashboardCounts, _ files: DashboardFiles, lanes: Lanes) {
        self.counts = counts
        theFiles = files
        lane = lanes.lane("usher.dashboard.counting")
    }

    func table(_ campaign: String, _ period: ReportPeriod) throws -> CampaignTable? {
        let question = TableQuestion(campaign: campaign, period: period)
        if let known = tables.value(question, at: lane.instant) { return known }
        // Whoever went away while others were served is not served.
        try Task.checkCancellation()
        guard let table = try counts.table(campaign, period) else { return nil }
        tables.remember(table, for: question, at: lane.instant)
        return table
    }

    /// As they lie there now.
    func files() throws -> FilesLook {
        try Task.checkCancellation()
        return try theFiles.look()
    }

    func forecast(_ condition: ForecastCondition?) throws -> Forecast {
        if let known = forecasts.value(condition, at: lane.instant) { return known }
        try Task.checkCancellation()
        let forecast = try counts.forecast(condition)
        forecasts.remember(forecast, for: condition, at: lane.instant)
        return forecast
    }
}
