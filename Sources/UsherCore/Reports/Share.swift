/// How many of how many, and how sure that part is of what it will be in the long run.
///
/// The interval is Wilson's for 95 %: it stays inside 0 and 1, and says something true of small numbers too, where
/// nobody or everybody did it.
///
/// | Count | Of | Rate | Interval |
/// | --- | --- | --- | --- |
/// | 0 | 10 | 0 % | 0 to 27.8 % |
/// | 1 | 10 | 10 % | 1.8 to 40.4 % |
/// | 100 | 1000 | 10 % | 8.3 to 12.0 % |
/// | 0 | 0 | none | none |
package struct Share: Hashable, Sendable, Codable {
    package let count: Int
    package let of: Int
    /// The rate from 0 to 1, to five digits; nil where the whole is 0.
    package let rate: Double?
    package let low: Double?
    package let high: Double?

    /// The quantile of the normal distribution for 95 %.
    static let z = 1.959_964
    /// The quantile of the normal distribution for 99 %.
    static let strictZ = 2.575_829

    package init(_ count: Int, of whole: Int) {
        self.count = count
        self.of = whole
        guard whole > 0, (0...whole).contains(count) else {
            (rate, low, high) = (nil, nil, nil)
            return
        }
        let bounds = Self.bounds(count, whole, Self.z)
        rate = Self.rounded(Double(count) / Double(whole))
        low = count == 0 ? 0 : Self.rounded(max(0, bounds.low))
        high = count == whole ? 1 : Self.rounded(min(1, bounds.high))
    }

    private static func bounds(_ count: Int, _ whole: Int, _ z: Double) -> (low: Double, high: Double) {
        let (n, z2) = (Double(whole), z * z)
        let part = Double(count) / n
        let middle = (part + z2 / (2 * n)) / (1 + z2 / n)
        let half = z / (1 + z2 / n) * (part * (1 - part) / n + z2 / (4 * n * n)).squareRoot()
        return (middle - half, middle + half)
    }

    static func rounded(_ part: Double) -> Double { (part * 100_000).rounded() / 100_000 }

    /// Whether the two intervals for 99 % leave room between them, this one below.
    package func isClearlyBelow(_ other: Share) -> Bool {
        guard rate != nil, other.rate != nil else { return false }
        return Self.bounds(count, of, Self.strictZ).high < Self.bounds(other.count, other.of, Self.strictZ).low
    }
}

extension Share {
    /// The rate in words: `37.5 %`, with two digits behind the point below one percent; `-` where the whole is 0.
    package var rateText: String { rate.map { "\(Self.percent($0)) %" } ?? "-" }

    /// The range in words: `29.3 to 46.4 %`; nil where the whole is 0.
    package var rangeText: String? {
        guard let low, let high else { return nil }
        return "\(Self.percent(low)) to \(Self.percent(high)) %"
    }

    /// The part from 0 to 1 in percent: `0.25`, `37.5`.
    package static func percent(_ part: Double) -> String {
        let isSmall = abs(part) < 0.01
        let scale = isSmall ? 100 : 10
        let units = Int((abs(part) * 100 * Double(scale)).rounded())
        let sign = part < 0 && units > 0 ? "-" : ""
        return "\(sign)\(units / scale).\(Digits.text(units % scale, width: isSmall ? 2 : 1))"
    }
}

/// How much larger one part is than another, with Newcombe's interval for 95 %, which is made of the two of Wilson's.
package struct ShareDifference: Hashable, Sendable, Codable {
    package let difference: Double
    package let low: Double
    package let high: Double

    /// Compares two shares; nil where one has a whole of 0.
    package init?(_ one: Share, over other: Share) {
        guard let p = one.rate, let l = one.low, let h = one.high, let q = other.rate, let m = other.low,
            let k = other.high
        else { return nil }
        difference = Share.rounded(p - q)
        low = Share.rounded(p - q - ((p - l) * (p - l) + (k - q) * (k - q)).squareRoot())
        high = Share.rounded(p - q + ((h - p) * (h - p) + (q - m) * (q - m)).squareRoot())
    }

    /// Whether the whole interval is on one side of nothing.
    package var isClear: Bool { low > 0 || high < 0 }
}
