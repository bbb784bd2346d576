/// Visits of people without an address: only counted.
package struct Visits: Hashable, Sendable {
    /// The one event that may go without an address.
    package static let event = "visited"

    package let campaign: CampaignID
    /// The UTC day, such as `2026-11-22`.
    package let day: String
    package var count: Int

    package init(campaign: CampaignID, day: String, count: Int) {
        self.campaign = campaign
        self.day = day
        self.count = count
    }
}
