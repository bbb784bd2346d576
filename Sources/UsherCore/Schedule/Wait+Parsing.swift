extension Wait {
    private static let units: [(singular: String, plural: String, days: Int, milliseconds: Int64)] = [
        ("second", "seconds", 0, 1000), ("minute", "minutes", 0, 60_000), ("hour", "hours", 0, 3_600_000),
        ("day", "days", 1, 0), ("week", "weeks", 7, 0),
    ]

    /// Ten years: longer than anybody means.
    private static let longest = 3653

    /// Reads `0`, or a number and a unit: `45 seconds`, `90 minutes`, `4 hours`, `3 days`, `2 weeks`.
    package init(parsing text: String) throws(Misreading) {
        let trimmed = text.trimmed
        let digits = trimmed.prefix { ("0"..."9").contains($0) }
        let unit = trimmed.dropFirst(digits.count).drop { $0 == " " }
        guard !digits.isEmpty, digits.count <= 9, let count = Int(digits) else { throw Self.misreading(text) }
        if unit.isEmpty {
            guard count == 0 else {
                throw Misreading(
                    "'\(PlainText.shown(text))' has no unit; write for example '\(count) days' or '\(count) hours'")
            }
            self = .none
            return
        }
        if unit.hasPrefix(".") || unit.hasPrefix(",") {
            throw Misreading(
                "'\(PlainText.shown(text))' is not a whole number; write for example '90 minutes' instead of '1.5 hours'"
            )
        }
        guard let match = Self.units.first(where: { $0.singular == unit || $0.plural == unit }) else {
            if unit == "month" || unit == "months" {
                throw Misreading("months differ in length; write days instead: '\(count * 30) days'")
            }
            throw Self.misreading(text, unit: String(unit))
        }
        let wait = Wait(days: count * match.days, milliseconds: Int64(count) * match.milliseconds)
        guard wait.elapsed <= Int64(Self.longest) * WallTime.dayLength else {
            throw Misreading("'\(PlainText.shown(text))' is longer than ten years")
        }
        self = wait
    }

    /// The wait as elapsed milliseconds, with days of 24 hours: for settings that do not follow a contact's calendar.
    package var elapsed: Int64 { Int64(days) * WallTime.dayLength + milliseconds }

    private static func misreading(_ text: String, unit: String = "") -> Misreading {
        let hint = Suggestion.phrase(for: unit, in: units.flatMap { [$0.plural, $0.singular] })
        return Misreading(
            "'\(PlainText.shown(text))' is not a duration; write for example '3 days' or '4 hours'\(unit.isEmpty ? "" : hint)"
        )
    }
}

extension Wait: CustomStringConvertible {
    /// The wait in the form that `init(parsing:)` reads, in the largest unit that is whole; `3 days 2 hours` where both
    /// parts are there.
    package var description: String {
        var parts = days == 0 ? [] : [Self.counted(days, "day")]
        if milliseconds != 0 {
            let unit = Self.units.last { $0.milliseconds > 0 && milliseconds % $0.milliseconds == 0 } ?? Self.units[0]
            parts.append(Self.counted(Int(milliseconds / unit.milliseconds), unit.singular))
        }
        return parts.isEmpty ? "0" : parts.joined(separator: " ")
    }

    private static func counted(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
}

extension String {
    /// The text without the spaces and tabs around it.
    var trimmed: Substring {
        var rest = Substring(self)
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
