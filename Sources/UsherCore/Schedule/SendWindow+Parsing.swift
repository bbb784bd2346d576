extension SendWindow {
    private static let dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let groups: [(name: String, days: Set<Int>)] = [
        ("every day", Set(1...7)), ("weekdays", Set(1...5)), ("weekends", Set(6...7)),
    ]
    private static let form =
        "write for example 'weekdays 09:00-18:00', 'mon-sat 08:00-20:00' or 'every day 09:00-21:00'"

    /// Days and hours: `weekdays 09:00-18:00`, `mon-sat 08:00-20:00`, `mon,wed,fri 10:00-12:00`, `every day
    /// 09:00-24:00`.
    package init(parsing text: String) throws(Misreading) {
        let words = text.lowercased().split(separator: " ")
        guard words.count >= 2, let hours = words.last else {
            throw Misreading("'\(PlainText.shown(text))' is not a send window; \(Self.form)")
        }
        let weekdays = try Self.days(words.dropLast().joined(separator: " "), in: text)
        let ends = hours.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let opens = TimeOfDay.minutes(ends[0]), let closes = TimeOfDay.minutes(ends[1]),
            let from = TimeOfDay(minutes: opens), let to = TimeOfDay(minutes: closes)
        else { throw Misreading("'\(hours)' is not a span of hours; \(Self.form)") }
        guard from < to, let window = SendWindow(weekdays: weekdays, from: from, to: to) else {
            throw Misreading(
                "a send window ends later than it begins, on the same day; '\(hours)' does not; \(Self.form)")
        }
        self = window
    }

    private static func days(_ words: String, in text: String) throws(Misreading) -> Set<Int> {
        if let group = groups.first(where: { $0.name == words }) { return group.days }
        var days: Set<Int> = []
        for part in words.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard (1...2).contains(ends.count) else { throw Misreading("'\(part)' names no days; \(form)") }
            let first = try day(ends[0])
            let last = try day(ends[ends.count - 1])
            guard first <= last else {
                throw Misreading("'\(part)' runs over the end of a week; write '\(ends[0])-sun,mon-\(ends[1])'")
            }
            days.formUnion(first...last)
        }
        return days
    }

    private static func day(_ text: Substring) throws(Misreading) -> Int {
        let word = String(text).trimmed
        if let index = dayNames.firstIndex(where: { $0 == word }) { return index + 1 }
        let names = dayNames + groups.map(\.name)
        throw Misreading(
            "'\(PlainText.shown(String(word)))' is not a day; \(form)\(Suggestion.phrase(for: String(word), in: names))"
        )
    }
}

extension SendWindow: CustomStringConvertible {
    /// The window in the form that `init(parsing:)` reads.
    package var description: String { "\(daysDescription) \(from)-\(to)" }

    private var daysDescription: String {
        if let group = Self.groups.first(where: { $0.days == weekdays }) { return group.name }
        var runs: [ClosedRange<Int>] = []
        for day in weekdays.sorted() {
            if let last = runs.last, last.upperBound + 1 == day {
                runs[runs.count - 1] = last.lowerBound...day
            } else {
                runs.append(day...day)
            }
        }
        return runs.map { run in
            let first = Self.dayNames[run.lowerBound - 1]
            return run.count == 1 ? first : "\(first)-\(Self.dayNames[run.upperBound - 1])"
        }.joined(separator: ",")
    }
}
