import Testing
import UsherCore
import UsherStore

@Suite("Conformance: the journey in numbers")
struct ReportConformance {
    private static let day: Int64 = 86_400

    @Test("People, arrows, campaigns, money and stays, in the days asked for", arguments: StoreUnderTest.all)
    func numbers(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let start = scene.now
        let campaign = scene.campaign()
        let ada = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com")
        try scene.entered("cy@example.com")
        for contact in [ada.contact, bob.contact] {
            try scene.store.setStage(contact, .engage, cause: .stated(because: "x"), now: scene.now)
        }
        let claimed = try scene.claim(2).claimed.map(\.delivery)
        for delivery in claimed {
            try scene.settle(delivery, .sent(countsTowardsCap: true), advance: .next(scene.planned("two", in: 5)))
        }
        scene.now = start.adding(seconds: 2 * Self.day)
        try scene.record("ada@example.com", scene.event("purchased", key: "1", value: 4900)) { facts in
            [
                scene.move(facts.contact, to: .convert, .enrollment(ada.enrollment, campaign)),
                .end(ada.enrollment, .goalReached),
            ]
        }
        scene.now = start.adding(seconds: 4 * Self.day)
        try scene.record("bob@example.com", scene.event("purchased", key: "2", value: 1000)) { facts in
            [scene.move(facts.contact, to: .convert, .accident(event: "purchased"))]
        }
        let counts = try scene.store.journeyCounts(from: "2026-11-01", to: "2026-12-31")
        #expect(counts.standing == [nil: 1, .convert: 2])
        typealias Arrow = JourneyCounts.Arrow
        #expect(
            counts.arrows == [
                Arrow(from: nil, to: .engage, campaign: nil, kind: .stated): 2,
                Arrow(from: .engage, to: .convert, campaign: campaign, kind: .intended): 1,
                Arrow(from: .engage, to: .convert, campaign: nil, kind: .accidental): 1,
            ])
        var welcome = JourneyCounts.CampaignCount()
        (welcome.entered, welcome.moved, welcome.sent, welcome.money) = (3, 1, [scene.step("one"): 2], ["EUR": 4900])
        #expect(counts.campaigns == [campaign: welcome])
        let stay = try #require(counts.medianStay[.engage])
        #expect(abs(stay - 2 * Self.day * 1000) < 2 * Self.day * 1000 / 30 && counts.medianStay.count == 1)

        let later = try scene.store.journeyCounts(from: "2026-11-22", to: "2026-11-22")
        #expect(later.standing == counts.standing && later.campaigns.isEmpty)
        #expect(later.arrows == [Arrow(from: .engage, to: .convert, campaign: nil, kind: .accidental): 1])
        #expect(later.medianStay[.engage].map { abs($0 - 4 * Self.day * 1000) < 4 * Self.day * 1000 / 30 } == true)
        try scene.expectRecountAgrees()
    }

    @Test("A report of days that are over says where people stood then; who was erased since stays a number")
    func past() throws {
        let scene = try Scene(StoreUnderTest.all[0])
        let store = try #require(scene.store as? SQLiteStore)
        let start = scene.now
        func tell(_ address: String, _ name: String, day: Int64, to stage: Stage) throws {
            scene.now = start.adding(seconds: day * Self.day)
            try scene.record(address, scene.event(name, key: "\(address) \(day)")) {
                [scene.move($0.contact, to: stage)]
            }
        }
        try tell("ada@example.com", "a", day: 0, to: .engage)
        try scene.record("cy@example.com", scene.event("looked"))
        try tell("dan@example.com", "a", day: 1, to: .convert)
        try tell("ada@example.com", "b", day: 2, to: .convert)
        scene.now = start.adding(seconds: 3 * Self.day)
        try scene.record("bob@example.com", scene.event("looked", key: "bob"))
        for (address, day) in [("ada@example.com", 4), ("cy@example.com", 5)] as [(String, Int64)] {
            try store.erase(EmailAddress(address), now: start.adding(seconds: day * Self.day))
        }
        try tell("bob@example.com", "b", day: 6, to: .excite)
        let days = (17...24).map { "2026-11-\($0)" }
        let stood = try days.map { try store.journeyCounts(from: "2026-11-01", to: $0).standing }
        #expect(
            stood == [
                [:], [nil: 1, .engage: 1], [nil: 1, .engage: 1, .convert: 1], [nil: 1, .convert: 2],
                [nil: 2, .convert: 2], [nil: 2, .convert: 1], [nil: 1, .convert: 1], [.convert: 1, .excite: 1],
            ])
        for day in days {
            let period = try store.journeyCounts(from: "2026-11-01", to: day)
            #expect(try period == store.recount(from: "2026-11-01", to: day))
        }
    }

    @Test("Who came lately has not stood long")
    func stoodLong() throws {
        let scene = try Scene(StoreUnderTest.all[0])
        let start = scene.now
        for day in 0..<20 as Range<Int64> {
            scene.now = start.adding(seconds: day * Self.day)
            try scene.record("p\(day)@example.com", scene.event("bought", key: "\(day)")) {
                [scene.move($0.contact, to: .convert)]
            }
        }
        #expect(try scene.store.journeyCounts(from: "2026-11-01", to: "2026-12-07").stoodLong == [.convert: 6])
        // One who went on after two days shows what is usual.
        try scene.record("p17@example.com", scene.event("opened")) { [scene.move($0.contact, to: .excite)] }
        #expect(try scene.store.journeyCounts(from: "2026-11-01", to: "2026-12-07").stoodLong[.convert] == 17)
        #expect(try scene.store.journeyCounts(from: "2026-11-01", to: "2026-11-20").stoodLong == [:])
        try scene.expectRecountAgrees()
    }

    @Test(
        "An event is counted once for a campaign, however many of its enrollments it ends",
        arguments: StoreUnderTest.all)
    func money(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let one = try scene.entered("ada@example.com")
        guard case .entered(let two, _, _, _) = try scene.enter("ada@example.com", key: "second") else {
            throw SceneError.notEntered
        }
        let other = try scene.entered("ada@example.com", "ascend")
        try scene.record("ada@example.com", scene.event("purchased", value: 700)) { facts in
            [
                scene.move(facts.contact, to: .convert, .enrollment(one.enrollment, scene.campaign())),
                .end(one.enrollment, .goalReached), .end(two, .goalReached), .end(other.enrollment, .stopped),
            ]
        }
        var late = scene.event("upgraded", value: .max)
        late.at = scene.now.adding(seconds: -40 * Self.day)
        for key in ["a", "b"] {
            late.key = key
            try scene.record("bob@example.com", late) { facts in
                facts.contact.stage == nil
                    ? [scene.move(facts.contact, to: .ascend, .link(scene.campaign("ascend")))] : []
            }
        }
        let counts = try scene.store.journeyCounts(from: "2026-01-01", to: "2026-12-31")
        #expect(counts.campaigns[scene.campaign()]?.money == ["EUR": 700])
        #expect(counts.campaigns[scene.campaign("ascend")]?.money == ["EUR": 1_000_000_000_000])
        let november = try scene.store.journeyCounts(from: "2026-11-01", to: "2026-12-31")
        #expect(november.campaigns[scene.campaign("ascend")]?.moved == 1)
        #expect(november.campaigns[scene.campaign("ascend")]?.money == [:], "it was earned in October")
        try scene.expectRecountAgrees()
    }

    /// Three orders of one campaign's: 49.00 and 10.00 euros, and 7.00 francs; each row is what refunds give back, and
    /// what is left.
    @Test(
        "What was given back is no campaign's money, once, on the day of the purchase, in each currency",
        arguments: [
            ([], ["EUR": 5900, "CHF": 700]), ([["1"]], ["EUR": 1000, "CHF": 700]), ([["3"]], ["EUR": 5900]),
            ([["1", "2"], ["3"]], [:]), ([["2"], ["1", "2"]], ["CHF": 700]), ([["free"]], ["EUR": 5900, "CHF": 700]),
        ] as [([[String]], [String: Int64])])
    func givenBack(refunds: [[String]], left: [String: Int64]) throws {
        for kind in StoreUnderTest.all {
            let scene = try Scene(kind)
            let campaign = scene.campaign()
            let ada = try scene.entered("ada@example.com")
            let start = scene.now
            var orders = [
                scene.event("purchased", key: "1", value: 4900), scene.event("purchased", key: "2", value: 1000),
                scene.event("purchased", key: "3", value: 700), scene.event("purchased", key: "free"),
            ]
            orders[2].value = Money(minorUnits: 700, currency: "CHF")
            for (order, stage) in zip(orders, [Stage.convert, .excite, .ascend, .advocate]) {
                try scene.record("ada@example.com", order) { facts in
                    // The first is the enrollment's goal, each moves by the campaign's link or enrollment.
                    let end: [Consequence] = order.key == "1" ? [.end(ada.enrollment, .goalReached)] : []
                    return end + [scene.move(facts.contact, to: stage, .link(campaign))]
                }
            }
            // Somebody else's order, and one that no campaign claims, stay out of it.
            try scene.record("bob@example.com", scene.event("purchased", key: "4", value: 100))
            scene.now = start.adding(seconds: 20 * Self.day)
            for (number, keys) in refunds.enumerated() {
                var request = try scene.request("ada@example.com", scene.event("refunded", key: "r\(number)"))
                request.needsDeeds = true
                _ = try scene.store.record([request], now: scene.now) { _, facts in
                    .record([.takeBack(facts.deeds.filter { keys.contains($0.key) }.map { Purchases.Taken($0.id) })])
                }
            }
            let counts = try scene.store.journeyCounts(from: "2026-11-01", to: "2026-11-30")
            #expect(counts.campaigns[campaign]?.money == left)
            try scene.expectRecountAgrees()
        }
    }

    @Test("A recount of what is no day is refused", arguments: StoreUnderTest.all)
    func noDay(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        for day in ["", "2026-02-30", "2026-1-1", "today"] {
            #expect(throws: StoreError.self) { try scene.store.recount(from: day, to: "2026-11-22") }
        }
    }
}
