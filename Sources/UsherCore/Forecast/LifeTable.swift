/// How long people stay at one stage, from those who left and those who still stand there: of those who had been there
/// for so many ends of days, how many left on the day that followed. Who has not left yet counts as long as they were
/// seen (the actuary's life table), so that a young shop does not take everybody for quick.
package struct LifeTable: Hashable, Sendable {
    /// The lags at which the bins begin; the last one has no end. A lag is how many midnights somebody has stood there.
    package static let edges = [0, 1, 2, 4, 7, 14, 30, 60, 120]

    /// How many people left in each bin.
    package private(set) var left = [Double](repeating: 0, count: LifeTable.edges.count)
    /// How many days people stood there in each bin.
    package private(set) var exposed = [Double](repeating: 0, count: LifeTable.edges.count)
    /// The people who stand there at the end, by lag, as far as that is known.
    package private(set) var standing: [(lag: Int, count: Double)] = []

    package static func == (one: Self, other: Self) -> Bool { one.left == other.left && one.exposed == other.exposed }

    package func hash(into hasher: inout Hasher) { hasher.combine(left) }

    package static func bin(_ lag: Int) -> Int { (edges.lastIndex { $0 <= lag }) ?? 0 }

    /// `arrivals` are counts by day. A departure says its day and how long the stay was, in days and to about three
    /// percent; the day of the arrival is one of those that fit and on which somebody came who has not left yet. With
    /// `parts`, it is about so much of those who came on each day, and of those who left among them.
    package init(
        days: Int, arrivals: [Double], departures: [(day: Int, stay: Double, count: Double)], parts: [Double]? = nil
    ) {
        guard days > 0, arrivals.count == days, (parts?.count ?? days) == days else { return }
        let leaving = Self.leaving(days: days, arrivals: arrivals, departures)
        for came in 0..<days {
            let part = parts?[came] ?? 1
            var there = arrivals[came] * part
            guard there > 0 else { continue }
            let last = days - 1 - came
            var lag = 0
            for (next, gone) in leaving[came].sorted(by: { $0.key < $1.key }) where next <= last {
                expose(there, lag, next)
                let really = min(there, gone * part)
                left[Self.bin(next)] += really
                there -= really
                lag = next + 1
                // Those who left on this day were exposed on it, too.
                exposed[Self.bin(next)] += there + really
            }
            expose(there, lag, last + 1)
            if there > 0.01 { standing.append((lag: last + 1, count: there)) }
        }
    }

    /// How many of the people who arrived on each day left at each lag.
    private static func leaving(
        days: Int, arrivals: [Double], _ departures: [(day: Int, stay: Double, count: Double)]
    ) -> [[Int: Double]] {
        var leaving: [[Int: Double]] = Array(repeating: [:], count: days)
        var there = arrivals
        for departure in departures.sorted(by: { ($0.day, $0.stay) < ($1.day, $1.stay) })
        where (0..<days).contains(departure.day) {
            let stay = min(1e6, max(0, departure.stay))
            let middle = Double(departure.day) - stay
            let reach = 1 + stay * 0.033
            let first = max(0, Int((middle - reach).rounded(.up)))
            let last = min(departure.day, Int((middle + reach).rounded(.down)))
            guard first <= last else { continue }
            var rest = departure.count
            // Twice: where a day has not enough people left, the others have them.
            for _ in 0..<2 where rest > 1e-9 {
                let weights = (first...last).map { came in
                    there[came] * max(0.001, 1 - max(0, abs(middle - Double(came)) - stay * 0.033))
                }
                let sum = weights.reduce(0, +)
                guard sum > 1e-9 else { break }
                let asked = rest
                for (came, weight) in zip(first...last, weights) where weight > 0 {
                    let gone = min(there[came], asked * weight / sum)
                    there[came] -= gone
                    rest -= gone
                    leaving[came][departure.day - came, default: 0] += gone
                }
            }
        }
        return leaving
    }

    /// Counts people as there on each of the lags from one to before another.
    private mutating func expose(_ people: Double, _ from: Int, _ to: Int) {
        guard from < to, people > 0 else { return }
        for (bin, edge) in Self.edges.enumerated() {
            let end = bin + 1 < Self.edges.count ? Self.edges[bin + 1] : Int.max
            let days = min(to, end) - max(from, edge)
            if days > 0 { exposed[bin] += people * Double(days) }
        }
    }

    package var totalLeft: Double { left.reduce(0, +) }

    /// What is expected of a bin before its own numbers are looked at: those of its neighbours, and of all where these
    /// are few. With the weight of half a departure.
    package func expectation(_ bin: Int) -> Double {
        let all = (totalLeft + 0.25) / (exposed.reduce(0, +) + 1)
        var (events, days) = (0.5, 0.5 / all)
        for other in [bin - 1, bin + 1] where left.indices.contains(other) {
            events += left[other]
            days += exposed[other]
        }
        return min(0.9, events / days)
    }

    /// The part that leaves on a day of the bin: drawn from what is known of it, or its middle where there is no
    /// chance.
    package func hazard(_ bin: Int, _ random: inout SeededRandom, certain: Bool) -> Double {
        let middle = expectation(bin)
        let (one, other) = (left[bin] + 0.5, max(0.01, exposed[bin] - left[bin]) + 0.5 / middle - 0.5)
        guard !certain else { return one / (one + other) }
        let (a, b) = (random.gamma(one), random.gamma(other))
        return a + b > 0 ? min(1, a / (a + b)) : middle
    }
}
