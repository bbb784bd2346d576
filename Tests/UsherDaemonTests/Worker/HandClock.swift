import Synchronization
import UsherCore

@testable import UsherDaemon

/// A calendar that a test sets, forward and back.
final class HandClock: CalendarClock {
    private let moment: Mutex<Timestamp>

    init(_ moment: Timestamp) { self.moment = Mutex(moment) }

    func now() -> Timestamp { moment.withLock { $0 } }

    func turn(milliseconds: Int64) { moment.withLock { $0 = $0.adding(milliseconds: milliseconds) } }

    func turn(days: Int64) { turn(milliseconds: days * 86_400_000) }
}
