import Foundation
import UsherCore

/// A shop that never was, with known rates, person by person: what its counters say of the past, and what came then. Its
/// people come in good weeks and bad ones, stay as log-normal times say or for ever, skip stages now and then, and buy.
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

    package let days: Int
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
        live(&random)
    }

    private mutating func live(_ random: inout SeededRandom) {
        let end = days + (Self.horizons.max() ?? 0)
        for horizon in Self.horizons {
            truth[horizon] = ([Int](repeating: 0, count: rates.count), [Double](repeating: 0, count: rates.count))
        }
        var (came, left, taken): ([[Int]: Int], [[Int64]: Int], [Int: Double]) = ([:], [:], [:])
        history.days = days
        for (first, stage) in rates.enumerated() where stage.arrivals > 0 {
            for start in stride(from: 0, to: end, by: 7) {
                let good = unevenness.map { random.gamma($0) / $0 } ?? 1
                for _ in 0..<random.poisson(stage.arrivals * good * 7) {
                    walk(from: first, at: Double(start) + 7 * random.uniform(), &came, &left, &taken, &random)
                }
            }
        }
        let all = Stage.allCases
        history.arrivals = came.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, count in
            .init(day: key[0], from: key[1] < 0 ? nil : all[key[1]], to: all[key[2]], count: count)
        }
        history.departures = left.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, count in
            .init(day: Int(key[0]), stage: all[Int(key[1])], stayMilliseconds: key[2], count: count)
        }
        history.takings = taken.sorted { $0.key < $1.key }.map { key, value in
            .init(
                day: key / 8, campaign: CampaignID(Int64(key % 8)),
                money: Money(minorUnits: Int64(value.rounded()), currency: "EUR"))
        }
    }

    /// One person, from the arrival on.
    private mutating func walk(
        from first: Int, at start: Double, _ came: inout [[Int]: Int], _ left: inout [[Int64]: Int],
        _ taken: inout [Int: Double], _ random: inout SeededRandom
    ) {
        var (stage, time, before) = (first, start, -1)
        while true {
            let day = Int(time)
            let price = rates[stage].price > 0 ? self.price(stage, &random) : 0
            if day < days {
                came[[day, before, stage], default: 0] += 1
                if price > 0 { taken[day * 8 + stage, default: 0] += price }
            }
            for horizon in Self.horizons where day >= days && day < days + horizon {
                truth[horizon]?.money[stage] += price
            }
            let isLeaving = random.uniform() < rates[stage].leaves
            let stay = isLeaving ? rates[stage].median * exp(rates[stage].sigma * random.normal()) : .infinity
            let next = stage + (random.uniform() < rates[stage].skips ? 2 : 1)
            let moment = min(1e9, time + stay)
            if time < Double(days) {
                if moment >= Double(days), let known = Stage.allCases.dropFirst(stage).first {
                    history.standing[known, default: 0] += 1
                } else {
                    left[[Int64(moment), Int64(stage), Self.bucket(stay)], default: 0] += 1
                }
            }
            for horizon in Self.horizons where time < Double(days + horizon) && moment >= Double(days + horizon) {
                truth[horizon]?.people[stage] += 1
            }
            guard next < rates.count, moment < 1e8 else { return }
            (before, stage, time) = (stage, next, moment)
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
