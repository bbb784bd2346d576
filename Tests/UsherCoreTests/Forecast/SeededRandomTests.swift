import Testing

@testable import UsherCore

@Suite("Chance from a seed")
struct SeededRandomTests {
    private func moments(_ count: Int = 20_000, _ draw: (inout SeededRandom) -> Double) -> (
        mean: Double, variance: Double
    ) {
        var random = SeededRandom(seed: 5)
        var (sum, squares) = (0.0, 0.0)
        for _ in 0..<count {
            let value = draw(&random)
            sum += value
            squares += value * value
        }
        let mean = sum / Double(count)
        return (mean, squares / Double(count) - mean * mean)
    }

    @Test("Is the same for the same seed, and another for another")
    func same() {
        var (one, two, other) = (SeededRandom(seed: 1), SeededRandom(seed: 1), SeededRandom(seed: 2))
        let drawn = (0..<9).map { _ in (one.uniform(), two.uniform(), other.uniform()) }
        #expect(drawn.allSatisfy { $0.0 == $0.1 && $0.0 != $0.2 && (0..<1).contains($0.0) })
    }

    @Test("Gammas have their mean and variance", arguments: [0.3, 1, 2.5, 40])
    func gamma(shape: Double) {
        let found = moments { $0.gamma(shape) }
        #expect(abs(found.mean - shape) < 0.05 * shape + 0.01 && abs(found.variance - shape) < 0.1 * shape, "\(found)")
    }

    @Test(
        "Binomials have theirs, however many and however seldom",
        arguments: [(5, 0.3), (12, 0.9), (300, 0.02), (300, 0.98), (5000, 0.4)] as [(Int, Double)])
    func binomial(count: Int, part: Double) {
        let found = moments { Double($0.binomial(count, part)) }
        let mean = Double(count) * part
        #expect(
            abs(found.mean - mean) < 0.02 * mean && abs(found.variance - mean * (1 - part)) < 0.06 * mean, "\(found)")
    }

    @Test("Poisson's have theirs", arguments: [0.2, 4, 39, 41, 900])
    func poisson(mean: Double) {
        let found = moments { Double($0.poisson(mean)) }
        #expect(abs(found.mean - mean) < 0.03 * mean && abs(found.variance - mean) < 0.08 * mean, "\(found)")
    }

    @Test("What cannot be drawn is nothing, and nothing traps")
    func bounds() {
        var random = SeededRandom(seed: 3)
        #expect(random.poisson(-1) == 0 && random.poisson(.infinity) == 0 && random.poisson(.nan) == 0)
        #expect(random.gamma(-1) == 0 && random.binomial(-3, 0.5) == 0 && random.binomial(7, 2) == 7)
        #expect(random.binomial(9, .nan) == 0 && random.poisson(1e300) > 0)
        #expect(random.binomial(1_000_000_000, 0.5) > 0)
    }
}
