import UsherComposing
import UsherCore
import UsherDashboard
import UsherHome
import UsherReports
import UsherStore
import UsherSupport

/// The files as they lie on the disk, held against those in force: looked at as a reload does it.
struct DashboardReading: Sendable {
    let reloader: Reloader
    let store: SQLiteStore
    /// The store for questions to the daemon, which wait for no walk through the queue.
    let asking: SQLiteStore
    let editions: EditionBox
    let clock: any CalendarClock
    /// What this daemon writes down of itself; nil where it has written nothing.
    let report: @Sendable () -> DaemonReport?

    /// How many seconds an answer is waited for. The daemon goes on with the reload all the same. Two who ask at once
    /// are answered one after the other, within what an answer may take.
    private static let patience = 12

    var files: DashboardFiles {
        DashboardFiles(look: look, state: state, trouble: { report()?.files }, reload: reload)
    }

    private func state() -> Int {
        var hasher = Hasher()
        hasher.combine(FolderSnapshot.sum(of: ["config", "templates"].map { "\(reloader.home.folders.home)/\($0)" }))
        hasher.combine(editions.number)
        hasher.combine(report()?.files)
        return hasher.finalize()
    }

    func look() throws -> FilesLook {
        let edition = editions.edition
        let checked = reloader.inspect(serving: edition)
        guard checked.isUsable, let files = checked.files else {
            return FilesLook(
                problems: checked.problems, effects: nil, people: [], summary: [], shown: nil, isHeld: false)
        }
        let plan = try ReloadPlan(
            of: files, serving: edition.plan, in: store, now: clock.now(), names: FilesLook.mostPeople)
        let shown = ReloadShown(files: files.hashValue, mailed: plan.mailed, stranded: plan.stranded)
        return FilesLook(
            problems: checked.problems, effects: plan.counts,
            people: plan.people.map {
                .init(
                    id: $0.contact, address: $0.address, message: $0.message, effect: $0.effect,
                    before: $0.dates?.before, after: $0.dates?.after)
            }, summary: plan.sentences,
            shown: plan.afterRestart == nil ? shown : nil, isHeld: plan.isHeld)
    }

    private func reload(_ yes: ReloadShown?) throws -> DashboardActs.Said {
        let answer = try ReloadRequest.ask(
            asking, yes: yes != nil, shown: yes, seconds: Self.patience, most: Self.patience, daemon: report)
        return .init(isDone: answer.isTakenUp, answer.text)
    }
}
