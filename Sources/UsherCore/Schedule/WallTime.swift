/// A time as a clock on the wall shows it: a day and a time of day, in a zone that is known from elsewhere.
package struct WallTime: Hashable, Comparable, Sendable {
    static let dayLength: Int64 = 86_400_000

    /// The milliseconds since 1970-01-01T00:00 on that wall, as if every day had 24 hours.
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(day: CivilDay, millisecondOfDay: Int64) {
        milliseconds = Int64(day.number) * Self.dayLength + millisecondOfDay
    }

    package init(day: CivilDay, time: TimeOfDay) {
        self.init(day: day, millisecondOfDay: Int64(time.minutes) * 60_000)
    }

    package var day: CivilDay {
        let quotient = milliseconds / Self.dayLength
        return CivilDay(number: Int(milliseconds % Self.dayLength < 0 ? quotient - 1 : quotient))
    }

    /// The milliseconds since midnight, 0 to 86,399,999.
    package var millisecondOfDay: Int64 { milliseconds - Int64(day.number) * Self.dayLength }

    package var hour: Int { Int(millisecondOfDay / 3_600_000) }
    package var minute: Int { Int(millisecondOfDay / 60_000 % 60) }

    package func adding(days: Int) -> WallTime {
        WallTime(milliseconds: milliseconds + Int64(days) * Self.dayLength)
    }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}
