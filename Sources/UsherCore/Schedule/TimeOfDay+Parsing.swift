extension TimeOfDay {
    /// Reads `09:30`, from `00:00` to `23:59`.
    package init(parsing text: String) throws(Misreading) {
        guard let minutes = Self.minutes(text.trimmed), minutes < 1440, let time = TimeOfDay(minutes: minutes) else {
            throw Misreading(
                "'\(PlainText.shown(text))' is not a time of day; write for example '09:30', from 00:00 to 23:59")
        }
        self = time
    }

    /// The minutes since midnight of `9:30` or `09:30`; `24:00` is 1440. Nil for anything else.
    static func minutes(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
        else { return nil }
        return hour * 60 + minute
    }
}
