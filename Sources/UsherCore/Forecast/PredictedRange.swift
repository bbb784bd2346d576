/// The range in which a number will be, four times of five.
package struct PredictedRange: Hashable, Sendable, Codable {
    package var low: Double
    /// Half of the futures are below it.
    package var middle: Double
    package var high: Double

    package static let part = 0.8

    /// The range of whole numbers whose part of the futures is nearest to four fifths, for small numbers leave steps.
    package init?(whole draws: [Int]) {
        let sorted = draws.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        let count = Double(sorted.count)
        func value(_ part: Double) -> Int {
            sorted[min(sorted.count - 1, max(0, Int((part * count).rounded(.down))))]
        }
        let (low, high) = (value(0.1), value(0.9))
        var best = (low: low, high: high, off: Double.infinity)
        for lower in [low, low + 1] {
            for upper in [high, high - 1] where lower <= upper && lower <= last && upper >= first {
                let inside = sorted.reduce(0) { $0 + ($1 >= lower && $1 <= upper ? 1 : 0) }
                let off = abs(Double(inside) / count - Self.part)
                if off < best.off { best = (lower, upper, off) }
            }
        }
        self.init(low: Double(best.low), middle: Double(value(0.5)), high: Double(best.high))
    }

    package init?(_ draws: [Double]) {
        let sorted = draws.sorted()
        guard !sorted.isEmpty else { return nil }
        func value(_ part: Double) -> Double {
            let place = part * Double(sorted.count - 1)
            let index = min(sorted.count - 1, max(0, Int(place)))
            let next = min(sorted.count - 1, index + 1)
            return sorted[index] + (sorted[next] - sorted[index]) * (place - Double(index))
        }
        self.init(low: value(0.1), middle: value(0.5), high: value(0.9))
    }

    package init(low: Double, middle: Double, high: Double) {
        (self.low, self.middle, self.high) = (low, middle, high)
    }

    package func holds(_ number: Double) -> Bool { low <= number && number <= high }

    package static func deviation(_ draws: [Double]) -> Double {
        guard draws.count > 1 else { return 0 }
        let mean = draws.reduce(0, +) / Double(draws.count)
        return (draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count - 1)).squareRoot()
    }
}
