import Synchronization
import TestWorld
import UsherCore
import UsherSupport

/// The calendar of a month. It goes with the world's clock, and leaps where nothing would happen, as that of a machine
/// that slept; somebody may set it.
package final class MonthClock: CalendarClock {
    private let world: HandWorld
    private let start: Timestamp
    /// Milliseconds by which the calendar is ahead of the world's clock.
    private let ahead: Mutex<Int64>
    /// By how many of these somebody set it.
    private let wasSet = Mutex<Int64>(0)

    package init(_ world: HandWorld, start: Timestamp) {
        self.world = world
        self.start = start
        ahead = Mutex(-Int64(world.now / 1_000_000))
    }

    package func now() -> Timestamp {
        start.adding(milliseconds: Int64(world.now / 1_000_000) + ahead.withLock { $0 })
    }

    /// Milliseconds since the month began.
    var elapsed: Int64 { now().since(start) }

    func leap(_ milliseconds: Int64) { ahead.withLock { $0 += milliseconds } }

    /// Somebody sets the calendar: no time goes by.
    func set(by milliseconds: Int64) {
        ahead.withLock { $0 += milliseconds }
        wasSet.withLock { $0 += milliseconds }
    }

    /// Milliseconds that went by since the month began, however often somebody set the calendar.
    var passed: Int64 { elapsed - wasSet.withLock { $0 } }
}
