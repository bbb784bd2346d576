import Testing
import TestSupport

@testable import UsherCore

@Suite("Random lives: events in any order, late, repeated")
struct LivesTests {
    /// Three hundred things that happen to ten people; half of them are what leads on.
    private func village(_ seed: UInt64, after each: (Village) throws -> Void = { _ in }) throws -> Village {
        var random = SeededGenerator(seed: seed)
        var shop = try Shop()
        // A second campaign for each move: they compete.
        for (id, campaign) in shop.campaigns where campaign.movesPeople {
            var twin = campaign
            twin.name += "-too"
            twin.startsOn = EventTrigger(event: "cart_left")
            shop.campaigns[CampaignID(id.value + 20)] = twin
        }
        for id in shop.campaigns.keys.sorted() {
            shop.campaigns[id]?.priority = [40, 50, 50, 60].randomElement(using: &random) ?? 50
            shop.campaigns[id]?.holdout = [0, 0, 0, 30].randomElement(using: &random) ?? 0
            let entries: [ReEntry] = [.never, .eachKey, .after(milliseconds: 5 * Shop.day)]
            if id != Shop.receipt { shop.campaigns[id]?.reEntry = entries.randomElement(using: &random) ?? .never }
        }
        shop.rewards = Rewards(
            rules: [.init(name: "r", event: "purchased", amount: .fixed(Money(minorUnits: 1, currency: "EUR")))],
            revokedBy: ["refunded"])
        let names = shop.journey.events.keys.sorted()
        let campaigns = shop.campaigns.keys.sorted()
        var village = try Village(shop, people: 10)
        for _ in 0..<300 {
            let person = ContactID(.random(in: 1...10, using: &random))
            village.now = village.now.adding(milliseconds: .random(in: 0...(2 * Shop.day), using: &random))
            switch Int.random(in: 0..<10, using: &random) {
            case 0: village.finish(person, pick: .random(in: 0..<4, using: &random))
            case 1: village.wake(person)
            case 2: village.enqueue(person, campaigns.randomElement(using: &random) ?? Shop.welcome)
            default:
                let late = max(0, Int64.random(in: -20...10, using: &random))
                let next = village.people[person]?.stage.map { $0.next ?? .promote } ?? .aware
                let onward = names.filter { shop.journey.stage(reachedBy: $0) == next }
                let event = Event(
                    name: (Bool.random(using: &random) ? onward : names).randomElement(using: &random) ?? "",
                    key: "\(Int.random(in: 0..<80, using: &random))",
                    at: village.now.adding(milliseconds: -late * Shop.day))
                let friend =
                    Int.random(in: 0..<12, using: &random) > 0
                    ? nil : ContactID(.random(in: 1...10, using: &random))
                let link = campaigns.randomElement(using: &random).flatMap { shop.campaigns[$0]?.name }
                _ = village.tell(
                    event, of: person, by: friend, byCode: .random(using: &random),
                    campaign: Bool.random(using: &random) ? nil : link)
            }
            try each(village)
        }
        return village
    }

    @Test("no person in two moves at once", arguments: UInt64(1)...20)
    func oneMove(seed: UInt64) throws {
        let village = try village(seed) { village in
            for person in village.people.keys {
                let holding = village.enrollments(of: person).filter { Arbiter.holds($0, village.plan) }
                #expect(Set(holding.map(\.campaign)).count <= 1)
            }
        }
        #expect(village.faults.isEmpty)
    }

    @Test("the lives are rich enough to try everything")
    func rich() throws {
        var reasons: Set<Enrollment.EndReason> = []
        var states: Set<Enrollment.State> = []
        var claims: Set<String> = []
        for seed in UInt64(1)...10 {
            let village = try village(seed) { states.formUnion($0.enrollments.map(\.state)) }
            reasons.formUnion(village.enrollments.compactMap(\.endReason))
            claims.formUnion(village.transitions.map { "\($0.cause)".prefix { $0 != "(" }.description })
            if !village.earnings.isEmpty { claims.insert("earned") }
        }
        #expect(reasons == [.finished, .goalReached, .stopped, .replaced])
        #expect(states == Set(Enrollment.State.allCases))
        #expect(claims == ["enrollment", "link", "code", "entered", "accident", "earned"])
    }

    @Test("transitions chain, and sum to the people at each stage", arguments: UInt64(21)...40)
    func chain(seed: UInt64) throws {
        let village = try village(seed)
        for (id, person) in village.people {
            let own = village.transitions.filter { $0.contact == id }
            #expect(own.first?.from == nil)
            for (before, after) in zip(own, own.dropFirst()) {
                #expect(after.from == before.to)
                #expect(after.at >= before.at)
            }
            #expect(own.last?.to == person.stage)
        }
        for stage in Stage.allCases {
            let came = village.transitions.count { $0.to == stage }
            let left = village.transitions.count { $0.from == stage }
            #expect(came - left == village.people.values.count { $0.stage == stage })
        }
    }

    @Test("nobody goes back", arguments: UInt64(41)...60)
    func neverBack(seed: UInt64) throws {
        let village = try village(seed)
        #expect(!village.transitions.isEmpty)
        for transition in village.transitions { #expect(transition.from.map { $0 < transition.to } ?? true) }
    }

    @Test("every intended move names what claimed it, and the claim is true", arguments: UInt64(61)...80)
    func claims(seed: UInt64) throws {
        let village = try village(seed)
        for transition in village.transitions {
            switch transition.cause {
            case .enrollment(let id, let campaign):
                let enrollment = try #require(village.enrollments.first { $0.id == id })
                #expect(enrollment.campaign == campaign && enrollment.state != .waiting && enrollment.state != .heldOut)
                let to = village.plan.campaigns[campaign]?.moves.to
                #expect(enrollment.contact == transition.contact ? to == transition.to : to == .promote)
                #expect(enrollment.enteredAt <= transition.at)
            case .link(let campaign): #expect(village.plan.campaigns[campaign]?.moves.to == transition.to)
            case .code(let promoter):
                #expect(promoter != transition.contact || transition.to == .promote)
            case .entered(let campaign):
                #expect(transition.from == nil && village.plan.campaigns[campaign]?.moves.from == transition.to)
            case .stated, .told, .unknown: Issue.record("nobody states anything here: \(transition.cause)")
            case .accident(let event):
                #expect(village.plan.journey.stage(reachedBy: event) != nil || transition.to == .promote)
            }
        }
        #expect(Set(village.transitions.map(\.cause.isIntended)).count == 2)
    }

    @Test("what is told twice changes nothing", arguments: UInt64(81)...90)
    func repeated(seed: UInt64) throws {
        var village = try village(seed)
        for (person, told) in village.events {
            for event in told {
                let before = (village.people, village.enrollments, village.transitions, village.earnings)
                #expect(village.tell(event, of: person) == .already)
                #expect(before == (village.people, village.enrollments, village.transitions, village.earnings))
            }
        }
    }

    @Test("nobody earns by their own doing, and nothing is earned without a referral", arguments: UInt64(91)...100)
    func earnings(seed: UInt64) throws {
        let village = try village(seed)
        for earning in village.earnings {
            #expect(earning.promoter != earning.friend)
            #expect(village.referrers[earning.friend] == earning.promoter)
        }
        for (friend, promoter) in village.referrers { #expect(village.referrers[promoter] != friend) }
    }
}
