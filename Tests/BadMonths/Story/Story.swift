import TestSupport

/// A month, before it is played: who lives in it, and what happens. All of it follows from the seed, and each part can
/// be left out, so that a month that failed is made shorter.
package struct Story: Sendable {
    package let seed: UInt64
    let choice: MonthHome.Choice
    let people: [Person]
    package var happenings: [Happening]

    struct Person: Hashable, Sendable {
        let number: Int
        /// Of an IANA zone without summer time, and its hours east of Greenwich.
        let zone: String
        let hours: Int64

        var address: String { "p\(number)x@mail\(number % 5).example" }
    }

    static let day: Int64 = 86_400_000
    static let length = 30 * day

    package init(seed: UInt64) {
        self.seed = seed
        var random = SeededGenerator(seed: seed ^ 0x5D0_B00C)
        choice = MonthHome.Choice(
            holdsDoubt: Bool.random(using: &random), connections: .random(in: 1...4, using: &random),
            perSecond: [2, 10, 50].randomElement(using: &random) ?? 10)
        let zones: [(String, Int64)] = [("UTC", 0), ("Asia/Tokyo", 9), ("America/Phoenix", -7)]
        people = (0..<55).map { number in
            let zone = zones[Int.random(in: 0...2, using: &random)]
            return Person(number: number, zone: zone.0, hours: zone.1)
        }
        var writer = Writer(random: random)
        for person in people { writer.life(of: person.number) }
        writer.imports(people.count)
        writer.world()
        happenings = writer.happenings.sorted { $0.at < $1.at }
    }
}

/// Makes up what happens.
private struct Writer {
    var random: SeededGenerator
    var happenings: [Happening] = []

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func time(_ range: ClosedRange<Double>) -> Int64 {
        Int64(Double.random(in: range, using: &random) * Double(Story.day))
    }

    private mutating func add(_ at: Int64, _ what: Happening.What) {
        happenings.append(Happening(at: min(at, Story.length), what: what))
    }

    mutating func life(of person: Int) {
        var at = time(0...12)
        if chance(40) {
            add(at, .signsUp(person))
            for _ in 0..<2 { add(at + time(0...2), .confirms(person)) }
        } else {
            add(at, .isEntered(person, campaign: "welcome"))
        }
        for event in ["purchased", "used", "upgraded"] {
            at += time(1...9)
            if chance(65) { add(at, .does(person, event: event)) }
            if chance(8) { add(at, .does(person, event: event)) }
        }
        if chance(5) { add(at + time(0...2), .does(person, event: "refunded")) }
        if chance(25) {
            add(time(2...29), .saysNo(person, Happening.No.allCases.randomElement(using: &random) ?? .all))
        }
        if chance(5) { add(time(2...29), .suppresses(person)) }
        if chance(8) { add(time(1...20), .suppressesAtLastMoment(person)) }
        if chance(6) { add(time(3...28), .isErased(person)) }
    }

    /// Some of those who come by themselves as well, and one file twice.
    mutating func imports(_ count: Int) {
        let people = (0..<count).filter { _ in chance(10) }
        let at = time(1...20)
        add(at, .imports(people, campaign: "welcome"))
        if chance(50) { add(at + time(0...2), .imports(people, campaign: "welcome")) }
    }

    mutating func world() {
        for _ in 0..<12 {
            let (at, weather) = (time(0...28), Happening.Weather.allCases.randomElement(using: &random) ?? .fine)
            add(at, .relay(weather))
            add(at + time(0...0.6), .relay(.fine))
        }
        for _ in 0..<Int.random(in: 2...3, using: &random) {
            add(time(0.5...29), .isKilled(afterSteps: Int.random(in: 0...2000, using: &random)))
            add(time(0.5...29), .isCut(atCall: Int.random(in: 1...60, using: &random)))
        }
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            add(time(0.5...29), .losesPower(atCall: Int.random(in: 1...60, using: &random)))
        }
        add(time(1...29), .restarts)
        for call in Happening.DiskCall.allCases where chance(50) {
            add(time(0.5...29), .diskFails(call, times: Int.random(in: 1...6, using: &random)))
        }
        if chance(50) {
            let at = time(0.5...28)
            add(at, .diskIsFull(room: Int.random(in: 0...200_000, using: &random)))
            add(at + time(0...1), .diskHasRoom)
        }
        for _ in 0..<2 {
            let (at, campaign) = (
                time(1...25), chance(50) ? nil : MonthHome.steps.randomElement(using: &random)?.campaign
            )
            add(at, .pauses(campaign: campaign))
            add(at + time(0...2), .resumes(campaign: campaign))
        }
        for edition in 2...4 {
            guard let steps = MonthHome.steps.randomElement(using: &random),
                let name = steps.names.randomElement(using: &random)
            else { continue }
            add(time(1...28), .edits(step: "\(steps.campaign)/\(name)", edition: edition))
        }
        if chance(40) {
            add(time(1...28), .isSet(milliseconds: Int64.random(in: -90_000_000...90_000_000, using: &random)))
        }
    }
}
