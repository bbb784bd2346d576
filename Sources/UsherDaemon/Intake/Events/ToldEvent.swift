import UsherCore

/// What one line, or one command, asks to be remembered.
package enum ToldEvent: Hashable, Sendable {
    case event(EventRequest)
    case visits(Visits)
}

extension Timestamp {
    /// The UTC day that counters are kept by: `2026-11-22`.
    package var utcDay: String { ZoneClock.utc.wall(at: self).day.date.description }
}
