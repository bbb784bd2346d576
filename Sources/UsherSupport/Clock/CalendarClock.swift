import Foundation
import UsherCore

/// The calendar as one home sees it: due times, windows, retries and Date headers are read from here, and wire timeouts
/// never are.
package protocol CalendarClock: Sendable {
    func now() -> Timestamp
}

/// The machine's own calendar.
package struct SystemClock: CalendarClock {
    package init() {}

    package func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
