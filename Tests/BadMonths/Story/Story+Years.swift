import TestSupport

extension Story {
    static let year = 365 * day

    /// Years, in which people come all the time and most of them go again: a good hundred in each, some dozens at once.
    /// Two months of a year are bad ones; in the others little goes wrong. A year begins with a daemon that lives for
    /// its first hundred days.
    package init(seed: UInt64, years: Int) {
        self.seed = seed
        var writer = YearsWriter(random: SeededGenerator(seed: seed ^ 0x7EA25))
        choice = writer.choice()
        span = Int64(years) * Self.year
        people = (0..<years * YearsWriter.peopleOfYear).map { writer.person($0) }
        for person in people {
            writer.life(of: person.number, from: Self.year * Int64(person.number) / Int64(YearsWriter.peopleOfYear))
        }
        for year in 0..<Int64(years) { writer.year(from: year * Self.year) }
        let span = span
        happenings = writer.happenings.filter { $0.at < span }.sorted { $0.at < $1.at }
    }
}

/// Makes up what happens in years.
private struct YearsWriter {
    static let peopleOfYear = 150

    var random: SeededGenerator
    var happenings: [Happening] = []

    init(random: SeededGenerator) { self.random = random }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func time(_ days: ClosedRange<Double>) -> Int64 {
        Int64(Double.random(in: days, using: &random) * Double(Story.day))
    }

    private mutating func add(_ at: Int64, _ what: Happening.What) { happenings.append(Happening(at: at, what: what)) }

    mutating func choice() -> MonthHome.Choice {
        var choice = MonthHome.Choice()
        choice.holdsDoubt = Bool.random(using: &random)
        return choice
    }

    mutating func person(_ number: Int) -> Story.Person {
        let zone = Story.zones[Int.random(in: 0...2, using: &random)]
        return Story.Person(number: number, zone: zone.name, hours: zone.hours)
    }

    /// One who comes, and perhaps comes back a year later.
    mutating func life(of person: Int, from begin: Int64) {
        var at = begin + time(0...3)
        if chance(40) {
            add(at, .signsUp(person))
            for _ in 0..<2 where chance(70) { add(at + time(0...2), .confirms(person)) }
        } else {
            add(at, .isEntered(person, campaign: "welcome"))
        }
        for event in ["purchased", "used", "upgraded"] {
            at += time(1...9)
            if chance(65) { add(at, .does(person, event: event, late: 0)) }
        }
        if chance(5) { add(at + time(0...2), .does(person, event: "refunded", late: 0)) }
        if chance(25) {
            add(at + time(0...60), .saysNo(person, Happening.No.allCases.randomElement(using: &random) ?? .all))
        }
        if chance(15) { add(at + time(200...500), .does(person, event: "purchased", late: 0)) }
        if chance(15) { add(at + time(1...400), .isErased(person)) }
    }

    mutating func year(from begin: Int64) {
        for _ in 0..<12 { weather(begin + time(0...360)) }
        for month in [120.0, 270] {
            for _ in 0..<4 { weather(begin + time(month...month + 29)) }
            for _ in 0..<2 {
                add(begin + time(month...month + 29), .isKilled(afterSteps: .random(in: 0...2000, using: &random)))
                add(begin + time(month...month + 29), .isCut(atCall: .random(in: 1...60, using: &random)))
            }
            add(begin + time(month...month + 29), .losesPower(atCall: .random(in: 1...60, using: &random)))
        }
        for month in stride(from: 100.0, to: 360, by: 40) { add(begin + time(month...month + 9), .restarts) }
        for edition in 2...5 {
            guard let steps = MonthHome.steps.randomElement(using: &random),
                let name = steps.names.randomElement(using: &random)
            else { continue }
            add(begin + time(1...360), .edits(.wording(step: "\(steps.campaign)/\(name)", edition: edition)))
        }
    }

    private mutating func weather(_ at: Int64) {
        add(at, .relay(Happening.Weather.allCases.randomElement(using: &random) ?? .fine))
        add(at + time(0...0.6), .relay(.fine))
    }
}
