/// One future of a shop, played from its people and a model.
package struct JourneyPlay: Sendable {
    /// The numbers after so many days, by stage.
    package struct Outcome: Hashable, Sendable {
        package var people = [Int](repeating: 0, count: Stage.allCases.count)
        /// The money that came with those who came to the stage, in minor units, by currency.
        package var money = [[String: Double]](repeating: [:], count: Stage.allCases.count)

        package init() {}
    }

    /// The numbers at the end of each of `horizons`, in days; ascending.
    package static func outcomes(
        _ model: JourneyModel, from cohorts: [[Cohort]], horizons: [Int], random: inout SeededRandom
    ) -> [Outcome] {
        let days = max(1, horizons.max() ?? 1)
        let count = Stage.allCases.count
        var coming = [[Int]](repeating: [Int](repeating: 0, count: days), count: count)
        var outcomes = horizons.map { _ in Outcome() }
        // A person moves to later stages only: what is left behind is done.
        for stage in 0..<count {
            let own = model.stages[stage]
            arrive(own, days: days, into: &coming[stage], random: &random)
            var leaving = [Int](repeating: 0, count: days)
            for cohort in cohorts[stage] {
                leave(own, cohort, on: 0, days: days, into: &leaving, random: &random)
            }
            for day in 0..<days where coming[stage][day] > 0 {
                let newcomers = Cohort(lag: 0, count: coming[stage][day])
                leave(own, newcomers, on: day, days: days, into: &leaving, random: &random)
            }
            for day in 0..<days where leaving[day] > 0 {
                var rest = leaving[day]
                var part = 1.0
                for target in 0..<count where target != stage && own.onward[target] > 0 && rest > 0 {
                    let going = random.binomial(rest, min(1, own.onward[target] / max(part, 1e-9)))
                    part -= own.onward[target]
                    rest -= going
                    if target > stage { coming[target][day] += going }
                }
            }
            let standing = cohorts[stage].reduce(0) { $0 + $1.count }
            for (index, horizon) in horizons.enumerated() {
                let came = coming[stage].prefix(horizon).reduce(0, +)
                outcomes[index].people[stage] = max(0, standing + came - leaving.prefix(horizon).reduce(0, +))
            }
            earn(own, coming[stage], horizons, stage, &outcomes, random: &random)
        }
        return outcomes
    }

    /// Week by week, so that good weeks and bad ones are as different as they were.
    private static func arrive(
        _ model: JourneyModel.StageModel, days: Int, into coming: inout [Int], random: inout SeededRandom
    ) {
        guard model.arrivals > 0 else { return }
        for start in stride(from: 0, to: days, by: 7) {
            let mean = model.arrivals * 7
            let extra = model.dispersion - 1
            var week: Int
            if extra > 0.001 {
                week = random.poisson(random.gamma(mean / extra) * extra)
            } else if extra < -0.001 {
                let drawn = mean + (model.dispersion * mean).squareRoot() * random.normal() + 0.5
                week = Int(max(0, min(1e12, drawn)).rounded(.down))
            } else {
                week = random.poisson(mean)
            }
            for day in 0..<7 where week > 0 {
                let today = random.binomial(week, 1 / Double(7 - day))
                week -= today
                if start + day < days { coming[start + day] += today }
            }
        }
    }

    /// The days on which people leave who have stood for their `lag` on the day `on`.
    private static func leave(
        _ model: JourneyModel.StageModel, _ cohort: Cohort, on day: Int, days: Int,
        into leaving: inout [Int], random: inout SeededRandom
    ) {
        let lag = cohort.lag
        func there(_ midnights: Int) -> Double { model.part(midnights, isBulk: cohort.isBulk) }
        let (now, end) = (there(lag), there(lag + days - day))
        guard cohort.count > 0, now > 0, end < now else { return }
        var rest = random.binomial(cohort.count, 1 - end / now)
        if rest <= 40 {
            for _ in 0..<rest {
                let drawn = end + (now - end) * random.uniform()
                // The first midnight after which no more than that is left.
                var (low, high) = (lag + 1, lag + days - day)
                while low < high {
                    let middle = (low + high) / 2
                    if there(middle) <= drawn { high = middle } else { low = middle + 1 }
                }
                leaving[day + low - lag - 1] += 1
            }
            return
        }
        var left = now - end
        for offset in 0..<(days - day) where rest > 0 {
            let gone = there(lag + offset) - there(lag + offset + 1)
            let today = random.binomial(rest, left > 0 ? min(1, gone / left) : 1)
            left -= gone
            rest -= today
            leaving[day + offset] += today
        }
    }

    private static func earn(
        _ model: JourneyModel.StageModel, _ coming: [Int], _ horizons: [Int], _ stage: Int, _ outcomes: inout [Outcome],
        random: inout SeededRandom
    ) {
        for (currency, money) in model.money.sorted(by: { $0.key < $1.key }) {
            var (total, before) = (0.0, 0)
            for (index, horizon) in horizons.enumerated() {
                let came = coming[min(before, coming.count)..<min(horizon, coming.count)].reduce(0, +)
                let spread = Double(came).squareRoot() * money.deviation * random.normal()
                total += max(0, Double(came) * money.mean + spread)
                outcomes[index].money[stage][currency] = total
                before = horizon
            }
        }
    }
}
