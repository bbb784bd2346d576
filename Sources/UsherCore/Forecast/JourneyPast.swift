import Foundation

/// A past by stage and day, as rates are measured by it.
struct JourneyPast {
    let days: Int
    /// How many whole weeks there are, back from the last day.
    let weeks: Int
    /// How many people came to each stage on each day, from anywhere.
    private(set) var came: [[Double]]
    /// How many of these came from nowhere, and not by anybody's word.
    private(set) var fresh: [[Double]]
    /// How many of these were stated.
    private(set) var stated: [[Double]]
    private(set) var left: [[(day: Int, stay: Double, count: Double)]]
    private var onward: [[Double]]
    private var elsewhere: [Double]
    /// The first week of the shop's own time: before it, only a few old events were told.
    private var begin = 0

    init(_ history: JourneyHistory) {
        days = history.days
        weeks = days / 7
        let all = Stage.allCases
        came = [[Double]](repeating: [Double](repeating: 0, count: days), count: all.count)
        (fresh, stated) = (came, came)
        left = [[(day: Int, stay: Double, count: Double)]](repeating: [], count: all.count)
        onward = [[Double]](repeating: [Double](repeating: 0, count: all.count), count: all.count)
        elsewhere = [Double](repeating: 0, count: all.count)
        for arrival in history.arrivals where (0..<days).contains(arrival.day) {
            let count = Double(arrival.count)
            came[arrival.to.index][arrival.day] += count
            if arrival.isStated { stated[arrival.to.index][arrival.day] += count }
            if let from = arrival.from {
                if arrival.to > from {
                    onward[from.index][arrival.to.index] += count
                    continue
                }
                elsewhere[from.index] += count
            }
            // Who was moved back begins again there, as one who comes from nowhere.
            if !arrival.isStated { fresh[arrival.to.index][arrival.day] += count }
        }
        for departure in history.departures {
            let stay = Double(departure.stayMilliseconds) / 86_400_000
            left[departure.stage.index].append((departure.day, stay, Double(departure.count)))
        }
        var total = [Double](repeating: 0, count: weeks)
        for stage in all.indices {
            for (week, count) in weekly(fresh[stage]).enumerated() { total[week] += count }
        }
        begin = SteadyPast(total, risesOnly: true).first
    }

    /// How many of those who left a stage went to each other one, by index, and how many went elsewhere.
    func gone(from stage: Int) -> (onward: [Double], elsewhere: Double) { (onward[stage], elsewhere[stage]) }

    /// The whole week of a day; nil of those before the first.
    func week(_ day: Int) -> Int? {
        let first = days - weeks * 7
        return (first..<days).contains(day) ? (day - first) / 7 : nil
    }

    func weekly(_ counts: [Double]) -> [Double] {
        let first = days - weeks * 7
        return (0..<weeks).map { week in counts[(first + week * 7)..<(first + week * 7 + 7)].reduce(0, +) }
    }

    /// The arrivals at the stage from nowhere. The days before the first whole week count as if they were one, for a
    /// burst may be among them.
    func steady(_ stage: Int) -> SteadyPast {
        guard begin == 0 else { return SteadyPast(weekly(fresh[stage]), from: begin) }
        var steady = SteadyPast([early(stage)] + weekly(fresh[stage]))
        steady.first = max(0, steady.first - 1)
        return steady
    }

    private func early(_ stage: Int) -> Double { fresh[stage].prefix(days - weeks * 7).reduce(0, +) }

    /// How many people came to the stage on each day as one of many that somebody brought: stated, or in a burst.
    func bulk(_ stage: Int, _ steady: SteadyPast) -> [Double] {
        var bulk = stated[stage]
        guard steady.first > 0 || steady.isCalm else { return bulk }
        let weekly = weekly(fresh[stage])
        let usual = weekly.dropFirst(steady.first).reduce(0, +) / Double(max(1, weeks - steady.first))
        for day in 0..<days {
            let own = week(day).map { weekly[$0] } ?? early(stage)
            if own > 10 + 4 * usual, (week(day) ?? -1) < steady.first { bulk[day] += fresh[stage][day] }
        }
        return bulk
    }

    /// How many days ago so many were stated to stand at the stage that what they do weighs there.
    func daysSinceBulk(_ stage: Int, _ standing: Int?) -> Int {
        let enough = 10 + 0.1 * Double(standing ?? 0)
        var sum = 0.0
        for day in (0..<days).reversed() {
            sum += stated[stage][day]
            if sum > enough { return days - 1 - day }
        }
        return days
    }
}

extension JourneyRates.StageRates {
    /// The people who stand there, in bins that grow with the lag; together as many as are counted there.
    func cohorts(standing: Int, days: Int) -> [Cohort] {
        struct Bin: Hashable {
            var place: Int
            var isBulk: Bool
        }
        var bins: [Bin: (lags: Double, count: Double)] = [:]
        for (life, isBulk) in [(life, false), (lifeOfBulk, true)] {
            for (lag, count) in life.standing {
                // Exactly in the first two weeks, and then in steps of a fifth.
                let place = lag <= 14 ? lag : 14 + Int(log(Double(lag) / 14) * 5)
                let bin = Bin(place: place, isBulk: isBulk)
                let old = bins[bin] ?? (0, 0)
                bins[bin] = (old.lags + Double(lag) * count, old.count + count)
            }
        }
        let known = bins.values.reduce(0) { $0 + $1.count }
        let scale = known > Double(standing) ? Double(standing) / known : 1
        var (cohorts, sum, given): ([Cohort], Double, Int) = ([], 0, 0)
        let order = bins.sorted { ($0.key.isBulk ? 1 : 0, $0.key.place) < ($1.key.isBulk ? 1 : 0, $1.key.place) }
        for (bin, people) in order {
            sum += people.count * scale
            let count = Int(sum.rounded()) - given
            given += max(0, count)
            guard count > 0 else { continue }
            cohorts.append(
                Cohort(lag: Int((people.lags / people.count).rounded()), count: count, isBulk: bin.isBulk))
        }
        // Who came before anything was counted has stood there the longest.
        if given < standing { cohorts.append(Cohort(lag: days, count: standing - given)) }
        return cohorts
    }
}
