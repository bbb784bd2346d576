import UsherCore

/// `2026-11-23 09:30`, `Mon 2026-11-23 09:30` and `Monday 09:30`, as a clock on the wall shows it.
enum ExpectationMoment {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let longWeekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// Where a story begins that names no date: a Monday in a week in which no clock anywhere is changed.
    static let storyBegins = WallTime(
        day: CivilDay(CalendarDate(year: 2026, month: 6, day: 1)), millisecondOfDay: 0)

    /// Whether a moment may begin with `word`.
    static func begins(with word: String) -> Bool { weekdayIndex(word) != nil || word.first?.isNumber == true }

    private static func weekdayIndex(_ word: String) -> Int? {
        weekdays.firstIndex(of: word) ?? longWeekdays.firstIndex(of: word)
    }

    /// All of `words`; nil after saying what is wrong. `before` is the word before them, for when there are none.
    /// Without a date it is the first such day and time from `since` on.
    static func read(
        _ words: ArraySlice<ExpectationWords.Word>, after before: ExpectationWords.Word, since: WallTime?,
        log: ProblemLog
    ) -> WallTime? {
        var rest = words
        let place = words.first?.place ?? before.place
        let weekday = rest.first.flatMap { weekdayIndex($0.text) }
        if weekday != nil { rest.removeFirst() }
        if let weekday, rest.count == 1, let timeWord = rest.first, let time = timeOfDay(timeWord, log) {
            let since = since ?? storyBegins
            let days = (weekday + 8 - since.day.weekday) % 7
            let moment = WallTime(day: since.day.adding(days: days), time: time)
            return moment < since ? moment.adding(days: 7) : moment
        }
        guard rest.count == 2, let dayWord = rest.first, let timeWord = rest.last else {
            // A weekday with a wrong time has said so.
            if weekday != nil, rest.count == 1 { return nil }
            let text = PlainText.shortened(words.map(\.text).joined(separator: " "))
            log.add(
                at: place,
                (text.isEmpty ? "there is no moment after '\(before.text)'" : "'\(text)' is not a moment")
                    + "; write for example '2026-11-23 09:30', 'Mon 2026-11-23 09:30' or 'Monday 09:30'")
            return nil
        }
        guard case .date(let date)? = try? AttributeValue.parse(dayWord.text, as: .date) else {
            log.add(at: dayWord.place, "'\(PlainText.shortened(dayWord.text))' is not a day like 2026-11-23")
            return nil
        }
        guard let time = timeOfDay(timeWord, log) else { return nil }
        let day = CivilDay(date)
        if let weekday, day.weekday != weekday + 1 {
            log.add(at: place, "\(date) is a \(weekdays[day.weekday - 1]), not a \(weekdays[weekday])")
        }
        return WallTime(day: day, time: time)
    }

    private static func timeOfDay(_ word: ExpectationWords.Word, _ log: ProblemLog) -> TimeOfDay? {
        do throws(Misreading) {
            return try TimeOfDay(parsing: word.text)
        } catch {
            log.add(at: word.place, error.reason)
            return nil
        }
    }
}
