import UsherCore
import UsherReports
import UsherSupport

/// The questions that take long to count where there are many people, asked in the words of the commands.
package struct DashboardCounts: Sendable {
    /// The report of `usher report` about a period.
    let report: @Sendable (ReportPeriod) throws -> JourneyReport
    /// The table of `usher report CAMPAIGN` about a period; nil for a name that no campaign ever had.
    let table: @Sendable (String, ReportPeriod) throws -> CampaignTable?
    /// The ground that every forecast of a moment is made of.
    let ground: @Sendable () throws -> ForecastGround
    /// The forecast of `usher forecast`. Throws a sentence for a condition about what there is not.
    let forecast: @Sendable (ForecastGround, ForecastCondition?) throws -> Forecast
    /// The e-mails that a condition may be about, as `CAMPAIGN.STEP`, in the order of the files.
    let emails: @Sendable () -> [String]
    /// A number that is another one once other files are in force.
    let edition: @Sendable () -> Int

    package init(
        report: @escaping @Sendable (ReportPeriod) throws -> JourneyReport,
        table: @escaping @Sendable (String, ReportPeriod) throws -> CampaignTable?,
        ground: @escaping @Sendable () throws -> ForecastGround,
        forecast: @escaping @Sendable (ForecastGround, ForecastCondition?) throws -> Forecast,
        emails: @escaping @Sendable () -> [String], edition: @escaping @Sendable () -> Int
    ) {
        self.report = report
        self.table = table
        self.ground = ground
        self.forecast = forecast
        self.emails = emails
        self.edition = edition
    }
}

/// The question for the journey of a period, by the files in force.
struct ReportQuestion: Hashable, Sendable {
    let period: ReportPeriod
    let edition: Int
}

/// The question for a campaign in a period, by the files in force.
struct TableQuestion: Hashable, Sendable {
    let campaign: String
    let period: ReportPeriod
    let edition: Int
}

/// The question for what will come, perhaps what if, by the files in force.
struct ForecastQuestion: Hashable, Sendable {
    let condition: ForecastCondition?
    let edition: Int
}

/// Counts on a queue of its own, one after the other, so that nobody who looks at another page waits for it. What it
/// counted is kept by `CountedBeside`.
actor DashboardCounter {
    private nonisolated let lane: any Lane
    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let counts: DashboardCounts
    private let theFiles: DashboardFiles
    private let now: @Sendable () -> Timestamp
    private var ground: (value: ForecastGround, edition: Int, at: ContinuousClock.Instant)?

    /// How long a forecast, and the ground that it is made of, is good for.
    static let forecastLasts = Duration.seconds(300)

    init(
        _ counts: DashboardCounts, _ files: DashboardFiles, now: @escaping @Sendable () -> Timestamp, lanes: Lanes
    ) {
        self.counts = counts
        theFiles = files
        self.now = now
        lane = lanes.lane("usher.dashboard.counting")
    }

    func report(_ question: ReportQuestion) throws -> Dated<JourneyReport> {
        let now = now()
        defer { FreeMemory.giveBack() }
        return Dated(try counts.report(question.period), at: now)
    }

    func table(_ question: TableQuestion) throws -> Dated<CampaignTable?> {
        let now = now()
        defer { FreeMemory.giveBack() }
        return Dated(try counts.table(question.campaign, question.period), at: now)
    }

    /// The files as they lie there now.
    func files() throws -> Dated<FilesLook> {
        let now = now()
        defer { FreeMemory.giveBack() }
        return Dated(try theFiles.look(), at: now)
    }

    /// The forecast. Questions that are asked within the same few minutes stand on the same ground.
    func forecast(_ question: ForecastQuestion) throws -> Dated<Forecast> {
        defer { FreeMemory.giveBack() }
        let ground = try ground(question.edition)
        return Dated(try counts.forecast(ground, question.condition), at: ground.at)
    }

    private func ground(_ edition: Int) throws -> ForecastGround {
        let began = lane.instant
        if let ground, ground.edition == edition, ground.at.duration(to: began) < Self.forecastLasts {
            return ground.value
        }
        let new = try counts.ground()
        ground = (new, edition, began)
        return new
    }
}
