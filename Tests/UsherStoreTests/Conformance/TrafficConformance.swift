import Testing
import UsherCore

@Suite("Conformance: what comes through links")
struct TrafficConformance {
    /// Sends the first e-mail of `welcome`.
    private func sent(_ scene: Scene, _ address: String) throws -> (delivery: DeliveryID, contact: ContactID) {
        let entered = try scene.entered(address)
        try scene.claim()
        try scene.settle(entered.delivery, .sent(countsTowardsCap: true))
        return (entered.delivery, entered.contact)
    }

    private func click(_ delivery: DeliveryID, _ number: UInt32 = 0, _ visitor: Visitor = .person) -> Traffic.Click {
        Traffic.Click(delivery: delivery, number: number, visitor: visitor)
    }

    @Test(
        "Clicks add up by message, link and visitor; a message counts once for its step", arguments: StoreUnderTest.all)
    func clicks(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let store = scene.store
        let ada = try sent(scene, "ada@example.com")
        let bob = try sent(scene, "bob@example.com")
        let first = scene.now
        try store.record(Traffic(clicks: [click(ada.delivery): 2, click(ada.delivery, 1): 1]), now: first)
        let second = first.adding(seconds: 40)
        try store.record(
            Traffic(clicks: [
                click(ada.delivery): 1, click(ada.delivery, 0, .scanner): 5, click(bob.delivery, 0, .scanner): 1,
            ]),
            now: second)
        #expect(
            try store.clicks(of: ada.contact) == [
                ClickRow(delivery: ada.delivery, number: 0, visitor: .person, count: 3, first: first, last: second),
                ClickRow(delivery: ada.delivery, number: 0, visitor: .scanner, count: 5, first: second, last: second),
                ClickRow(delivery: ada.delivery, number: 1, visitor: .person, count: 1, first: first, last: first),
            ])
        let counts = try scene.store.journeyCounts(from: "2026-11-01", to: "2026-12-31").campaigns[scene.campaign()]
        #expect(counts?.clicked == [scene.step("one"): 1])
        #expect(counts?.scanned == [scene.step("one"): 2])
        #expect(counts?.sent == [scene.step("one"): 2])
        try scene.expectRecountAgrees()
    }

    @Test("A click moves nobody, ends nothing, and is no event", arguments: StoreUnderTest.all)
    func noConsequence(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try sent(scene, "ada@example.com")
        let enrollments = try scene.store.enrollments(of: ada.contact)
        try scene.store.record(Traffic(clicks: [click(ada.delivery): 1]), now: scene.now)
        #expect(try scene.store.enrollments(of: ada.contact) == enrollments)
        #expect(try scene.store.events(of: ada.contact).isEmpty)
        #expect(try scene.store.transitions(of: ada.contact).isEmpty)
    }

    @Test("Visits and introductions count by day, people and scanners apart", arguments: StoreUnderTest.all)
    func visits(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let store = scene.store
        let ada = try scene.entered("ada@example.com").contact
        let campaign = scene.campaign()
        try scene.store.countVisits(campaign, day: "2026-11-18", count: 7)
        for _ in 0..<2 {
            try store.record(
                Traffic(
                    visits: [
                        .init(campaign: campaign, day: "2026-11-18", visitor: .person): 3,
                        .init(campaign: campaign, day: "2026-11-18", visitor: .scanner): 10,
                        .init(campaign: scene.campaign("ascend"), day: "2026-11-19", visitor: .scanner): 1,
                    ],
                    introductions: [
                        .init(promoter: ada, day: "2026-11-18", visitor: .person): 1,
                        .init(promoter: ada, day: "2026-11-19", visitor: .scanner): 4,
                    ]), now: scene.now)
        }
        let counts = try scene.store.journeyCounts(from: "2026-11-18", to: "2026-11-19").campaigns
        #expect(counts[campaign]?.visits == 13 && counts[campaign]?.scannerVisits == 20)
        let other = counts[scene.campaign("ascend")]
        #expect(other?.visits == 0 && other?.scannerVisits == 2)
        #expect(try store.introductions(by: ada) == [.person: 2, .scanner: 8])
        #expect(try store.introductions(by: ContactID(99)) == [.person: 0, .scanner: 0])
        try scene.expectRecountAgrees()
    }

    @Test("What the store has no longer is left out, and the rest counts", arguments: StoreUnderTest.all)
    func gone(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let store = scene.store
        let ada = try sent(scene, "ada@example.com")
        try store.record(
            Traffic(
                clicks: [click(DeliveryID(999)): 1, click(ada.delivery): 1],
                visits: [.init(campaign: CampaignID(999), day: "2026-11-18", visitor: .person): 1],
                introductions: [.init(promoter: ContactID(999), day: "2026-11-18", visitor: .person): 1]),
            now: scene.now)
        #expect(try store.clicks(of: ada.contact).map(\.count) == [1])
        try store.record(Traffic(), now: scene.now)
        try scene.expectRecountAgrees()
    }

    @Test(
        "A reader finds a message, a promoter and a reviewer, and does not wait for a writer",
        arguments: StoreUnderTest.all)
    func reader(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let reader = try kind.gate(scene.store)
        let entered = try scene.entered("ada@example.com")
        #expect(try reader.message(entered.delivery) == SentMessage(campaign: scene.campaign()))
        try scene.claim()
        let composed = scene.now
        var expected = SentMessage(
            revision: Scene.revision, inputs: "{}", campaign: scene.campaign(), acceptedAt: composed)
        #expect(try reader.message(entered.delivery) == expected)
        scene.now = composed.adding(seconds: 90)
        try scene.settle(entered.delivery, .sent(countsTowardsCap: true))
        expected.acceptedAt = scene.now
        #expect(try reader.message(entered.delivery) == expected)
        #expect(try reader.message(DeliveryID(999)) == nil)

        let code = try scene.store.code(of: entered.contact) { "7hm2x9qd" }
        #expect(try reader.promoter(code: code) == entered.contact)
        #expect(try reader.promoter(code: "7HM2X9QD") == nil)
        #expect(
            try reader.reviewer(entered.enrollment)
                == Reviewer(
                    contact: entered.contact, address: "ada@example.com", language: nil, campaign: scene.campaign()))
        #expect(try reader.reviewer(EnrollmentID(999)) == nil)
    }
}
