import TestSupport
import Testing

@testable import UsherCore

@Suite("Conformance: what became of a campaign's messages")
struct CampaignResultsConformance {
    private static let day: Int64 = 86_400
    private static let always = ("0001-01-01", "9998-12-31")

    private func facts(
        _ scene: Scene, goal: CampaignGoal = .unknown, overBefore: Timestamp? = nil
    ) throws -> CampaignResults {
        try scene.store.campaignResults(
            scene.campaign(), from: Self.always.0, to: Self.always.1, goal: goal, overBefore: overBefore ?? scene.now)
    }

    @Test("Clicks, noes, bounces and complaints count once for the message", arguments: StoreUnderTest.all)
    func once(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var people: [(enrollment: EnrollmentID, delivery: DeliveryID, contact: ContactID)] = []
        for name in ["a", "b", "c", "d", "e", "f"] {
            people.append(try scene.sent("\(name)@example.com", next: name > "c"))
        }
        let clicks = [people[0], people[1]].map { Traffic.Click(delivery: $0.delivery, number: 0, visitor: .person) }
        let again = Traffic.Click(delivery: people[0].delivery, number: 1, visitor: .person)
        let scan = Traffic.Click(delivery: people[2].delivery, number: 0, visitor: .scanner)
        try scene.store.record(Traffic(clicks: [clicks[0]: 2, clicks[1]: 1, again: 1, scan: 5]), now: scene.now)
        for choice in [UnsubscribeRequest.Choice.campaign, .all, .all, .pause(until: scene.now.adding(seconds: 99))] {
            let person = choice == .campaign ? people[0] : people[1]
            let request = UnsubscribeRequest(
                contact: person.contact, delivery: person.delivery, choice: choice, basis: "one-click")
            _ = try scene.store.unsubscribe([request], now: scene.now)
        }
        let pause = UnsubscribeRequest(
            contact: people[4].contact, delivery: people[4].delivery,
            choice: .pause(until: scene.now.adding(seconds: 99)),
            basis: "page")
        // Somebody else's message is nobody's way to say no.
        let others = UnsubscribeRequest(
            contact: people[5].contact, delivery: people[4].delivery, choice: .campaign, basis: "page")
        _ = try scene.store.unsubscribe([pause, others], now: scene.now)
        try scene.take(scene.report(people[2].delivery, .hard, proof: true))
        try scene.take(scene.mail(.complaint, of: people[3].delivery))
        let facts = try facts(scene)
        let one = try #require(facts.steps[scene.step("one")])
        #expect((one.sent, one.clicked, one.unsubscribed, one.bounced, one.complained) == (6, 2, 2, 1, 1))
        #expect((one.over, one.reached, one.last, one.refused) == (6, 0, 0, 0))
        #expect(facts.steps[scene.step("two")]?.sent == 0 && facts.steps[scene.step("three")] != nil)
        #expect(facts.steps[scene.step("offer", of: "ascend")] == nil)
        #expect(facts == (try CampaignRecount(scene).facts(of: scene.campaign(), overBefore: scene.now)))
    }

    @Test("What waits, and what was refused at once", arguments: StoreUnderTest.all)
    func waiting(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        for name in ["a", "b", "c", "d"] { try scene.entered("\(name)@example.com") }
        let claimed = try scene.claim(3).claimed.map(\.delivery)
        try scene.settle(claimed[0], .bounced, advance: .end(.suppressed))
        try scene.settle(claimed[1], .held)
        let one = try #require(try facts(scene).steps[scene.step("one")])
        #expect((one.waiting, one.sent, one.refused) == (3, 0, 1), "one is held, one on its way, one queued")
    }

    @Test(
        "A goal counts after the message, in its time, and for the last message before it",
        arguments: StoreUnderTest.all)
    func goal(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let start = scene.now
        let campaign = scene.campaign()
        let ada = try scene.sent("ada@example.com", next: true)
        let bob = try scene.sent("bob@example.com", next: true)
        scene.now = start.adding(seconds: 2 * Self.day)
        for delivery in try scene.claim().claimed.map(\.delivery) {
            try scene.settle(delivery, .sent(countsTowardsCap: true), advance: .end(.finished))
        }
        // Told after the second message, and done before it.
        var told = scene.event("purchased", key: "1")
        told.at = start.adding(seconds: Self.day)
        try scene.record("ada@example.com", told) { facts in
            [
                .move(
                    Transition(
                        contact: facts.contact.id, from: nil, to: .convert, at: told.at,
                        cause: .enrollment(ada.enrollment, campaign)))
            ]
        }
        scene.now = start.adding(seconds: 3 * Self.day)
        try scene.record("bob@example.com", scene.event("purchased", key: "2")) { facts in
            [scene.move(facts.contact, to: .convert, .enrollment(bob.enrollment, campaign))]
        }
        let facts = try facts(scene)
        let (one, two) = (facts.steps[scene.step("one")], facts.steps[scene.step("two")])
        #expect(one.map { [$0.over, $0.reached, $0.last] } == [2, 2, 1])
        #expect(two.map { [$0.over, $0.reached, $0.last] } == [2, 1, 1])
        #expect(facts.entered == .init(people: 2, reached: 2) && facts.heldOut == .init())
        // Bob entered a minute after Ada, and has time left.
        let early = try self.facts(scene, overBefore: start)
        #expect(early.steps[scene.step("one")].map { [$0.sent, $0.over, $0.reached, $0.last] } == [2, 1, 1, 1])
        #expect(early.entered == .init(people: 1, reached: 1))
    }

    @Test("Who waited for their turn has the time for the goal from when it came", arguments: StoreUnderTest.all)
    func waited(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let enrollment = try scene.waiting("ada@example.com", "welcome")
        scene.now = scene.now.adding(seconds: 60 * Self.day)
        let first = scene.planned("one")
        let begun = try scene.store.wakeWaiting(now: scene.now, limit: 5) { _, _, _ in
            Turn(enrollment: enrollment, first: first)
        }
        #expect(begun == 1)
        let delivery = try #require(try scene.claim().claimed.first?.delivery)
        try scene.settle(delivery, .sent(countsTowardsCap: true), advance: .end(.finished))
        let time = 21 * Self.day
        let early = try facts(scene, overBefore: scene.now.adding(seconds: -time)).steps[scene.step("one")]
        #expect(early.map { [$0.sent, $0.over] } == [1, 0])
        scene.now = scene.now.adding(seconds: time)
        let late = try facts(scene, overBefore: scene.now.adding(seconds: -time)).steps[scene.step("one")]
        #expect(late.map { [$0.sent, $0.over, $0.reached] } == [1, 1, 0])
    }

    @Test(
        "Held out and not are counted alike: from the entry on, whether they waited, left or were done",
        arguments: StoreUnderTest.all)
    func alike(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let start = scene.now
        let campaign = scene.campaign()
        let names = ["buys", "late", "never"]
        var held: [String: EnrollmentID] = [:]
        for name in names {
            let request = EntryRequest(person: try scene.person("\(name)@held.example"), campaign: campaign)
            let results = try scene.store.enter([request], now: scene.now) { _, _ in .heldOut }
            guard case .heldOut(let enrollment, _)? = results.first else { throw SceneError.notEntered }
            held[name] = enrollment
        }
        var open: [String: EnrollmentID] = [:]
        for name in names {
            open["\(name)@waits.example"] = try scene.waiting("\(name)@waits.example", "welcome")
            open["\(name)@ended.example"] = try scene.sent("\(name)@ended.example").enrollment
        }
        scene.now = start
        for (name, days) in [("buys", 5), ("late", 15)] as [(String, Int64)] {
            scene.now = start.adding(seconds: days * Self.day)
            for group in ["held", "waits", "ended"] {
                let address = "\(name)@\(group).example"
                try scene.record(address, scene.event("purchased", key: address)) { _ in
                    switch group {
                    case "held": held[name].map { [.end($0, .goalReached)] } ?? []
                    case "waits": open[address].map { [.end($0, .stopped)] } ?? []
                    // The last e-mail was sent, and it is no move: nothing follows from it.
                    default: []
                    }
                }
            }
        }
        scene.now = start.adding(seconds: 30 * Self.day)
        // By the campaign's waits alone, ten days.
        let goal = CampaignGoal(time: 10 * Self.day * 1000, event: "purchased", isAnyEvent: true)
        let found = try facts(scene, goal: goal)
        #expect(found.heldOut == .init(people: 3, reached: 1))
        #expect(found.entered == .init(people: 6, reached: 2))
        #expect(found == (try CampaignRecount(scene).facts(of: campaign, goal: goal, overBefore: scene.now)))
        // Where the event alone says nothing, what was recorded of the enrollment does.
        let recorded = try facts(scene, goal: CampaignGoal(time: goal.time, event: "purchased"))
        #expect(recorded.heldOut == found.heldOut && recorded.entered == .init(people: 6, reached: 1))
    }

    @Test("Who waits for the next step is no loss of the one before it", arguments: StoreUnderTest.all)
    func flow(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let start = scene.now
        try scene.sent("gets@example.com", next: true)
        let leaves = try scene.sent("leaves@example.com", next: true)
        try scene.sent("is-done@example.com")
        try scene.sent("waits@example.com", next: true)
        _ = try scene.store.leave(scene.campaign(), contact: leaves.contact, reason: .left, now: scene.now)
        scene.now = start.adding(seconds: Self.day)
        for delivery in try scene.claim().claimed.map(\.delivery) {
            try scene.settle(delivery, .sent(countsTowardsCap: true), advance: .end(.finished))
        }
        func flow(end: Timestamp, limit: Int = 10) throws -> StepFlow {
            try scene.store.flow(
                from: scene.step("one"), to: scene.step("two"), start: start, end: end, limit: limit)
        }
        #expect(try flow(end: scene.now) == StepFlow(decided: 3, reached: 1, mailed: 1))
        #expect(try flow(end: start.adding(seconds: 60)) == StepFlow(decided: 1, reached: 1, mailed: 1))
        #expect(try flow(end: scene.now, limit: 2) == StepFlow(decided: 1), "the latest: one waits, one is done")
        #expect(try flow(end: start) == StepFlow())
    }

    @Test("Any life is counted as its rows say, one by one", arguments: [1, 2, 3] as [UInt64])
    func recount(seed: UInt64) throws {
        for kind in StoreUnderTest.all {
            let scene = try Scene(kind)
            var life = OutcomeLife(JourneyLife(try JourneyShop(scene), seed: seed), seed: seed)
            var seen = CampaignResults.StepResults()
            for round in 1...500 {
                try life.step()
                guard round % 250 == 0 else { continue }
                for campaign in life.shop.plan.campaigns.keys.sorted() {
                    for (from, to) in [Self.always, ("2026-11-18", "2026-11-20")] {
                        for back in [0, 20 * Self.day] {
                            let over = scene.now.adding(seconds: -back)
                            let goal = life.shop.plan.campaigns[campaign]?.goal ?? .unknown
                            let counted = try scene.store.campaignResults(
                                campaign, from: from, to: to, goal: goal, overBefore: over)
                            let rows = try CampaignRecount(scene).facts(
                                of: campaign, from: from, to: to, goal: goal, overBefore: over)
                            #expect(counted == rows, "seed \(seed), after \(round), campaign \(campaign), \(from)")
                            for facts in counted.steps.values { seen.add(facts) }
                        }
                    }
                }
            }
            #expect(
                [seen.clicked, seen.unsubscribed, seen.complained, seen.reached, seen.last].allSatisfy { $0 > 0 },
                "\(seen)")
        }
    }

    @Test("A period of what are no days is refused")
    func noDay() throws {
        let scene = try Scene(StoreUnderTest.all[0])
        #expect(throws: StoreError.self) {
            try scene.store.campaignResults(
                scene.campaign(), from: "today", to: "2026-11-22", goal: .unknown, overBefore: scene.now)
        }
    }
}

extension CampaignResults.StepResults {
    fileprivate mutating func add(_ other: Self) {
        clicked += other.clicked
        unsubscribed += other.unsubscribed
        complained += other.complained
        reached += other.reached
        last += other.last
    }
}
