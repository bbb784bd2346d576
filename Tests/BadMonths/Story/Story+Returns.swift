import TestSupport

/// Makes up what comes back in a month. It has dice of its own, so that a month is the same in everything else.
struct ReturnsWriter {
    private var random: SeededGenerator
    private(set) var happenings: [Happening] = []

    init(seed: UInt64) { random = SeededGenerator(seed: seed ^ 0xBAC0_F11E) }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func time(_ range: ClosedRange<Double>) -> Int64 {
        Int64(Double.random(in: range, using: &random) * Double(Story.day))
    }

    private mutating func add(_ at: Int64, _ what: Happening.What) {
        happenings.append(Happening(at: min(at, Story.length), what: what))
    }

    /// What a month's home has of it.
    mutating func choose(_ choice: inout MonthHome.Choice) {
        choice.receives = chance(60)
        if chance(20) {
            let every = Int.random(in: 2...6, using: &random)
            choice.warmUp = MonthHome.WarmUp(firstDay: .random(in: 1...4, using: &random), doublesEvery: every)
        }
        if chance(15) { choice.keys = "first" }
    }

    mutating func write(people: Int, campaigns: [String], signs: Bool) {
        if signs {
            let others: [String?] = ["second", nil]
            for _ in 0..<2 { add(time(1...28), .edits(.signs(others.randomElement(using: &random) ?? nil))) }
        }
        if chance(20) { add(time(3...28), .isBackedUp) }
        for person in 0..<people where chance(25) { one(person) }
        for campaign in campaigns where chance(15) {
            let at = time(5...27)
            if chance(50) { slowly(campaign, from: at); continue }
            add(at, .manyComeBack(campaign: campaign, chance(60) ? .complaint : .hard))
            if chance(30) { add(at + time(0...1), .manyComeBack(campaign: campaign, .complaint)) }
            add(at + time(0.1...1.5), .resumes(campaign: campaign))
        }
    }

    /// Complaints about one day come on two days, and one after the campaign was resumed.
    private mutating func slowly(_ campaign: String, from at: Int64) {
        add(at, .manyComeBack(campaign: campaign, .complaint, .first))
        let next = at + time(0.2...1.2)
        add(next, .manyComeBack(campaign: campaign, .complaint, .next))
        let resumed = next + time(0.1...2)
        add(resumed, .resumes(campaign: campaign))
        add(resumed + time(0.01...0.5), .manyComeBack(campaign: campaign, .complaint, .late))
    }

    private static let kinds: [Return.Kind] = [
        .hard, .hard, .soft, .soft, .soft, .block, .delayed, .delayed, .complaint, .complaint, .optOut, .absence,
        .absence, .leaves, .leaves, .words,
    ]

    /// Once, or twice over other servers, or once more in other words: at the same moment, or days later.
    private mutating func one(_ person: Int) {
        let kind = Self.kinds.randomElement(using: &random) ?? .hard
        let (at, letter) = (time(1...28), Int.random(in: 0...4, using: &random))
        let door: Return.Door = kind.told != nil && chance(25) ? .http : .mail
        add(at, .comesBack(person, Return(kind: kind, letter: letter, door: door)))
        // Somebody signs up again whose address is dead, or who has complained; and a message that did not arrive at
        // all is complained about.
        if [.hard, .complaint].contains(kind), chance(50) {
            add(at - time(0...0.4), .signsUp(person))
            add(at + time(0.01...0.5), .confirms(person))
        }
        if [.soft, .block, .hard].contains(kind), chance(25) {
            add(at + time(0.01...2), .comesBack(person, Return(kind: .complaint, letter: letter, door: .mail)))
        }
        if chance(40) {
            let later = chance(50) ? 0 : time(0...3)
            add(at + later, .comesBack(person, Return(kind: kind, letter: letter, door: door, server: 1)))
        }
        if chance(25) {
            let back = Return(kind: kind, letter: letter, door: .mail, wording: 1, server: 2)
            add(at + time(0...2), .comesBack(person, back))
        }
        if chance(15) {
            let forged: [Return.Kind] = [.hard, .soft, .complaint, .optOut]
            var back = Return(kind: forged.randomElement(using: &random) ?? .hard, letter: letter, door: .mail)
            back.isForged = true
            add(time(1...28), .comesBack(person, back))
        }
        // A full mailbox stays full.
        if kind == .soft, chance(40) {
            for next in 0..<8 {
                add(at + time(0...10), .comesBack(person, Return(kind: .soft, letter: next, door: .mail)))
            }
        }
    }
}
