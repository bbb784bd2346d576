import UsherCore

/// The UTC day of a moment, as `2026-11-22`: what counters are kept by.
enum UTCDay {
    /// Days since 1970-01-01.
    static func number(_ moment: Timestamp) -> Int64 { Int64(ZoneClock.utc.wall(at: moment).day.number) }

    static func text(day number: Int64) -> String { CivilDay(number: Int(number)).date.description }

    /// The first moment of the day that `text` names; nil when it is none.
    static func start(_ text: String) -> Timestamp? {
        guard let date = CalendarDate(text), date.exists else { return nil }
        return Timestamp(seconds: Int64(CivilDay(date).number) * 86_400)
    }
}
