/// Times and spans as people read them, the same in every command.
package enum Wording {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// The moment on a contact's clock and in UTC: `Mon 2026-11-23 09:30 Pacific/Auckland (2026-11-22 20:30 UTC)`.
    package static func time(_ moment: Timestamp, clock: ZoneClock) -> String {
        let here = dayAndTime(clock.wall(at: moment))
        if clock == .utc { return "\(here) UTC" }
        return "\(here) \(clock.name) (\(wall(ZoneClock.utc.wall(at: moment))) UTC)"
    }

    /// The day and the time: `Mon 2026-11-23 09:30`.
    package static func dayAndTime(_ wall: WallTime) -> String {
        "\(weekdays[wall.day.weekday - 1]) \(self.wall(wall))"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The day and the time in short: `Mon 23 Nov 09:30`; `Mon 23 Nov 2026 09:30` in another year.
    static func shortDayAndTime(_ wall: WallTime, thisYear: Int) -> String {
        let date = wall.day.date
        let year = date.year == thisYear ? "" : " \(date.year)"
        return "\(weekdays[wall.day.weekday - 1]) \(date.day) \(months[date.month - 1])\(year) "
            + "\(Digits.text(wall.hour, width: 2)):\(Digits.text(wall.minute, width: 2))"
    }

    /// The day and the time: `2026-11-23 09:30`; seconds are cut off.
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

extension Wording {
    /// The count in words: `1 row`, `2 rows`, `0 rows`; `many` where an s does not do: `count(3, "person", "people")`.
    package static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }
}

extension Wording {
    /// Counts with a word behind each: `3 new, 2 known already`. A count of 0 is left out; empty where all are 0.
    package static func counts(_ parts: [(Int, String)]) -> String {
        parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}

extension Wording {
    /// The part of the whole in percent, rounded: `0.40 %`.
    package static func share(_ part: Int, of whole: Int) -> String {
        guard part > 0, whole > 0 else { return "0.00 %" }
        let (most, hundredths) = (1_000_000_000, 10_000)
        let share = (min(part, most) * hundredths + min(whole, most) / 2) / min(whole, most)
        return "\(share / 100).\(Digits.text(share % 100, width: 2)) %"
    }
}

extension Wording {
    /// A span that is known roughly, in one unit, as people say it.
    ///
    /// | Span | Words |
    /// | --- | --- |
    /// | under a minute and a half | `about a minute` |
    /// | under an hour and a half, to the nearest | `about 20 minutes`, `about an hour` from 50 minutes on |
    /// | under 22 hours | `about 5 hours` |
    /// | under a day and a half | `about a day` |
    /// | under three weeks | `about 10 days` |
    /// | under eleven weeks | `about 4 weeks` |
    /// | more, in months of 30 days | `about 3 months` |
    package static func about(milliseconds: Int64) -> String {
        let minute: Int64 = 60_000
        let day = 1440 * minute
        func nearest(_ unit: Int64) -> Int64 { (milliseconds + unit / 2) / unit }
        return switch milliseconds {
        case ..<(minute * 3 / 2): "about a minute"
        case ..<(50 * minute): "about \(nearest(minute)) minutes"
        case ..<(90 * minute): "about an hour"
        case ..<(22 * 60 * minute): "about \(nearest(60 * minute)) hours"
        case ..<(day * 3 / 2): "about a day"
        case ..<(21 * day): "about \(nearest(day)) days"
        case ..<(77 * day): "about \(nearest(7 * day)) weeks"
        default: "about \(nearest(30 * day)) months"
        }
    }
}

extension Money {
    /// The amount as every command writes it: `49.00 EUR`.
    package var words: String { "\(amount) \(currency)" }
}
