/// Whether a count differs from the one of the period before by more than chance.
///
/// If nothing changed, and what is counted comes one by one and independently, then of all that came in the two periods
/// together each came in the later one with the probability that is the later one's share of the time. How far the
/// count is from that is judged by the exact binomial test, two-sided; and the counts of one page together by Holm's
/// rule, so that a page says *more* or *less* by chance once in twenty pages at most, however many counts it has.
///
/// | Now | Before | Share | Alone on its page | Beside 30 that did not change |
/// | --- | --- | --- | --- | --- |
/// | 0 | 0 | 1/2 | chance | chance |
/// | 5 | 0 | 1/2 | chance (p = 0.0625) | chance |
/// | 6 | 0 | 1/2 | more (p = 0.031) | chance |
/// | 30 | 10 | 1/2 | more (p = 0.002) | chance |
/// | 10 | 40 | 1/2 | less (p = 0.00002) | less |
/// | 10 | 40 | 1/5 | chance: the period is not over | chance |
package struct CountComparison: Hashable, Sendable {
    package enum Meaning: Sendable {
        case more, less, chance
    }

    package let now: Int
    package let before: Int

    package init(now: Int, before: Int) {
        self.now = max(0, now)
        self.before = max(0, before)
    }

    /// How often chance alone may say *more* or *less* anywhere on a page.
    package static let level = 0.05

    /// What each of them means, on one page. `share` is how much of the time of both periods the later one has had so
    /// far, between 0 and 1.
    package static func meanings(_ counts: [CountComparison], share: Double) -> [Meaning] {
        var meanings = Array(repeating: Meaning.chance, count: counts.count)
        guard share > 0, share < 1 else { return meanings }
        let chances = counts.map { $0.probability(share: share) }
        // The least likely first; each is held against the level divided by how many are left, and the first that is
        // not beyond it ends it.
        for (rank, index) in counts.indices.sorted(by: { (chances[$0], $0) < (chances[$1], $1) }).enumerated() {
            guard chances[index] <= level / Double(counts.count - rank) else { break }
            let expected = share * Double(counts[index].now + counts[index].before)
            meanings[index] = Double(counts[index].now) > expected ? .more : .less
        }
        return meanings
    }

    /// How likely a count as far from what was to be expected, or farther, is by chance: twice the smaller tail, and 1
    /// at most.
    package func probability(share: Double) -> Double {
        let all = now + before
        guard all > 0, share > 0, share < 1 else { return 1 }
        // The likeliest count has the weight 1; from there each weight follows from its neighbour, until they vanish.
        let odds = share / (1 - share)
        let likeliest = min(all, Int((Double(all) + 1) * share))
        var (below, at, above) = (0.0, 0.0, 0.0)
        func add(_ count: Int, _ weight: Double) {
            if count < now { below += weight } else if count > now { above += weight } else { at += weight }
        }
        add(likeliest, 1)
        var weight = 1.0
        var count = likeliest
        while count < all, weight > Self.vanishing {
            weight *= Double(all - count) / Double(count + 1) * odds
            count += 1
            add(count, weight)
        }
        (weight, count) = (1, likeliest)
        while count > 0, weight > Self.vanishing {
            weight *= Double(count) / Double(all - count + 1) / odds
            count -= 1
            add(count, weight)
        }
        let total = below + at + above
        return min(1, 2 * min(below + at, above + at) / total)
    }

    private static let vanishing = 1e-30
}
