import UsherCore

/// How a daemon is run.
package struct DaemonOptions: Sendable {
    package var clock: ClockChoice
    /// Real milliseconds that a day of a stepped calendar takes.
    package var millisecondsPerDay: Int64
    /// Hears what happens, beside the log.
    package var news: @Sendable (WorkerNews) -> Void
    /// Where a stepped calendar ends, and the run with it; nil goes on until it is stopped.
    package var until: Timestamp?
    /// Goes on beside the queue of a stepped calendar; for the demo.
    package var happenings: (any Happenings)?
    /// Ends the run when nothing is queued and nothing happens any more; for the demo.
    package var stopsWhenEmpty: Bool

    package init(
        clock: ClockChoice = .system, millisecondsPerDay: Int64 = 0, until: Timestamp? = nil,
        happenings: (any Happenings)? = nil,
        stopsWhenEmpty: Bool = false, news: @escaping @Sendable (WorkerNews) -> Void = { _ in }
    ) {
        self.clock = clock
        self.millisecondsPerDay = millisecondsPerDay
        self.until = until
        self.happenings = happenings
        self.stopsWhenEmpty = stopsWhenEmpty
        self.news = news
    }
}
