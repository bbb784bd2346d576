import UsherCore

/// The answer to visits that were counted.
package struct VisitsLine: Sendable, Encodable {
    package let campaign: String
    /// The UTC day, such as `2026-11-22`.
    package let day: String
    /// The count in words: `120 visits`.
    package let counted: String

    package init(_ visits: Visits, plan: Plan) {
        campaign = plan.catalog.campaignName(visits.campaign) ?? "the campaign"
        day = visits.day
        counted = Wording.count(visits.count, "visit")
    }

    package var text: String { "Counted \(counted) for \(campaign) on \(day) (UTC)." }
}
