import Foundation

/// What a shop's past says of how its people move: from it, models are drawn that all could have made that past, the
/// likely ones more often.
///
/// | Of a stage | From | Drawn as |
/// | --- | --- | --- |
/// | who comes from nowhere | counts of whole weeks | a gamma for the rate, and a scaled inverse chi square for how uneven the weeks are |
/// | how long people stay | the life table | a beta for each bin of lags |
/// | where they go | where those went who left | a Dirichlet |
/// | what they bring | each week's takings beside those who came | a normal mean, with the residuals' deviation |
package struct JourneyRates: Sendable {
    /// The future that models are made for, in days.
    package static let longest = 90

    struct StageRates: Sendable {
        var life = LifeTable(days: 0, arrivals: [], departures: [])
        /// By whole week back from the last day, oldest first: who came from nowhere.
        var weeks: [Double] = []
        /// In all days.
        var fromNowhere = 0.0
        /// From anywhere.
        var came = 0.0
        /// Where those went who left, by index.
        var onward = [Double](repeating: 0, count: Stage.allCases.count)
        var elsewhere = 0.0
        /// By currency and whole week: takings, and who came in all.
        var takings: [String: [(money: Double, people: Double)]] = [:]
        var cohorts: [Cohort] = []
    }

    package let days: Int
    var stages = [StageRates](repeating: StageRates(), count: Stage.allCases.count)
    /// What an e-mail does to one move, where somebody asks what if.
    package var change: Change?

    /// One move made more or less frequent: by `factor`, as far as an e-mail makes it.
    package struct Change: Hashable, Sendable {
        package var from: Stage
        package var to: Stage
        /// 1.2 is a fifth more.
        package var factor: Double
        /// Moves behind which the e-mail was the last, of all such moves.
        package var byIt: Int
        package var of: Int

        package init(from: Stage, to: Stage, factor: Double, byIt: Int, of: Int) {
            self.from = from
            self.to = to
            self.factor = factor
            self.byIt = byIt
            self.of = of
        }
    }

    /// `leadsTo` says to which stage a campaign's goals belong.
    package init(_ history: JourneyHistory, leadsTo: (CampaignID) -> Stage?) {
        days = history.days
        guard days > 0 else { return }
        let all = Stage.allCases
        var came = [[Double]](repeating: [Double](repeating: 0, count: days), count: all.count)
        var fresh = came
        for arrival in history.arrivals where (0..<days).contains(arrival.day) {
            let count = Double(arrival.count)
            came[arrival.to.index][arrival.day] += count
            if let from = arrival.from {
                if arrival.to > from {
                    stages[from.index].onward[arrival.to.index] += count
                    continue
                }
                stages[from.index].elsewhere += count
            }
            // Who was moved back begins again there, as one who comes from nowhere.
            if !arrival.isStated { fresh[arrival.to.index][arrival.day] += count }
        }
        var left = [[(day: Int, stay: Double, count: Double)]](repeating: [], count: all.count)
        for departure in history.departures {
            let stay = Double(departure.stayMilliseconds) / 86_400_000
            left[departure.stage.index].append((departure.day, stay, Double(departure.count)))
        }
        let weeks = days / 7
        let first = days - weeks * 7
        func weekly(_ counts: [Double]) -> [Double] {
            (0..<weeks).map { week in counts[(first + week * 7)..<(first + week * 7 + 7)].reduce(0, +) }
        }
        for (index, stage) in all.enumerated() {
            stages[index].life = LifeTable(days: days, arrivals: came[index], departures: left[index])
            stages[index].came = came[index].reduce(0, +)
            stages[index].fromNowhere = fresh[index].reduce(0, +)
            stages[index].weeks = weekly(fresh[index])
            stages[index].cohorts = Self.cohorts(stages[index].life, standing: history.standing[stage] ?? 0, days: days)
        }
        let people = came.map(weekly)
        for taking in history.takings where taking.day >= first && taking.day < days {
            guard let stage = leadsTo(taking.campaign)?.index else { continue }
            let empty = people[stage].map { (money: 0.0, people: $0) }
            let week = (taking.day - first) / 7
            stages[stage].takings[taking.money.currency, default: empty][week].money += Double(taking.money.minorUnits)
        }
    }

    /// Those who stand there, in bins that grow with the lag; together as many as are counted there.
    private static func cohorts(_ life: LifeTable, standing: Int, days: Int) -> [Cohort] {
        var bins: [Int: (lags: Double, count: Double)] = [:]
        for (lag, count) in life.standing {
            // Exactly in the first two weeks, and then in steps of a fifth.
            let key = lag <= 14 ? lag : 14 + Int((Double(lag) / 14).logarithm * 5)
            let old = bins[key] ?? (0, 0)
            bins[key] = (old.lags + Double(lag) * count, old.count + count)
        }
        let known = bins.values.reduce(0) { $0 + $1.count }
        let scale = known > Double(standing) ? Double(standing) / known : 1
        var (cohorts, sum, given): ([Cohort], Double, Int) = ([], 0, 0)
        for (_, bin) in bins.sorted(by: { $0.key < $1.key }) {
            sum += bin.count * scale
            let count = Int(sum.rounded()) - given
            given += max(0, count)
            if count > 0 { cohorts.append(Cohort(lag: Int((bin.lags / bin.count).rounded()), count: count)) }
        }
        // Who came before anything was counted has stood there the longest.
        if given < standing { cohorts.append(Cohort(lag: days, count: standing - given)) }
        return cohorts
    }

    package var cohorts: [[Cohort]] { stages.map(\.cohorts) }

    /// One model that could have made the past; the middle one where `certain`.
    package func model(_ random: inout SeededRandom, certain: Bool = false) -> JourneyModel {
        var model = JourneyModel()
        for (index, rates) in stages.enumerated() {
            var stage = JourneyModel.StageModel()
            (stage.arrivals, stage.dispersion) = rates.arrivals(days: days, &random, certain: certain)
            stage.onward = rates.onward(from: index, &random, certain: certain)
            let factor = factor(index, &random, certain: certain)
            stage.staying = rates.staying(
                longest: (rates.cohorts.map(\.lag).max() ?? 0) + Self.longest + 1, factor: factor,
                of: change.map { stage.onward[$0.to.index] } ?? 0, &random, certain: certain)
            if let change, factor != 1 {
                let part = stage.onward[change.to.index]
                let all = 1 + part * (factor - 1)
                stage.onward = stage.onward.map { $0 / all }
                stage.onward[change.to.index] *= factor
            }
            stage.money = rates.money(&random, certain: certain)
            model.stages[index] = stage
        }
        return model
    }

    /// How much more frequent the asked move is from a stage; 1 for the others.
    private func factor(_ index: Int, _ random: inout SeededRandom, certain: Bool) -> Double {
        guard let change, change.from.index == index else { return 1 }
        let (by, other) = (Double(change.byIt) + 0.5, Double(max(0, change.of - change.byIt)) + 0.5)
        let (a, b) = certain ? (by, other) : (random.gamma(by), random.gamma(other))
        return 1 + (change.factor - 1) * (a + b > 0 ? a / (a + b) : 0)
    }
}

extension Double {
    fileprivate var logarithm: Double { self > 0 ? Foundation.log(self) : 0 }
}
