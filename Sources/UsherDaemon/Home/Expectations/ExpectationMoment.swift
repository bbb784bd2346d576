import UsherCore

/// `2026-11-23 09:30` and `Mon 2026-11-23 09:30`, as a clock on the wall shows it.
enum ExpectationMoment {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// All of `words`; nil after saying what is wrong. `before` is the word before them, for when there are none.
    static func read(
        _ words: ArraySlice<ExpectationWords.Word>, after before: ExpectationWords.Word, log: ProblemLog
    ) -> WallTime? {
        var rest = words
        let place = words.first?.place ?? before.place
        let weekday = rest.first.flatMap { word in weekdays.firstIndex(of: word.text) }
        if weekday != nil { rest.removeFirst() }
        guard rest.count == 2, let dayWord = rest.first, let timeWord = rest.last else {
            let text = Field.shortened(words.map(\.text).joined(separator: " "))
            log.add(
                at: place,
                (text.isEmpty ? "there is no moment after '\(before.text)'" : "'\(text)' is not a moment")
                    + "; write for example '2026-11-23 09:30' or 'Mon 2026-11-23 09:30'")
            return nil
        }
        guard case .date(let date)? = try? AttributeValue.parse(dayWord.text, as: .date) else {
            log.add(at: dayWord.place, "'\(Field.shortened(dayWord.text))' is not a day like 2026-11-23")
            return nil
        }
        let time: TimeOfDay
        do throws(Misreading) {
            time = try TimeOfDay(parsing: timeWord.text)
        } catch {
            log.add(at: timeWord.place, error.reason)
            return nil
        }
        let day = CivilDay(date)
        if let weekday, day.weekday != weekday + 1 {
            log.add(at: place, "\(date) is a \(weekdays[day.weekday - 1]), not a \(weekdays[weekday])")
        }
        return WallTime(day: day, time: time)
    }
}
