import UsherCore

/// How the days of a list are written: `DD.MM.YYYY`, `MM/DD/YYYY`, `YYYY-MM-DD`. Nobody guesses whether 04/05 is in
/// April or in May.
package struct DateForm: Hashable, Sendable {
    private enum Part: Hashable {
        case day, month, year
    }

    private let order: [Part]
    private let separator: Character

    /// As ISO 8601 has it; a time after it does not count.
    static let iso = DateForm(order: [.year, .month, .day], separator: "-")

    private init(order: [Part], separator: Character) {
        self.order = order
        self.separator = separator
    }

    /// Throws one clause for a text that names no form.
    package init(_ text: String) throws(Misreading) {
        let known: [String: Part] = ["dd": .day, "mm": .month, "yyyy": .year]
        let separators = Set(text.filter { !$0.isLetter })
        let parts = text.lowercased().split(whereSeparator: { !$0.isLetter }).map { known[String($0)] }
        guard let separator = separators.first, separators.count == 1, "./-".contains(separator), parts.count == 3,
            Set(parts.compactMap(\.self)).count == 3, text.count == 10
        else {
            throw Misreading(
                "--dates \(PlainText.shown(text)): write how days are written there, such as DD.MM.YYYY or MM/DD/YYYY")
        }
        order = parts.compactMap(\.self)
        self.separator = separator
    }

    /// `2026-12-04` for a text of this form, with or without a time after it; nil for any other, and for a day that the
    /// calendar does not have.
    func read(_ text: String) -> String? {
        guard text.utf8.count <= 64, let day = text.split(whereSeparator: { $0 == " " || $0 == "T" }).first else {
            return nil
        }
        let parts = day.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var numbers: [Part: Int] = [:]
        for (part, digits) in zip(order, parts) {
            guard (part == .year ? 4...4 : 1...2).contains(digits.utf8.count),
                let number = Digits.value(Array(digits.utf8))
            else { return nil }
            numbers[part] = number
        }
        guard let year = numbers[.year], let month = numbers[.month], let day = numbers[.day] else { return nil }
        let date = CalendarDate(year: year, month: month, day: day)
        return date.exists ? date.description : nil
    }

    /// Whether a text looks like a day that is written otherwise than ISO 8601 has it.
    static func isNamed(_ text: String) -> Bool {
        let parts = text.prefix(10).split(whereSeparator: { "./-".contains($0) })
        return parts.count == 3 && parts.allSatisfy { Digits.value(Array($0.utf8)) != nil } && parts[0].count <= 2
    }
}
