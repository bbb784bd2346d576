/// Counts the domains of those who wait, as far as that says which of them have more than a limit lets go in a day.
struct RecipientDomains: Sendable {
    private var counts: [String: Int] = [:]
    private var all = 0
    /// How many domains are counted at most. When there are more, those with fewer than the others make room: one with
    /// many people is found all the same.
    private static let most = 4096

    /// How many domains with more than their limit are played by themselves.
    private static let mostGroups = 20

    /// A part of everybody, and what may go there in a second.
    struct Group: Hashable {
        var share: Double
        var perSecond: Double
    }

    mutating func count(_ domain: String) {
        all += 1
        counts[domain, default: 0] += 1
        guard counts.count > Self.most else { return }
        let sorted = counts.values.sorted()
        let middle = sorted[sorted.count / 2]
        counts = counts.filter { $0.value > middle }
    }

    /// The domains with more people than their limit lets go in so many seconds, the largest first.
    func shares(_ limits: LimitSettings, seconds: Double) -> [Group] {
        guard all > 0 else { return [] }
        let large = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.lazy.compactMap { domain, count in
            guard let rate = limits.domains[domain] ?? limits.perDomainPerSecond, rate > 0,
                Double(count) > rate * seconds
            else { return Group?.none }
            return Group(share: Double(count) / Double(all), perSecond: rate)
        }
        return Array(large.prefix(Self.mostGroups))
    }
}
