import UsherCore

/// The options of a daemon's run.
package struct DaemonOptions: Sendable {
    package var clock: ClockChoice
    /// How many real milliseconds a day of a stepped calendar takes.
    package var millisecondsPerDay: Int64
    /// Hears what happens, beside the log.
    package var news: @Sendable (WorkerNews) -> Void
    /// The moment at which a stepped calendar ends, and the run with it; nil goes on until it is stopped.
    package var until: Timestamp?
    /// The happenings beside the queue of a stepped calendar, for the demo; nil for none.
    package var happenings: (any Happenings)?
    /// Whether the run ends when nothing is queued and nothing happens any more; for the demo.
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
