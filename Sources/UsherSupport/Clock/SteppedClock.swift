import Synchronization
import UsherCore

/// A calendar that stands still while there is anything to do and then jumps to the next due time.
///
/// For the demo and for scenarios: ninety days pass in seconds, and every run sees the same moments.
package final class SteppedClock: CalendarClock {
    /// How many real milliseconds one calendar day takes; 0 jumps at once.
    package let millisecondsPerDay: Int64
    private let moment: Mutex<Timestamp>

    package init(from start: Timestamp, millisecondsPerDay: Int64 = 0) {
        moment = Mutex(start)
        self.millisecondsPerDay = millisecondsPerDay
    }

    package func now() -> Timestamp { moment.withLock { $0 } }

    /// Moves to `target`; an earlier one is ignored, because a calendar does not go back.
    package func jump(to target: Timestamp) {
        moment.withLock { $0 = max($0, target) }
    }

    /// How long a jump to `target` is to take, in real milliseconds.
    package func pause(before target: Timestamp) -> Int64 {
        max(0, target.since(now())) * millisecondsPerDay / 86_400_000
    }
}
