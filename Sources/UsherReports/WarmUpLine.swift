import UsherCore

/// A relay's warm-up as `usher status` shows it.
package struct WarmUpLine: Hashable, Sendable, Encodable {
    /// The day of the warm-up: 1 is that of the first message. `most` messages may go on it, and `gone` did.
    package let day: Int
    package let most: Int
    package let gone: Int
    /// Due, and held back because of it.
    package let waiting: Int
    /// The day on which the last of them may go, if nothing comes before them: ISO 8601, on the shop's clock.
    package let through: String?
    package let text: String

    private enum CodingKeys: String, CodingKey { case day, most, gone, waiting, through }

    /// Makes the line; nil once the warm-up is over.
    package init?(_ standing: WarmUpStanding, clock: ZoneClock) {
        let (day, waiting) = (standing.day, standing.waiting)
        guard let most = day.most else { return nil }
        self.day = day.number
        self.most = most
        gone = day.gone
        self.waiting = waiting
        let begin = "day \(day.number): \(day.gone) of \(most) went today"
        guard waiting > 0 else {
            through = nil
            text = begin
            return
        }
        let last = Self.last(of: waiting, standing, clock: clock)
        through = last
        text =
            "\(begin); \(Wording.count(waiting, "message waits", "messages wait")) because of it, the last until \(last)"
    }

    /// The day on which the last of so many waiting messages may go: `2026-12-04`.
    private static func last(of waiting: Int, _ standing: WarmUpStanding, clock: ZoneClock) -> String {
        let today = clock.wall(at: standing.day.begins).day
        return "\(today.adding(days: standing.plan.daysUntilThrough(waiting, after: standing.day)).date)"
    }

    /// The sentence on what the warm-up means for so many messages that are due at once; nil where all may go on this
    /// day.
    package static func holding(_ count: Int, _ standing: WarmUpStanding, clock: ZoneClock) -> String? {
        let day = standing.day
        guard day.most != nil, count > day.room else { return nil }
        return "smtp.warm_up lets \(day.room) more go today: the last of \(count) goes on "
            + last(of: count, standing, clock: clock)
    }
}
