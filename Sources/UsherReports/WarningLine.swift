import UsherCore

/// What a breaker warns of, as `usher status` shows it.
package struct WarningLine: Sendable, Encodable {
    /// The campaign's name; `transactional-relay` for what goes through transactional mail's own relay.
    package let campaign: String
    /// How many people complained about the messages that were accepted on the day `2026-11-29`.
    package let complained: Int
    package let accepted: Int
    package let day: String
    package let text: String

    private enum CodingKeys: String, CodingKey { case campaign, complained, accepted, day }

    init(_ warning: ComplaintWarning, catalog: Catalog) {
        campaign = warning.name(in: catalog) ?? "a campaign that is gone"
        complained = warning.complained
        accepted = warning.accepted
        day = "\(warning.day)"
        text = "\(campaign): \(warning.words)"
    }
}
