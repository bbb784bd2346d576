/// What a shop's past says of how its people move: from it, models are drawn that all could have made that past, the
/// likely ones more often.
///
/// | Of a stage | From | Drawn as |
/// | --- | --- | --- |
/// | who comes from nowhere | the whole weeks of the steady past | a gamma for the rate, and a scaled inverse chi square for how uneven the weeks are |
/// | how long people stay | the life table; one of its own for those who came in bulk | a beta for each bin of lags |
/// | where they go | where those went who left | a Dirichlet |
/// | what they bring | each week's takings beside those who came | a normal mean, with the residuals' deviation |
package struct JourneyRates: Sendable {
    /// The future that models are made for, in days.
    package static let longest = 90

    struct StageRates: Sendable {
        var life = LifeTable(days: 0, arrivals: [], departures: [])
        /// The life table of people who were stated, or came in a burst.
        var lifeOfBulk = LifeTable(days: 0, arrivals: [], departures: [])
        /// How many people came from nowhere in each whole week of the steady past back from the last day, oldest
        /// first.
        var weeks: [Double] = []
        /// Whether the steady past is calm: `SteadyPast.isCalm`.
        var isCalm = false
        /// How many days the stage is known for, and what leads to it.
        var daysKnown = 0
        /// How many times the days ahead must be known to make sure what is said of them: more where a burst is among
        /// the past.
        var caution = 1
        /// How many people came from anywhere; and how many of these nobody stated.
        var came = 0.0
        var cameThemselves = 0.0
        /// How many of those who left went to each stage, by index.
        var onward = [Double](repeating: 0, count: Stage.allCases.count)
        var elsewhere = 0.0
        /// The takings of each whole week, and how many people came in all, by currency.
        var takings: [String: [(money: Double, people: Double)]] = [:]
        var cohorts: [Cohort] = []
    }

    package let days: Int
    var stages = [StageRates](repeating: StageRates(), count: Stage.allCases.count)
    /// The effect of an e-mail on one move, where somebody asks what if; else nil.
    package var change: Change?

    /// One move made more or less frequent: by `factor`, as far as an e-mail makes it.
    package struct Change: Hashable, Sendable {
        package var from: Stage
        package var to: Stage
        /// The factor, which is 1.2 for a fifth more.
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

    /// Measures the rates of a past. `leadsTo` says to which stage a campaign's goals belong.
    package init(_ history: JourneyHistory, leadsTo: (CampaignID) -> Stage?) {
        days = history.days
        guard days > 0 else { return }
        let past = JourneyPast(history)
        for from in stages.indices { (stages[from].onward, stages[from].elsewhere) = past.gone(from: from) }
        for (index, stage) in Stage.allCases.enumerated() {
            let steady = past.steady(index)
            let bulk = past.bulk(index, steady)
            stages[index].came = past.came[index].reduce(0, +)
            stages[index].cameThemselves = zip(past.came[index], past.stated[index]).reduce(0) { $0 + $1.0 - $1.1 }
            stages[index].weeks = Array(past.weekly(past.fresh[index]).dropFirst(steady.first))
            stages[index].isCalm = steady.isCalm
            stages[index].caution = steady.isCalm ? Self.cautionAfterBurst : 1
            stages[index].daysKnown = min(
                steady.first == 0 && !steady.isCalm ? days : (past.weeks - steady.first) * 7,
                past.daysSinceBulk(index, history.standing[stage]))
            let parts = zip(past.came[index], bulk).map { came, bulk in came > 0 ? min(1, bulk / came) : 0 }
            stages[index].life = LifeTable(
                days: days, arrivals: past.came[index], departures: past.left[index], parts: parts.map { 1 - $0 })
            if bulk.contains(where: { $0 > 0 }) {
                stages[index].lifeOfBulk = LifeTable(
                    days: days, arrivals: past.came[index], departures: past.left[index], parts: parts)
            }
            stages[index].cohorts = stages[index].cohorts(standing: history.standing[stage] ?? 0, days: days)
        }
        spreadDoubt()
        takeMoney(history, past, leadsTo)
    }

    /// How many times the days ahead must have been calm after a burst: whether it comes again is not known before.
    private static let cautionAfterBurst = 3

    /// Makes what is not known of a stage not known of those to which its people go.
    private mutating func spreadDoubt() {
        for from in stages.indices where stages[from].came > 0 || !stages[from].cohorts.isEmpty {
            for to in stages.indices where to > from && (stages[from].onward[to] > 0 || to == from + 1) {
                stages[to].daysKnown = min(stages[to].daysKnown, stages[from].daysKnown)
                stages[to].caution = max(stages[to].caution, stages[from].caution)
            }
        }
    }

    /// Takes up the takings of each week, and beside them those who came in it by themselves; from the first week on in
    /// which anything was taken, for what came before was not counted then.
    private mutating func takeMoney(_ history: JourneyHistory, _ past: JourneyPast, _ leadsTo: (CampaignID) -> Stage?) {
        var weekly: [Int: [String: [Double]]] = [:]
        for taking in history.takings {
            guard let stage = leadsTo(taking.campaign)?.index, let week = past.week(taking.day) else { continue }
            let empty = [Double](repeating: 0, count: past.weeks)
            weekly[stage, default: [:]][taking.money.currency, default: empty][week] += Double(taking.money.minorUnits)
        }
        for (stage, currencies) in weekly {
            let first = past.weeks - stages[stage].weeks.count
            let people = past.weekly(zip(past.came[stage], past.stated[stage]).map { $0 - $1 })
            for (currency, money) in currencies {
                let weeks = zip(money, people).dropFirst(first).drop { $0.0 == 0 }
                stages[stage].takings[currency] = weeks.map { (money: $0.0, people: $0.1) }
            }
        }
    }

    /// How many days the stage is known for that is known for the longest.
    package var longestKnown: Int { days > 0 ? max(1, stages.filter { $0.came > 0 }.map(\.daysKnown).max() ?? 1) : 0 }

    package var cohorts: [[Cohort]] { stages.map(\.cohorts) }

    /// One model that could have made the past; the middle one where `certain`.
    package func model(_ random: inout SeededRandom, certain: Bool = false) -> JourneyModel {
        var model = JourneyModel()
        for (index, rates) in stages.enumerated() {
            var stage = JourneyModel.StageModel()
            (stage.arrivals, stage.dispersion) = rates.arrivals(&random, certain: certain)
            stage.onward = rates.onward(from: index, &random, certain: certain)
            let factor = factor(index, &random, certain: certain)
            let longest = (rates.cohorts.map(\.lag).max() ?? 0) + Self.longest + 1
            let part = change.map { stage.onward[$0.to.index] } ?? 0
            stage.staying = rates.staying(
                rates.life, longest: longest, factor: factor, of: part, &random, certain: certain)
            if rates.cohorts.contains(where: \.isBulk) {
                stage.stayingOfBulk = rates.staying(
                    rates.lifeOfBulk, longest: longest, factor: factor, of: part, &random, certain: certain)
            }
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
