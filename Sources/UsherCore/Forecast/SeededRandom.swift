import Foundation

/// Chance from a seed: the same seed gives the same numbers on every machine, so that a forecast that is asked for
/// twice says the same.
package struct SeededRandom: Sendable {
    private var numbers: SplitMix64

    package init(seed: UInt64) { numbers = SplitMix64(seed: seed) }

    /// Above 0 and below 1.
    package mutating func uniform() -> Double { (Double(numbers.next() >> 11) + 0.5) * 0x1p-53 }

    /// Mean 0, deviation 1.
    package mutating func normal() -> Double {
        (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
    }

    /// Marsaglia and Tsang's; mean and variance are `shape`. 0 of what is not above 0.
    package mutating func gamma(_ shape: Double) -> Double {
        guard shape > 0 else { return 0 }
        guard shape >= 1 else { return gamma(shape + 1) * pow(uniform(), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            guard v > 0 else { continue }
            if log(uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }

    /// Chi square of so many degrees of freedom.
    package mutating func chiSquare(_ degrees: Double) -> Double { 2 * gamma(degrees / 2) }

    /// The number of times, of `count`, at which something happens that does so with the probability `part`.
    package mutating func binomial(_ count: Int, _ part: Double) -> Int {
        guard count > 0, part > 0 else { return 0 }
        guard part < 1 else { return count }
        if part > 0.5 { return count - binomial(count, 1 - part) }
        let mean = Double(count) * part
        if count <= 12 {
            var found = 0
            for _ in 0..<count where uniform() < part { found += 1 }
            return found
        }
        guard mean < 25 else {
            let drawn = (mean + (mean * (1 - part)).squareRoot() * normal()).rounded()
            return Int(min(Double(count), max(0, drawn)))
        }
        // From one to the next success, by the geometric distribution.
        var (found, place) = (0, 0.0)
        let step = log1p(-part)
        while true {
            place += (log(uniform()) / step).rounded(.down) + 1
            guard place <= Double(count) else { return found }
            found += 1
        }
    }

    package mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0, mean.isFinite else { return 0 }
        guard mean < 40 else { return Int(max(0, min(1e15, (mean + mean.squareRoot() * normal()).rounded()))) }
        let end = exp(-mean)
        var (count, product) = (0, uniform())
        while product > end {
            count += 1
            product *= uniform()
        }
        return count
    }
}
