/// How long a step waits after the one before it (design: days and weeks are calendar days; hours and minutes are
/// elapsed time).
package struct Wait: Hashable, Sendable {
    /// Calendar days on the contact's clock; a week is seven.
    package let days: Int
    /// Elapsed time on top of the days.
    package let milliseconds: Int64

    package static let none = Wait(days: 0)

    package init(days: Int, milliseconds: Int64 = 0) {
        self.days = days
        self.milliseconds = milliseconds
    }

    package var isNone: Bool { days == 0 && milliseconds == 0 }
}

/// A time on a wall clock: `09:30`.
package struct TimeOfDay: Hashable, Comparable, Sendable {
    /// The minutes since midnight, 0 to 1439; 1440 only as the end of a window.
    package let minutes: Int

    package init?(minutes: Int) {
        guard (0...1440).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    package static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }
}

extension TimeOfDay: CustomStringConvertible {
    package var description: String {
        let hour = minutes / 60
        let minute = minutes % 60
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }
}
