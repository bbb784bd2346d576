import UsherCore
import UsherDashboard
import UsherReports
import UsherStore
import UsherSupport

/// Numbers that are others once something has changed that a page of the dashboard shows.
struct LiveNumbers: Sendable {
    let store: SQLiteStore
    let clock: any CalendarClock
    /// What this daemon writes down of itself.
    let report: @Sendable () -> DaemonReport?

    var subjects: LiveRoutes.Subjects { LiveRoutes.Subjects(operations: operations, journey: journey) }

    func operations() throws -> Int {
        var hasher = Hasher()
        var report = report()
        // Each second another one.
        report?.seen = Timestamp(milliseconds: 0)
        hasher.combine(report)
        hasher.combine(try store.totals(now: clock.now()))
        hasher.combine(try store.pauses())
        return hasher.finalize()
    }

    /// The number for the page of the journey: another one once somebody moved today, or the daemon says something else
    /// of the latest files.
    func journey() throws -> Int {
        let today = ZoneClock.utc.wall(at: clock.now()).day.date.description
        let counts = try store.journeyCounts(from: today, to: today)
        var hasher = Hasher()
        hasher.combine(today)
        hasher.combine(counts)
        hasher.combine(report()?.files)
        return hasher.finalize()
    }
}
