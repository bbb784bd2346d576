/// Chooses who gets nothing, to measure what a campaign really does.
///
/// The same contact, campaign and key always give the same answer, on every machine; raising the percentage only adds
/// people. Contacts are spread evenly, and anew for each campaign.
package enum Holdout {
    /// Whether this enrollment is held out at `percent`.
    package static func holdsOut(contact: ContactID, campaign: CampaignID, key: String, percent: Int) -> Bool {
        percent > 0 && bucket(contact, campaign, key) < UInt64(percent)
    }

    /// The bucket of a contact in a campaign, from 0 to 99.
    static func bucket(_ contact: ContactID, _ campaign: CampaignID, _ key: String) -> UInt64 {
        // FNV-1a, whose low bits are then mixed.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for number in [UInt64(bitPattern: contact.value), UInt64(bitPattern: campaign.value)] {
            for shift in stride(from: UInt64(0), to: 64, by: 8) { hash = (hash ^ (number >> shift & 0xFF)) &* prime }
        }
        for octet in key.utf8 { hash = (hash ^ UInt64(octet)) &* prime }
        return SplitMix64.mixed(hash) % 100
    }

    private static let prime: UInt64 = 0x100_0000_01B3
}
