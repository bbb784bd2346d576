import UsherCore

/// A range as a bar with a dot, on a scale of 100 units that several of one column share. Pure.
struct Whisker {
    let low: Double
    let middle: Double
    let high: Double
    /// The number at the end of the scale.
    let most: Double

    /// Makes the bar of a share; nil for a share of nothing.
    init?(_ share: Share, most: Double) {
        guard let low = share.low, let rate = share.rate, let high = share.high else { return nil }
        (self.low, middle, self.high, self.most) = (low, rate, high, most)
    }

    init(_ range: PredictedRange, most: Double) {
        (low, middle, high, self.most) = (range.low, range.middle, range.high, most)
    }

    var values: TemplateValue {
        .object([
            "x": .text(Self.text(place(low))), "width": .text(Self.text(max(1, place(high) - place(low)))),
            "middle": .text(Self.text(place(middle))),
        ])
    }

    private func place(_ value: Double) -> Double {
        guard most > 0 else { return 0 }
        return max(0, min(100, value / most * 100))
    }

    /// The number with one decimal, and no more.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}
