import UsherCore
import UsherReports
import UsherSupport

/// The functions that the dashboard works with. What it shows it asks for in the words of the commands: nothing is
/// counted or decided here. All of it blocks, and is called on the dashboard's own lane.
package struct DashboardHouse: Sendable {
    let sessions: any DashboardStore
    let mode: Settings.Mode
    /// The shop's clock, by the files in force.
    let clock: @Sendable () -> ZoneClock
    /// The calendar's time.
    let now: @Sendable () -> Timestamp
    /// The machine's time, by which links and sessions end.
    let machineNow: @Sendable () -> Timestamp
    /// The report of `usher report` about a period, to be asked of one that is not over: few have moved since.
    let report: @Sendable (ReportPeriod) throws -> JourneyReport
    /// The first UTC day of which there are counts; nil before there are any.
    let firstCountedDay: @Sendable () throws -> String?
    /// The shop's name for a stage.
    let stageLabel: @Sendable (Stage) -> String
    let counts: DashboardCounts
    let people: DashboardContacts
    let letters: DashboardLetters
    let operations: DashboardOperations
    let acts: DashboardActs
    let files: DashboardFiles
    /// The inbox of rehearsal; nil where mail goes to people.
    let inbox: DashboardInbox?
    let lanes: Lanes

    package init(
        sessions: any DashboardStore, mode: Settings.Mode, clock: @escaping @Sendable () -> ZoneClock,
        now: @escaping @Sendable () -> Timestamp, machineNow: @escaping @Sendable () -> Timestamp,
        report: @escaping @Sendable (ReportPeriod) throws -> JourneyReport,
        firstCountedDay: @escaping @Sendable () throws -> String?, stageLabel: @escaping @Sendable (Stage) -> String,
        counts: DashboardCounts, people: DashboardContacts, letters: DashboardLetters,
        operations: DashboardOperations, acts: DashboardActs, files: DashboardFiles, inbox: DashboardInbox?,
        lanes: Lanes = .queues
    ) {
        self.sessions = sessions
        self.mode = mode
        self.clock = clock
        self.now = now
        self.machineNow = machineNow
        self.report = report
        self.firstCountedDay = firstCountedDay
        self.stageLabel = stageLabel
        self.counts = counts
        self.people = people
        self.letters = letters
        self.operations = operations
        self.acts = acts
        self.files = files
        self.inbox = inbox
        self.lanes = lanes
    }

    /// The door that lets browsers in to all parts. `sessions`: the store to look for sessions in, for a part that
    /// waits for no other's questions.
    package func door(_ press: DashboardPress, sessions: (any DashboardStore)? = nil) -> DashboardDoor {
        DashboardDoor(
            sessions: sessions ?? self.sessions, press: press, mode: mode, parts: Frame.Part.allCases,
            first: Frame.Part.journey.rawValue, command: "usher dashboard", clock: clock, now: now,
            machineNow: machineNow)
    }
}
