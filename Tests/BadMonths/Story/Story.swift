import TestSupport

/// A month, before it is played: who lives in it, and what happens. All of it follows from the seed, and each part can
/// be left out, so that a month that failed is made shorter.
package struct Story: Sendable {
    package let seed: UInt64
    let choice: MonthHome.Choice
    let people: [Person]
    package var happenings: [Happening]
    /// Milliseconds.
    var span = Story.length

    struct Person: Hashable, Sendable {
        let number: Int
        /// Of an IANA zone without summer time, and its hours east of Greenwich.
        var zone: String
        var hours: Int64

        /// A third have one that ends in another person's.
        private var other: Int? { number % 3 == 2 ? number - 1 : nil }
        private var local: String { other.map { "p\(number)yp\($0)x" } ?? "p\(number)x" }
        var address: String { "\(local)@mail\((other ?? number) % 5).example" }
        /// These stand nowhere but in what is held of this person.
        var name: String { "nora-p\(number)-zq" }
        var nickname: String { "nick-p\(number)-zq" }
        var texts: [String] { ["\(local)@", "\(local)=mail", "\(local)%40", name, nickname] }
    }

    /// Without summer time.
    static let zones: [(name: String, hours: Int64)] = [("UTC", 0), ("Asia/Tokyo", 9), ("America/Phoenix", -7)]

    static let day: Int64 = 86_400_000
    static let length = 30 * day

    /// Some that bind where many are due at once, and some that hardly do.
    static func limits(_ random: inout SeededGenerator) -> MonthHome.Limits {
        MonthHome.Limits(
            perSecond: [nil, 0.05, 0.5, 2, 50].randomElement(using: &random) ?? nil,
            perDomain: [nil, nil, 0.1, 1].randomElement(using: &random) ?? nil,
            domains: Bool.random(using: &random) ? [:] : ["mail3.example": 0.02])
    }

    package init(seed: UInt64) {
        self.seed = seed
        var random = SeededGenerator(seed: seed ^ 0x5D0_B00C)
        var choice = MonthHome.Choice(
            holdsDoubt: Bool.random(using: &random), connections: .random(in: 1...4, using: &random),
            perConnection: Bool.random(using: &random) ? 100 : 3, bounces: Bool.random(using: &random),
            limits: Self.limits(&random))
        people = (0..<75).map { number in
            let zone = Self.zones[Int.random(in: 0...2, using: &random)]
            return Person(number: number, zone: zone.name, hours: zone.hours)
        }
        var returns = ReturnsWriter(seed: seed)
        returns.choose(&choice)
        var meetings = MeetingsWriter(seed: seed)
        meetings.choose(&choice)
        self.choice = choice
        var writer = Writer(random: random)
        for person in people { writer.life(of: person.number) }
        writer.imports(people.count)
        writer.edits()
        writer.world()
        returns.write(people: people.count, campaigns: MonthHome.steps.map(\.campaign), signs: choice.keys != nil)
        meetings.write(people: people.count, campaigns: MonthHome.steps.map(\.campaign))
        let all = meetings.aimed(writer.happenings + returns.happenings) + meetings.happenings
        happenings = all.sorted { $0.at < $1.at }
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
            if chance(65) { add(at, .does(person, event: event, late: late())) }
            if chance(8) { add(at, .does(person, event: event, late: late())) }
        }
        if chance(15) { add(time(0...14), .does(person, event: "visited", late: 0)) }
        if chance(5) { add(at + time(0...2), .does(person, event: "refunded", late: 0)) }
        if chance(25) {
            add(time(2...29), .saysNo(person, Happening.No.allCases.randomElement(using: &random) ?? .all))
        }
        if chance(5) { add(time(2...29), .suppresses(person)) }
        if chance(8) { add(time(1...20), .suppressesAtLastMoment(person)) }
        if chance(6) { add(time(3...28), .isErased(person)) }
    }

    /// Some is told by a program that was away for hours, or a day.
    private mutating func late() -> Int64 { chance(12) ? time(0.02...1.5) : 0 }

    /// Some of those who come by themselves as well, and one file twice.
    mutating func imports(_ count: Int) {
        let people = (0..<count).filter { _ in chance(10) }
        let at = time(1...20)
        add(at, .imports(people, campaign: "welcome"))
        if chance(50) { add(at + time(0...2), .imports(people, campaign: "welcome")) }
    }

    /// What the operator changes; in half of the months only words.
    mutating func edits() {
        for edition in 2...4 { add(time(1...28), .edits(.wording(step: step(), edition: edition))) }
        if chance(30) {
            add(
                time(2...28),
                .setsClock(Int.random(in: 0..<50, using: &random), zone: Int.random(in: 0...2, using: &random)))
        }
        for _ in 0..<2 where chance(60) { add(time(5...29), .retries) }
        if chance(20) { add(time(5...29), .compacts) }
        if chance(50) { mistake() }
        guard chance(50) else { return }
        let later = MonthHome.steps.flatMap { steps in steps.names.dropFirst().map { "\(steps.campaign)/\($0)" } }
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let step = later.randomElement(using: &random) ?? "welcome/tips"
            switch Int.random(in: 0...5, using: &random) {
            case 0: edit(.wait(step: step, days: .random(in: 0...6, using: &random)))
            case 1: edit(.adds(step: "\(step)-extra", before: step))
            case 2: edit(.removes(step: step))
            case 3: edit(.renames(step: step))
            case 4: edit(.limits(Story.limits(&random)))
            default: edit(.window(.random(in: 0...2, using: &random)))
            }
        }
    }

    /// Some hold a reload up, until somebody says yes.
    private mutating func edit(_ edit: Edit) {
        let at = time(2...27)
        add(at, .edits(edit))
        if chance(70) { add(at + time(0.001...0.3), .saysYes) }
    }

    private mutating func mistake() {
        let at = time(2...27)
        let campaign = MonthHome.steps.randomElement(using: &random)?.campaign ?? "welcome"
        add(at, .edits(.breaks(campaign: campaign)))
        add(at + time(0.001...1.5), .edits(.mends))
    }

    private mutating func step() -> String {
        guard let steps = MonthHome.steps.randomElement(using: &random) else { return "welcome/tips" }
        return "\(steps.campaign)/\(steps.names.randomElement(using: &random) ?? "tips")"
    }

    mutating func world() {
        for _ in 0..<12 {
            let weather = Happening.Weather.allCases.randomElement(using: &random) ?? .fine
            // Half of them meet what is due in a morning.
            let day = Int64.random(in: 0...27, using: &random)
            let at = chance(50) ? time(0...28) : day * Story.day + time(0.37...0.45)
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
        for call in Happening.DiskCall.allCases where chance(50) {
            let times = Int.random(in: 1...20, using: &random)
            add(time(0.5...29), .diskIsSlow(call, seconds: Int.random(in: 1...40, using: &random), times: times))
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
        if chance(40) {
            add(time(1...28), .isSet(milliseconds: Int64.random(in: -90_000_000...90_000_000, using: &random)))
        }
    }
}
