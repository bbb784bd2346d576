import UsherCore

/// Forecasts of many invented shops, held against what came.
package struct ForecastTrial: Sendable {
    /// Ranges of one kind: people or money, so many days ahead.
    package struct Tally: Sendable {
        /// Ranges that were said, and those that held the truth.
        package var said = 0
        package var held = 0
        /// Not said: too few people.
        package var unsaid = 0
        /// With the true rates: held the truth, of those that were said.
        package var heldKnown = 0
        /// Sums of widths.
        package var width = 0.0
        package var widthKnown = 0.0
        /// Of single ranges, as multiples of those with the true rates.
        package var widenings: [Double] = []

        package var part: Double { said > 0 ? Double(held) / Double(said) : 0 }
        package var partKnown: Double { said > 0 ? Double(heldKnown) / Double(said) : 0 }
        package var widening: Double { widthKnown > 0 ? width / widthKnown : 0 }
        package var meanWidening: Double {
            widenings.isEmpty ? 0 : widenings.reduce(0, +) / Double(widenings.count)
        }

        mutating func add(_ other: Tally) {
            said += other.said
            held += other.held
            unsaid += other.unsaid
            heldKnown += other.heldKnown
            width += other.width
            widthKnown += other.widthKnown
            widenings += other.widenings
        }
    }

    /// By `people 30` and the like.
    package private(set) var tallies: [String: Tally] = [:]

    package var all: Tally {
        var all = Tally()
        for tally in tallies.values { all.add(tally) }
        return all
    }

    /// The same of shops with one kind of past.
    package private(set) var byOddity: [InventedShop.Oddity: Tally] = [:]

    package init() {}

    package mutating func add(_ other: ForecastTrial) {
        for (oddity, tally) in other.byOddity { byOddity[oddity, default: Tally()].add(tally) }
        for (name, tally) in other.tallies { tallies[name, default: Tally()].add(tally) }
    }

    package mutating func play(seed: UInt64, plays: Int = JourneyOutlook.usualPlays) {
        let shop = InventedShop(seed: seed)
        let rates = JourneyRates(shop.history) { campaign in
            Stage.allCases.dropFirst(Int(campaign.value)).first
        }
        let horizons = InventedShop.horizons
        let outlook = JourneyOutlook(rates, horizons: horizons, plays: plays, seed: seed)
        let longest = (rates.cohorts.flatMap(\.self).map(\.lag).max() ?? 0) + 91
        let model = shop.model(longest: longest)
        var random = SeededRandom(seed: seed &+ 1)
        let known = (0..<max(2, plays)).map { _ in
            JourneyPlay.outcomes(model, from: rates.cohorts, horizons: horizons, random: &random)
        }
        for (index, horizon) in horizons.enumerated() {
            guard let truth = shop.truth[horizon] else { continue }
            for stage in Stage.allCases.indices {
                let line = outlook.people[index][stage]
                let range = PredictedRange(whole: known.map { $0[index].people[stage] })
                note("people \(horizon)", shop.oddity, line, range, Double(truth.people[stage]), step: 1)
                guard let money = outlook.money[index][stage]["EUR"] else { continue }
                let takings = PredictedRange(known.map { $0[index].money[stage]["EUR"] ?? 0 })
                note("money \(horizon)", shop.oddity, money, takings, truth.money[stage], step: 0)
            }
        }
    }

    /// `step` is the distance of two numbers that are next to each other: a range of one number is so wide.
    private mutating func note(
        _ name: String, _ oddity: InventedShop.Oddity, _ line: JourneyOutlook.Line, _ known: PredictedRange?,
        _ truth: Double, step: Double
    ) {
        var tally = Tally()
        if line.isSure, let known {
            tally.said = 1
            tally.held = line.range.holds(truth) ? 1 : 0
            tally.heldKnown = known.holds(truth) ? 1 : 0
            let (own, other) = (line.range.high - line.range.low + step, known.high - known.low + step)
            // In units of what is known, so that a large shop counts as much as a small one.
            if other > 0 {
                tally.width = own / other
                tally.widthKnown = 1
                tally.widenings = [own / other]
            }
        } else {
            tally.unsaid = 1
        }
        tallies[name, default: Tally()].add(tally)
        byOddity[oddity, default: Tally()].add(tally)
    }
}
