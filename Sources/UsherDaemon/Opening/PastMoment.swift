import UsherCore

/// Reads a moment that somebody typed, or how long ago it was: `2026-11-28 09:00`, `2 hours`.
package enum PastMoment {
    /// The moment that a text says. Throws a clause for what is neither, and for what is still to come.
    package static func read(_ text: String, clock: ZoneClock, now: Timestamp) throws(Misreading) -> Timestamp {
        if let wait = try? Wait(parsing: text), !wait.isNone { return now.adding(milliseconds: -wait.elapsed) }
        guard let moment = try? Timestamp(parsing: text, clock: clock) else {
            throw Misreading(
                "takes a moment such as '2026-11-28 09:00', or how long ago, such as '2 hours', not '\(PlainText.shown(text))'"
            )
        }
        guard moment <= now else { throw Misreading("\(PlainText.shown(text)) is still to come") }
        return moment
    }
}
