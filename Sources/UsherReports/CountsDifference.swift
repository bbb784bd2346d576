import UsherCore

/// What two counts of the same journey say differently, one sentence each: what the counters kept, and what the rows
/// say.
package enum CountsDifference {
    /// Empty when they agree. In order: people, arrows, campaigns, days. The median days of the counters come from
    /// ranges, and differ from the exact ones by no more than a range.
    package static func sentences(kept: JourneyCounts, counted: JourneyCounts, catalog: Catalog) -> [String] {
        var differences: [String] = []
        func compare<Key: Hashable, Value: Equatable>(
            _ left: [Key: Value], _ right: [Key: Value], nothing: Value, _ name: (Key) -> String
        ) {
            let keys = Set(left.keys).union(right.keys)
            let found = keys.compactMap { key -> String? in
                let (kept, counted) = (left[key] ?? nothing, right[key] ?? nothing)
                return kept == counted ? nil : "\(name(key)): \(kept) kept, \(counted) counted"
            }
            differences += found.sorted()
        }
        compare(kept.standing, counted.standing, nothing: 0) { "people at \($0?.rawValue ?? "no stage")" }
        compare(kept.arrows, counted.arrows, nothing: 0) { arrow in
            let by = arrow.campaign.map { " by \(catalog.campaignName($0) ?? "campaign \($0)")" } ?? ""
            return "moves \(arrow.from?.rawValue ?? "-") -> \(arrow.to.rawValue), \(arrow.kind.rawValue)\(by)"
        }
        let none = JourneyCounts.CampaignCount()
        for id in Set(kept.campaigns.keys).union(counted.campaigns.keys).sorted() {
            let name = catalog.campaignName(id) ?? "campaign \(id)"
            let (left, right) = (kept.campaigns[id] ?? none, counted.campaigns[id] ?? none)
            compare(left.numbers, right.numbers, nothing: 0) { "\(name), \($0)" }
            compare(left.sent, right.sent, nothing: 0) { "\(name), \(catalog.stepName($0, in: id) ?? "a step") sent" }
            for effect in ReturnEffect.counted {
                compare(left.returned[effect] ?? [:], right.returned[effect] ?? [:], nothing: 0) {
                    "\(name), \(catalog.stepName($0, in: id) ?? "a step") came back, \(effect.rawValue)"
                }
            }
            compare(left.clicked, right.clicked, nothing: 0) {
                "\(name), \(catalog.stepName($0, in: id) ?? "a step") clicked"
            }
            compare(left.scanned, right.scanned, nothing: 0) {
                "\(name), \(catalog.stepName($0, in: id) ?? "a step") scanned"
            }
            compare(left.money, right.money, nothing: 0) { "\(name), money in minor units of \($0)" }
        }
        return differences
    }
}

extension JourneyCounts.CampaignCount {
    fileprivate var numbers: [String: Int] {
        [
            "visits": visits, "visits of scanners": scannerVisits, "entered": entered, "moved": moved,
            "held out": heldOut, "held out and moved": heldOutMoved,
        ]
    }
}
