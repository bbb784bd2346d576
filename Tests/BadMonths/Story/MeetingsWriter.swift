import TestSupport

/// Makes up what seldom meets by chance: a disk that fails as the relay is gone, a death while somebody is answered, a
/// pause in the middle of a failure. It has dice of its own, so that a month is the same in everything else.
struct MeetingsWriter {
    private var random: SeededGenerator
    private(set) var happenings: [Happening] = []

    init(seed: UInt64) { random = SeededGenerator(seed: seed ^ 0x3EE7_1265) }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func add(_ at: Int64, _ what: Happening.What) {
        happenings.append(Happening(at: min(at, Story.length), what: what))
    }

    private static let minute: Int64 = 60_000

    /// On a weekday's morning, when more is due than at any other time.
    private mutating func morning() -> Int64 {
        let day = Int64.random(in: 0...3, using: &random) * 7 + Int64.random(in: 0...4, using: &random)
        return day * Story.day + Int64.random(in: 535...605, using: &random) * Self.minute
    }

    private mutating func minutes(_ range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range.lowerBound * Self.minute...range.upperBound * Self.minute, using: &random)
    }

    /// What a month's home has of it.
    mutating func choose(_ choice: inout MonthHome.Choice) {
        choice.hurries = chance(20)
        choice.lingers = chance(4)
    }

    mutating func write(people: Int, campaigns: [String]) {
        if chance(40) { rush(people) }
        for _ in 0..<2 {
            let at = morning()
            switch Int.random(in: 0...3, using: &random) {
            case 0: deniesAndIsGone(at)
            case 1: pauseAfterTrouble(at, campaigns.randomElement(using: &random))
            case 2: pauseInTrouble(at)
            default: failsTogether(at)
            }
        }
    }

    /// A shop's page is named somewhere: one after the other, within seconds.
    private mutating func rush(_ people: Int) {
        let at = Int64.random(in: 0...12, using: &random) * Story.day + minutes(0...1439)
        for place in 0..<24 {
            let person = Int.random(in: 0..<people, using: &random)
            add(at + Int64(place), .isEntered(person, campaign: "welcome"))
        }
    }

    /// The relay keeps what it says no to, and takes no connection when it is to come again.
    private mutating func deniesAndIsGone(_ at: Int64) {
        add(at, .relay(chance(60) ? .denies : .hangsUp))
        let gone = at + minutes(3...30)
        add(gone, .relay(.gone))
        add(gone + minutes(30...300), .relay(.fine))
    }

    /// The operator pauses a campaign some of whose messages have to be tried again.
    private mutating func pauseAfterTrouble(_ at: Int64, _ campaign: String?) {
        let weathers: [Happening.Weather] = [.refusesMessages, .denies, .hangsUp, .refusesPeople]
        add(at, .relay(weathers.randomElement(using: &random) ?? .denies))
        let pause = at + minutes(1...20)
        add(pause, .pauses(campaign: campaign))
        add(pause + 1, .relay(.fine))
        add(pause + minutes(60...2000), .resumes(campaign: campaign))
    }

    /// The operator pauses the relay while it asks for a slower pace, or is gone.
    private mutating func pauseInTrouble(_ at: Int64) {
        add(at, .relay(chance(70) ? .throttles : .hangsUp))
        add(at + 1, .pausesAtLastMoment(campaign: nil))
        let end = at + minutes(30...200)
        add(end, .relay(.fine))
        add(end + minutes(30...1500), .resumes(campaign: nil))
    }

    /// What the relay never began can just then not be given back.
    private mutating func failsTogether(_ at: Int64) {
        add(at, .relay(.gone))
        add(at + 1, .diskFailsWithRelay(times: Int.random(in: 1...8, using: &random)))
        add(at + minutes(5...60), .relay(.fine))
    }

    /// Half of the deaths, and of the times that a disk fails, come while somebody asks for something.
    mutating func aimed(_ happenings: [Happening]) -> [Happening] {
        let asked = happenings.filter(\.isAsked)
        return happenings.map { happening in
            guard let target = asked.randomElement(using: &random), chance(50) else { return happening }
            let at = max(0, target.at - 1)
            let call = Int.random(in: 1...10, using: &random)
            switch happening.what {
            case .isKilled: return Happening(at: at, what: .isKilled(afterSteps: .random(in: 0...120, using: &random)))
            case .isCut: return Happening(at: at, what: .isCut(atCall: call))
            case .diskFails: return Happening(at: at, what: happening.what)
            case .losesPower: return Happening(at: at, what: .losesPower(atCall: call))
            default: return happening
            }
        }
    }
}

extension Happening {
    /// Somebody waits for an answer to it.
    fileprivate var isAsked: Bool {
        switch what {
        case .isEntered, .signsUp, .confirms, .does, .saysNo, .comesBack: true
        default: false
        }
    }
}
