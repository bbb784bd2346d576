import Foundation
import UsherCore

/// A shop that never was, with known rates, person by person: what its counters say of the past, and what came then.
/// Its people come in good weeks and bad ones, stay as log-normal times say or for ever, skip stages now and then, and
/// buy. Three of five have an odd past.
package struct InventedShop {
    /// Of one stage.
    struct Rates {
        /// A day, from nowhere.
        var arrivals = 0.0
        /// Of those who are there, the part that ever leaves.
        var leaves = 0.0
        /// Days.
        var median = 1.0
        var sigma = 1.0
        /// Of those who leave, the part that goes past the next stage.
        var skips = 0.0
        /// Minor units of one who comes: the mean, and the log-normal's sigma.
        var price = 0.0
        var priceSigma = 0.0
    }

    /// What is odd about a shop's past.
    package enum Oddity: String, Sendable, CaseIterable {
        case none
        /// Many people were entered at once, as `enqueue` of a list does it.
        case burst
        /// The same again and again, and in the days to come.
        case bursts
        /// People were imported with their stage.
        case imported
        /// A few events of long ago were told.
        case oldEvents
        /// The orders of the year before were told, and nothing else of it.
        case toldYear
    }

    package let days: Int
    package let oddity: Oddity
    /// A gamma's shape for the weeks; nil where each person comes by chance.
    let unevenness: Double?
    let rates: [Rates]
    package private(set) var history = JourneyHistory()
    /// After so many days: people by stage, and what those brought who came to it meanwhile.
    package private(set) var truth: [Int: (people: [Int], money: [Double])] = [:]
    package static let horizons = [30, 90]
    package static let campaign = CampaignID(1)

    package init(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        func between(_ low: Double, _ high: Double) -> Double {
            exp(log(low) + (log(high) - log(low)) * random.uniform())
        }
        days = [60, 90, 180, 270, 365][min(4, Int(random.uniform() * 5))]
        unevenness = random.uniform() < 0.3 ? nil : between(4, 60)
        var rates = [Rates](repeating: Rates(), count: Stage.allCases.count)
        let size = between(0.5, 12)
        for index in rates.indices {
            rates[index].leaves = index == rates.count - 1 ? 0 : 0.15 + 0.6 * random.uniform()
            rates[index].median = between(0.7, 35)
            rates[index].sigma = 0.5 + random.uniform()
            rates[index].skips = index < rates.count - 2 ? 0.15 * random.uniform() : 0
        }
        for (stage, share) in [(Stage.aware, 1.0), (.engage, 0.5), (.subscribe, 0.3), (.convert, 0.1)] {
            rates[stage.index].arrivals = size * share * (0.4 + 1.2 * random.uniform())
        }
        for stage in [Stage.convert, .ascend] {
            rates[stage.index].price = between(1000, 20_000)
            rates[stage.index].priceSigma = 0.2 + 0.7 * random.uniform()
        }
        self.rates = rates
        var odd = SeededRandom(seed: seed ^ 0x5DEE_CE66_D0DD_BA11)
        let chosen = odd.uniform()
        // Two of five are plain, the rest is shared out evenly.
        let odds = Oddity.allCases.filter { $0 != .none }
        oddity = chosen < 0.4 ? .none : odds[min(odds.count - 1, Int((chosen - 0.4) / 0.6 * Double(odds.count)))]
        live(&random, &odd)
    }

    private mutating func live(_ random: inout SeededRandom, _ odd: inout SeededRandom) {
        let end = days + (Self.horizons.max() ?? 0)
        for horizon in Self.horizons {
            truth[horizon] = ([Int](repeating: 0, count: rates.count), [Double](repeating: 0, count: rates.count))
        }
        var book = Book()
        for (first, stage) in rates.enumerated() where stage.arrivals > 0 {
            for start in stride(from: 0, to: end, by: 7) {
                let good = unevenness.map { random.gamma($0) / $0 } ?? 1
                for _ in 0..<random.poisson(stage.arrivals * good * 7) {
                    walk(Person(stage: first, at: Double(start) + 7 * random.uniform()), &book, &random)
                }
            }
        }
        liveOddly(&book, &odd)
        let all = Stage.allCases
        // Days are counted from the first of which anything is known.
        let first = min(0, book.came.keys.map(\.day).min() ?? 0)
        history.days = days - first
        history.arrivals = book.came.sorted { $0.key.order.lexicographicallyPrecedes($1.key.order) }.map { key, count in
            .init(
                day: key.day - first, from: key.from < 0 ? nil : all[key.from], to: all[key.to], count: count,
                isStated: key.isStated)
        }
        history.departures = book.left.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, count in
            .init(day: Int(key[0]) - first, stage: all[Int(key[1])], stayMilliseconds: key[2], count: count)
        }
        history.takings = book.taken.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, value in
            .init(
                day: key[0] - first, campaign: CampaignID(Int64(key[1])),
                money: Money(minorUnits: Int64(value.rounded()), currency: "EUR"))
        }
    }

    /// What the shop's counters are made of.
    private struct Book {
        struct Arrow: Hashable {
            var day: Int
            var from: Int
            var to: Int
            var isStated: Bool

            var order: [Int] { [day, from, to, isStated ? 1 : 0] }
        }

        var came: [Arrow: Int] = [:]
        var left: [[Int64]: Int] = [:]
        var taken: [[Int]: Double] = [:]
    }

    /// Somebody who comes to a stage.
    private struct Person {
        var stage: Int
        var at: Double
        /// When Usher hears of them: not before, and only if they still stand there.
        var knownAt = -Double.infinity
        var isStated = false
        /// Beside the others at the first stage: how much longer they stay, and how many of them ever leave.
        var slower = 1.0
        var leaves = 1.0
    }

    private mutating func liveOddly(_ book: inout Book, _ random: inout SeededRandom) {
        let end = Double(days + (Self.horizons.max() ?? 0))
        func between(_ low: Double, _ high: Double) -> Double {
            exp(log(low) + (log(high) - log(low)) * random.uniform())
        }
        func burst(at day: Double, of count: Int, slower: Double, leaves: Double, stage: Int) {
            for _ in 0..<count {
                walk(
                    Person(stage: stage, at: day + random.uniform(), slower: slower, leaves: leaves), &book, &random)
            }
        }
        let stage = [Stage.aware, .engage, .subscribe][min(2, Int(random.uniform() * 3))].index
        switch oddity {
        case .none: break
        case .burst:
            // An old list that was entered at once, on any day so far.
            burst(
                at: (random.uniform() * Double(days)).rounded(.down), of: Int(between(60, 3000)),
                slower: between(0.5, 4), leaves: 0.2 + 0.8 * random.uniform(), stage: stage)
        case .bursts:
            // A fair, an advertisement: whoever comes by it is like the others, and the next one will be.
            let pause = between(20, 90)
            var day = pause * -log(random.uniform())
            while day < end {
                burst(at: day.rounded(.down), of: Int(between(40, 1000)), slower: 1, leaves: 1, stage: stage)
                day += pause * -log(random.uniform())
            }
        case .imported:
            // People who stood there for anything up to two years, mostly soon after the beginning.
            let day = (random.uniform() * Double(days) * (random.uniform() < 0.7 ? 0.1 : 1)).rounded(.down)
            let stages = [Stage.subscribe, .convert].map(\.index)
            let isOne = random.uniform() < 0.5
            for stage in isOne ? [stages[Int(random.uniform() * 2)]] : stages {
                for _ in 0..<Int(between(60, 5000)) {
                    let moment = day + random.uniform()
                    walk(
                        Person(stage: stage, at: moment - 700 * random.uniform(), knownAt: moment, isStated: true),
                        &book, &random)
                }
            }
        case .oldEvents:
            for _ in 0..<(1 + Int(random.uniform() * 6)) {
                walk(Person(stage: Stage.convert.index, at: -40 - 650 * random.uniform()), &book, &random)
            }
        case .toldYear:
            // Orders of the year before, in which nothing else was told.
            let rate = between(0.1, 6)
            let length = 365 - Double(days) * 0.9
            for _ in 0..<random.poisson(rate * length) {
                walk(Person(stage: Stage.convert.index, at: -length * random.uniform()), &book, &random)
            }
        }
    }

    /// One person, from the arrival on.
    private mutating func walk(_ person: Person, _ book: inout Book, _ random: inout SeededRandom) {
        var (stage, time, before) = (person.stage, person.at, -1)
        var isFirst = true
        while true {
            let price = rates[stage].price > 0 ? self.price(stage, &random) : 0
            let isLeaving = random.uniform() < rates[stage].leaves * (isFirst ? person.leaves : 1)
            let slower = isFirst ? person.slower : 1
            let stay =
                isLeaving ? slower * rates[stage].median * exp(rates[stage].sigma * random.normal()) : .infinity
            let next = stage + (random.uniform() < rates[stage].skips ? 2 : 1)
            let moment = min(1e9, time + stay)
            // Who left before anybody told Usher of them is nobody.
            if isFirst, person.knownAt > time {
                guard moment > person.knownAt else { return }
                time = person.knownAt
            }
            let isStated = isFirst && person.isStated
            let day = Int(time.rounded(.down))
            if day < days {
                let arrow = Book.Arrow(day: day, from: before, to: stage, isStated: isStated)
                book.came[arrow, default: 0] += 1
                // No campaign had what was sold before there was one.
                if price > 0, !isStated, day >= 0 { book.taken[[day, stage], default: 0] += price }
            }
            for horizon in Self.horizons where day >= days && day < days + horizon {
                truth[horizon]?.money[stage] += price
            }
            if time < Double(days) {
                if moment >= Double(days), let known = Stage.allCases.dropFirst(stage).first {
                    history.standing[known, default: 0] += 1
                } else {
                    let left = [Int64(moment.rounded(.down)), Int64(stage), Self.bucket(moment - time)]
                    book.left[left, default: 0] += 1
                }
            }
            for horizon in Self.horizons where time < Double(days + horizon) && moment >= Double(days + horizon) {
                truth[horizon]?.people[stage] += 1
            }
            guard next < rates.count, moment < 1e8 else { return }
            (before, stage, time, isFirst) = (stage, next, moment, false)
        }
    }

    private func price(_ stage: Int, _ random: inout SeededRandom) -> Double {
        let sigma = rates[stage].priceSigma
        return rates[stage].price * exp(sigma * random.normal() - sigma * sigma / 2)
    }

    /// As counters keep a stay: in sixteen steps for each doubling.
    private static func bucket(_ days: Double) -> Int64 {
        let milliseconds = max(1, days * 86_400_000)
        let step = exp2(floor(log2(milliseconds)) - 4)
        return Int64((floor(milliseconds / step) + 0.5) * step)
    }

    /// The model with the true rates.
    package func model(longest: Int) -> JourneyModel {
        var model = JourneyModel()
        for (index, rate) in rates.enumerated() {
            var stage = JourneyModel.StageModel()
            stage.arrivals = rate.arrivals
            stage.dispersion = 1 + (unevenness.map { rate.arrivals * 7 / $0 } ?? 0)
            if index + 1 < rates.count { stage.onward[index + 1] = 1 - rate.skips }
            if index + 2 < rates.count { stage.onward[index + 2] = rate.skips }
            stage.staying = [1]
            for midnight in 1...max(1, longest) {
                // Somebody came at any time of the first day.
                let parts = (0..<8).map { there(rate, Double(midnight) - (Double($0) + 0.5) / 8) }
                stage.staying.append(min(stage.staying.last ?? 1, parts.reduce(0, +) / 8))
            }
            if rate.price > 0 {
                let square = exp(rate.priceSigma * rate.priceSigma) - 1
                stage.money["EUR"] = (rate.price, rate.price * square.squareRoot())
            }
            stage.stayingOfBulk = stage.staying
            model.stages[index] = stage
        }
        return model
    }

    private func there(_ rate: Rates, _ days: Double) -> Double {
        guard days > 0 else { return 1 }
        let z = log(days / rate.median) / rate.sigma
        return 1 - rate.leaves * 0.5 * erfc(-z / 2.0.squareRoot())
    }
}
