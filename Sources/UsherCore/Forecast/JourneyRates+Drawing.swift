extension JourneyRates.StageRates {
    func arrivals(_ random: inout SeededRandom, certain: Bool) -> (rate: Double, dispersion: Double) {
        let found = weeks.reduce(0, +)
        // After a burst, nobody is no sign that nobody comes.
        let people = found > 0 || !isCalm ? found : 0.5
        guard !weeks.isEmpty, people > 0 else { return (0, 1) }
        let freedom = Double(max(0, weeks.count - 1))
        var dispersion = 1.0
        if freedom >= 3 {
            let mean = found / Double(weeks.count)
            if mean > 0 {
                let apart = weeks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (mean * freedom)
                // Little is known of few weeks: so much of them stands for arrivals by chance.
                let known = (apart * freedom + Self.weight) / (freedom + Self.weight)
                dispersion = max(0.3, known)
                if !certain {
                    let degrees = freedom + Self.weight
                    dispersion = max(0.3, known * degrees / max(0.1, random.chiSquare(degrees)))
                }
            }
        }
        let shape = people / dispersion
        return ((certain ? shape : random.gamma(shape)) * dispersion / Double(weeks.count * 7), dispersion)
    }

    /// The weight, in weeks, of taking a stage's arrivals for chance before its own weeks are looked at.
    private static let weight = 4.0

    func onward(from index: Int, _ random: inout SeededRandom, certain: Bool) -> [Double] {
        var parts = onward
        // Whoever leaves first of all goes to the next stage.
        if index + 1 < parts.count { parts[index + 1] += 0.5 }
        var rest = elsewhere
        if !certain {
            parts = parts.map { random.gamma($0) }
            rest = random.gamma(rest)
        }
        let sum = parts.reduce(rest, +)
        return sum > 0 ? parts.map { $0 / sum } : parts
    }

    /// The part still there after each midnight. `factor` makes the part `of` those who leave more frequent.
    func staying(
        _ life: LifeTable, longest: Int, factor: Double, of part: Double, _ random: inout SeededRandom, certain: Bool
    ) -> [Double] {
        let hazards = LifeTable.edges.indices.map { bin in
            min(1, life.hazard(bin, &random, certain: certain) * (1 + part * (factor - 1)))
        }
        var staying = [1.0]
        staying.reserveCapacity(longest + 1)
        for (bin, edge) in LifeTable.edges.enumerated() {
            let end = bin + 1 < LifeTable.edges.count ? min(longest, LifeTable.edges[bin + 1]) : longest
            guard edge < end else { break }
            for _ in edge..<end { staying.append((staying.last ?? 0) * (1 - hazards[bin])) }
        }
        return staying
    }

    func money(_ random: inout SeededRandom, certain: Bool) -> [String: (mean: Double, deviation: Double)] {
        var money: [String: (mean: Double, deviation: Double)] = [:]
        for (currency, weeks) in takings.sorted(by: { $0.key < $1.key }) {
            let people = weeks.reduce(0) { $0 + $1.people }
            let used = weeks.filter { $0.people > 0 }
            guard people > 0, used.count >= 4 else { continue }
            let mean = used.reduce(0) { $0 + $1.money } / people
            let freedom = Double(used.count - 1)
            var variance =
                used.reduce(0) { sum, week in
                    let off = week.money - mean * week.people
                    return sum + off * off / week.people
                } / freedom
            if !certain { variance *= freedom / max(0.1, random.chiSquare(freedom)) }
            let drawn = certain ? mean : mean + (variance / people).squareRoot() * random.normal()
            money[currency] = (max(0, drawn), variance.squareRoot())
        }
        return money
    }
}
