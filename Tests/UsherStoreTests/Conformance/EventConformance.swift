import Testing
import UsherCore

@Suite("Conformance: events")
struct EventConformance {
    @Test("What was told comes back as it was told, oldest first", arguments: StoreUnderTest.all)
    func told(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let bought = scene.event(
            "purchased", key: "order-7", value: 4900, product: "starter", data: ["order": "7", "note": "a \"b\"\n"])
        var early = scene.event("signed_up", key: "x")
        early.at = scene.now.adding(seconds: -3600)
        try scene.record("ada@example.com", bought)
        try scene.record("ADA@example.com", early)
        let ada = try scene.contact("ada@example.com")
        #expect(try scene.store.events(of: ada.id) == [early, bought])
        #expect(try scene.store.events(of: ContactID(99)).isEmpty)
    }

    @Test(
        "A name and key are recorded once; the decision sees what is known and whose it is",
        arguments: StoreUnderTest.all)
    func once(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let bought = scene.event("purchased", key: "order-7", value: 4900)
        guard case .recorded([], let ada) = try scene.record("ada@example.com", bought) else {
            Issue.record("not recorded")
            return
        }
        #expect(try scene.record("ada@example.com", bought) == .already)
        var seen: EventFacts?
        let requests = [try scene.request("bob@example.com", scene.event("purchased", key: "order-7"))]
        let results = try scene.store.record(requests, now: scene.now) { _, facts in
            seen = facts
            return .refuse(.conflictingKey)
        }
        #expect(results == [.refused(.conflictingKey)])
        #expect(seen?.known == bought && seen?.knownContact == ada.id && seen?.isNew == true)
        #expect(try scene.record("ada@example.com", scene.event("reviewed", key: "order-7")) != .already)
        #expect(try scene.store.events(of: ada.id).count == 2)
    }

    @Test("What is refused leaves nothing behind: no contact, no consent, no friend", arguments: StoreUnderTest.all)
    func refused(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let facts = try scene.eventFacts("ada@example.com", by: "bob@example.com")
        #expect(facts.isNew && facts.promoter?.isNew == true && facts.promoter?.byCode == false)
        #expect(try scene.store.contact(scene.key("ada@example.com")) == nil)
        #expect(try scene.store.contact(scene.key("bob@example.com")) == nil)
        #expect(try scene.store.totals(now: scene.now).contacts == 0)
        let whole = scene.event("signed_up")
        try scene.record("ada@example.com", whole)
        #expect(try scene.store.totals(now: scene.now).contacts == 1)
    }

    @Test("The decision sees everything that happened before, also in the same lot", arguments: StoreUnderTest.all)
    func facts(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let start = scene.now
        let enrollment = try scene.entered("ada@example.com").enrollment
        for (index, product) in ["starter", "pro", "starter"].enumerated() {
            scene.now = start.adding(seconds: Int64(index))
            try scene.record("ada@example.com", scene.event("purchased", key: "\(index)", product: product))
        }
        scene.now = start.adding(seconds: 9)
        try scene.record("ada@example.com", scene.event("opened", product: "starter")) { facts in
            [scene.move(facts.contact, to: .excite)]
        }
        let ada = try scene.contact("ada@example.com")
        try scene.store.addTags(["vip"], to: ada.id)
        let facts = try scene.eventFacts("ada@example.com")
        #expect(facts.contact == ada && ada.stage == .excite && !facts.isNew)
        #expect(
            facts.enrollments.map(\.id) == [enrollment] && facts.standing.marketing == .agreed)
        #expect(facts.stageSince == scene.now && facts.known == nil && facts.promoter == nil)
        let purchases = EventHistory(
            count: 3, firstAt: start, lastAt: start.adding(seconds: 2), products: ["starter", "pro"])
        let opened = EventHistory(count: 1, firstAt: scene.now, lastAt: scene.now, products: ["starter"])
        #expect(facts.history == ["purchased": purchases, "opened": opened])

        var counts: [Int] = []
        let lot = try (0..<3).map { try scene.request("bob@example.com", scene.event("seen", key: "\($0)")) }
        _ = try scene.store.record(lot, now: scene.now) { _, facts in
            counts.append(facts.history["seen"]?.count ?? 0)
            return .record([])
        }
        #expect(counts == [0, 1, 2])
    }

    @Test(
        "For conditions: the newest of each event, tags, products in the order they came, the code",
        arguments: StoreUnderTest.all)
    func conditions(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let start = scene.now
        for (key, seconds, product) in [("1", 50, "pro"), ("2", 10, "starter"), ("3", 30, "pro")]
            as [(String, Int64, String)]
        {
            scene.now = start.adding(seconds: seconds)
            try scene.record("ada@example.com", scene.event("purchased", key: key, product: product))
        }
        let ada = try scene.contact("ada@example.com")
        try scene.store.addTags(["b", "a"], to: ada.id)
        #expect(try scene.store.code(of: ada.id) { "ADA-1" } == "ADA-1")
        #expect(
            try scene.store.facts(of: ada.id).owned(Journey())
                == Facts(
                    tags: ["a", "b"], events: ["purchased": start.adding(seconds: 50)], products: ["starter", "pro"],
                    promoterCode: "ADA-1",
                    deeds: [("2", 10, "starter"), ("3", 30, "pro"), ("1", 50, "pro")].map { key, seconds, product in
                        Deed(
                            id: EventID(Int64(key) ?? 0), event: "purchased", key: key, product: product,
                            at: start.adding(seconds: seconds))
                    }))
        #expect(try scene.store.facts(of: ContactID(99)) == .none)
    }

    @Test("Moves, ends and entries happen in order, with the event", arguments: StoreUnderTest.all)
    func consequences(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let offer = scene.planned("offer", of: "ascend", in: 500)
        let result = try scene.record("ada@example.com", scene.event("purchased", value: 4900)) { facts in
            let enrollment = Transition.Cause.enrollment(ada.enrollment, scene.campaign())
            return [
                scene.move(facts.contact, to: .convert, enrollment), .end(ada.enrollment, .goalReached),
                .enroll(scene.campaign("ascend"), key: "order-7", data: ["order": "7"], .now(offer)),
            ]
        }
        guard case .recorded(let following, let contact) = result else {
            Issue.record("not recorded")
            return
        }
        #expect(following.count == 3 && contact.stage == .convert)
        #expect(try scene.contact("ada@example.com").stage == .convert)
        let enrollments = try scene.store.enrollments(of: ada.contact)
        #expect(enrollments.map(\.state) == [.ended, .active] && enrollments.first?.endReason == .goalReached)
        #expect(
            enrollments.last?.key == "order-7" && enrollments.last?.data == ["order": "7"]
                && enrollments.last?.enteredAt == scene.now)
        #expect(try scene.state(ada.delivery) == .cancelled)
        #expect(try scene.store.nextDue() == offer.due)
        #expect(
            try scene.store.transitions(of: ada.contact).map(\.cause) == [.enrollment(ada.enrollment, scene.campaign())]
        )
        try scene.expectRecountAgrees()
    }

    @Test("An enrollment that begins gets the first free key", arguments: StoreUnderTest.all)
    func freeKey(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        for number in 1...3 {
            try scene.record("ada@example.com", scene.event("purchased", key: "\(number)")) { _ in
                [.enroll(scene.campaign(), key: "a", data: [:], .now(scene.planned("one")))]
            }
        }
        let ada = try scene.contact("ada@example.com")
        #expect(try scene.store.enrollments(of: ada.id).map(\.key) == ["a", "a~2", "a~3"])
    }

    @Test(
        "A move from where somebody does not stand is a defect, and nothing of the lot is recorded",
        arguments: StoreUnderTest.all)
    func broken(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let requests = [
            try scene.request("ada@example.com", scene.event("fine")),
            try scene.request("bob@example.com", scene.event("purchased")),
        ]
        let error = #expect(throws: StoreError.self) {
            try scene.store.record(requests, now: scene.now) { request, facts in
                guard request.event.name == "purchased" else { return .record([]) }
                var contact = facts.contact
                contact.stage = .engage
                return .record([scene.move(contact, to: .convert)])
            }
        }
        #expect(error?.word == "defect")
        #expect(try scene.store.totals(now: scene.now).contacts == 0)
    }

    @Test(
        "Events and visits that are told together are recorded together, or not at all", arguments: StoreUnderTest.all)
    func together(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let request = EventRequest(
            event: Event(name: "purchased", key: "o1", at: scene.now),
            person: ContactDraft(address: try EmailAddress("ada@example.org")))
        func record(_ campaign: CampaignID) throws -> [EventResult] {
            try scene.store.record(
                [request], visits: [Visits(campaign: campaign, day: "2026-11-18", count: 3)], now: scene.now
            ) { _, _ in .record([]) }
        }
        // No such campaign: the visits fail after the event.
        #expect(throws: StoreError.self) { try record(CampaignID(999)) }
        #expect(try scene.store.totals(now: scene.now).contacts == 0)
        #expect(try record(scene.campaign()).count == 1)
        let counts = try scene.store.journeyCounts(from: "2026-11-18", to: "2026-11-18")
        #expect(counts.campaigns[scene.campaign()]?.visits == 3)
        #expect(try scene.store.totals(now: scene.now).contacts == 1)
    }

    @Test("Visits count by campaign and day", arguments: StoreUnderTest.all)
    func visits(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        for (day, count) in [("2026-11-18", 3), ("2026-11-18", 4), ("2026-11-20", 10)] {
            try scene.store.countVisits(scene.campaign(), day: day, count: count)
        }
        let counts = try scene.store.journeyCounts(from: "2026-11-18", to: "2026-11-19")
        #expect(counts.campaigns[scene.campaign()]?.visits == 7 && counts.campaigns.count == 1)
        try scene.expectRecountAgrees()
    }
}
