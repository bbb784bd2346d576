/// People and money by stage in so many days: futures played from many models that could have made the past.
///
/// A range is said where it is mostly about chance. Where it is mostly about not knowing the rates, a range would say
/// nothing: it would be more than one and a half times as wide as with the rates known, as far as this can be judged
/// from the same past. Then it says how long it would take to know them as well.
package struct JourneyOutlook: Sendable {
    /// One number of one stage, as a range.
    package struct Line: Hashable, Sendable {
        package var range: PredictedRange
        /// How much wider the range is than with the rates known; infinite where nothing is known.
        package var widening: Double

        /// Whether the range may be said.
        package var isSure: Bool { daysToKnow == 0 }
        /// How many days more of the same past would make it so that the range may be said: 0 where it may; nil where
        /// nobody can tell.
        package var daysToKnow: Int?
    }

    package static let widest = 1.5
    /// How many people must have come to a stage so far, in a past as long as the time ahead: with fewer, the past that
    /// was is too likely one that says too little, and looks sure.
    package static let fewest = 20.0
    package static let usualPlays = 400

    package let horizons: [Int]
    /// The people by horizon and stage.
    package let people: [[Line]]
    /// The money by horizon, stage and currency.
    package let money: [[[String: Line]]]

    package init(_ rates: JourneyRates, horizons: [Int], plays: Int = JourneyOutlook.usualPlays, seed: UInt64 = 1) {
        self.horizons = horizons
        var random = SeededRandom(seed: seed)
        let cohorts = rates.cohorts
        let middle = rates.model(&random, certain: true)
        var drawn: [[JourneyPlay.Outcome]] = []
        var known: [[JourneyPlay.Outcome]] = []
        for _ in 0..<max(2, plays) {
            let model = rates.model(&random)
            drawn.append(JourneyPlay.outcomes(model, from: cohorts, horizons: horizons, random: &random))
            known.append(JourneyPlay.outcomes(middle, from: cohorts, horizons: horizons, random: &random))
        }
        let stages = Stage.allCases.indices
        people = horizons.indices.map { horizon in
            stages.map { stage in
                let (own, other) = (drawn.map { $0[horizon].people[stage] }, known.map { $0[horizon].people[stage] })
                return Self.line(
                    PredictedRange(whole: own) ?? PredictedRange(low: 0, middle: 0, high: 0),
                    Self.widening(own.map(Double.init), other.map(Double.init)), rates.stages[stage],
                    rates.stages[stage].came, horizons[horizon])
            }
        }
        money = horizons.indices.map { horizon in
            stages.map { stage in
                let currencies = Set(drawn.flatMap { $0[horizon].money[stage].keys })
                var lines: [String: Line] = [:]
                for currency in currencies {
                    let own = drawn.map { $0[horizon].money[stage][currency] ?? 0 }
                    let other = known.map { $0[horizon].money[stage][currency] ?? 0 }
                    guard let range = PredictedRange(own) else { continue }
                    lines[currency] = Self.line(
                        range, Self.widening(own, other), rates.stages[stage], rates.stages[stage].cameThemselves,
                        horizons[horizon])
                }
                return lines
            }
        }
    }

    private static func line(
        _ range: PredictedRange, _ widening: Double, _ rates: JourneyRates.StageRates, _ came: Double, _ horizon: Int
    ) -> Line {
        let days = Double(rates.daysKnown)
        guard widening.isFinite, came > 0, days > 0 else { return Line(range: range, widening: widening) }
        // What is not known of a rate is as the square root of the days by which it is known.
        let needed =
            [
                days * (widening * widening - 1) / (widest * widest - 1), days * fewest / came,
                Double(horizon * rates.caution),
            ].max() ?? days
        let more = (needed - days).rounded(.up)
        return Line(range: range, widening: widening, daysToKnow: more <= 3650 ? max(0, Int(more)) : nil)
    }

    private static func widening(_ own: [Double], _ known: [Double]) -> Double {
        let (wide, narrow) = (PredictedRange.deviation(own), PredictedRange.deviation(known))
        if narrow == 0 { return wide == 0 ? 1 : .infinity }
        return wide / narrow
    }
}
