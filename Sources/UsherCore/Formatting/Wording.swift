/// Times and spans as people read them, the same in every command.
package enum Wording {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// On a contact's clock and in UTC: `Mon 2026-11-23 09:30 Pacific/Auckland (2026-11-22 20:30 UTC)`.
    package static func time(_ moment: Timestamp, clock: ZoneClock) -> String {
        let here = dayAndTime(clock.wall(at: moment))
        if clock == .utc { return "\(here) UTC" }
        return "\(here) \(clock.name) (\(wall(ZoneClock.utc.wall(at: moment))) UTC)"
    }

    /// `Mon 2026-11-23 09:30`
    package static func dayAndTime(_ wall: WallTime) -> String {
        "\(weekdays[wall.day.weekday - 1]) \(self.wall(wall))"
    }

    /// `2026-11-23 09:30`; seconds are cut off.
    package static func wall(_ wall: WallTime) -> String {
        "\(wall.day.date) \(Digits.text(wall.hour, width: 2)):\(Digits.text(wall.minute, width: 2))"
    }

    /// The two largest units: `3 days`, `2 hours 5 minutes`, `45 seconds`, `less than a second`. The sign is dropped.
    package static func duration(milliseconds: Int64) -> String {
        var rest = milliseconds.magnitude / 1000
        var parts: [String] = []
        for (name, length) in [("day", UInt64(86_400)), ("hour", 3_600), ("minute", 60), ("second", 1)] {
            let count = rest / length
            if count > 0 {
                parts.append(count == 1 ? "1 \(name)" : "\(count) \(name)s")
                rest -= count * length
            }
            if parts.count == 2 || (parts.count == 1 && rest == 0) { break }
        }
        return parts.isEmpty ? "less than a second" : parts.joined(separator: " ")
    }
}
