import UsherCore

/// What one line, or one command, asks to be remembered.
package enum ToldEvent: Hashable, Sendable {
    case event(EventRequest)
    case visits(Visits)
}

/// Visits of people without an address: only counted.
package struct Visits: Hashable, Sendable {
    /// The one event that may go without an address.
    package static let event = "visited"

    package let campaign: CampaignID
    /// UTC, `2026-11-22`.
    package let day: String
    package var count: Int

    package init(campaign: CampaignID, day: String, count: Int) {
        self.campaign = campaign
        self.day = day
        self.count = count
    }
}

extension Timestamp {
    /// The UTC day that counters are kept by: `2026-11-22`.
    package var utcDay: String { ZoneClock.utc.wall(at: self).day.date.description }
}
