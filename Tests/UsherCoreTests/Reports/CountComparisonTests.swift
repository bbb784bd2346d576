import TestSupport
import Testing

@testable import UsherCore

@Suite("Whether a count differs from the one before")
struct CountComparisonTests {
    /// The same, added up from the definition.
    private func slow(_ now: Int, _ before: Int, _ share: Double) -> Double {
        let all = now + before
        var weights = [1.0]
        for _ in 0..<all {
            var next = Array(repeating: 0.0, count: weights.count + 1)
            for (index, weight) in weights.enumerated() {
                next[index] += weight * (1 - share)
                next[index + 1] += weight * share
            }
            weights = next
        }
        let (below, above) = (weights[...now].reduce(0, +), weights[now...].reduce(0, +))
        return min(1, 2 * min(below, above))
    }

    @Test("Is the exact binomial test")
    func exact() {
        for share in [0.5, 0.2, 0.01, 0.9] {
            for now in [0, 1, 2, 5, 17, 60] {
                for before in [0, 1, 3, 11, 80] where now + before > 0 {
                    let found = CountComparison(now: now, before: before).probability(share: share)
                    #expect(abs(found - slow(now, before, share)) < 1e-9, "\(now) \(before) \(share)")
                }
            }
        }
    }

    @Test(
        "Alone on a page",
        arguments: [
            (0, 0, 0.5, CountComparison.Meaning.chance), (5, 0, 0.5, .chance), (6, 0, 0.5, .more), (0, 6, 0.5, .less),
            (30, 10, 0.5, .more), (10, 40, 0.5, .less), (10, 40, 0.2, .chance), (10, 40, 0, .chance),
            (10, 40, 1, .chance),
            (1_000_000, 1_000_000, 0.5, .chance), (1_010_000, 1_000_000, 0.5, .more), (-5, -5, 0.5, .chance),
            (100_000_000, 1, 0.5, .more),
        ])
    func alone(now: Int, before: Int, share: Double, expected: CountComparison.Meaning) {
        #expect(CountComparison.meanings([CountComparison(now: now, before: before)], share: share) == [expected])
    }

    @Test("Among many, what is only a little unlikely means nothing, and one that is certain stays so")
    func among() {
        let quiet = Array(repeating: CountComparison(now: 10, before: 10), count: 30)
        let found = CountComparison.meanings(
            quiet + [CountComparison(now: 6, before: 0), CountComparison(now: 10, before: 40)], share: 0.5)
        #expect(found.prefix(31).allSatisfy { $0 == .chance } && found.last == .less)
        #expect(CountComparison.meanings([], share: 0.5) == [])
    }

    @Test("Of pages on which nothing changed, one in twenty at most says more or less")
    func chance() {
        var random = SeededGenerator(seed: 7)
        var pages = 0
        for _ in 0..<400 {
            let counts = (0..<20).map { _ in
                var (now, before) = (0, 0)
                for _ in 0..<40 { if Bool.random(using: &random) { now += 1 } else { before += 1 } }
                return CountComparison(now: now, before: before)
            }
            if CountComparison.meanings(counts, share: 0.5).contains(where: { $0 != .chance }) { pages += 1 }
        }
        #expect(pages <= 20 + 10, "\(pages) of 400")
    }
}
