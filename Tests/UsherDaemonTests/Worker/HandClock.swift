import Synchronization
import UsherCore

@testable import UsherDaemon
@testable import UsherSupport

/// A calendar that a test sets, forward and back.
final class HandClock: CalendarClock {
    private let moment: Mutex<Timestamp>
    private let readings = Mutex(0)

    init(_ moment: Timestamp) { self.moment = Mutex(moment) }

    func now() -> Timestamp {
        readings.withLock { $0 += 1 }
        return moment.withLock { $0 }
    }

    /// How often somebody has asked.
    var reads: Int { readings.withLock { $0 } }

    func turn(milliseconds: Int64) { moment.withLock { $0 = $0.adding(milliseconds: milliseconds) } }

    func turn(days: Int64) { turn(milliseconds: days * 86_400_000) }
}
