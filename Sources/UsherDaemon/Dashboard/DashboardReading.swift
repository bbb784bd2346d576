import UsherComposing
import UsherCore
import UsherDashboard
import UsherHome
import UsherPlay
import UsherReports
import UsherStore
import UsherSupport

/// The files as they lie on the disk, held against those in force.
struct DashboardReading: Sendable {
    let home: String
    let environment: [String: String]
    let store: SQLiteStore
    let editions: EditionBox
    let clock: any CalendarClock
    /// What this daemon writes down of itself.
    let report: @Sendable () -> DaemonReport?

    /// A page is answered within so many seconds; the daemon goes on with the reload all the same.
    private static let patience = 20

    var files: DashboardFiles { DashboardFiles(look: look, reload: reload) }

    func look() throws -> FilesLook {
        let checked = HomeCheck.unplayed(home, environment: environment)
        guard checked.isUsable, let files = checked.files else {
            return FilesLook(problems: checked.problems, effects: nil, summary: [], isHeld: false)
        }
        let plan = try ReloadPlan(of: files, serving: editions.edition.plan, in: store, now: clock.now())
        return FilesLook(
            problems: checked.problems, effects: plan.counts, summary: plan.sentences, isHeld: plan.isHeld)
    }

    private func reload(_ yes: Bool) throws -> DashboardActs.Said {
        let answer = try ReloadRequest.ask(store, yes: yes, seconds: Self.patience, daemon: report)
        return .init(isDone: answer.isTakenUp, answer.text)
    }
}
