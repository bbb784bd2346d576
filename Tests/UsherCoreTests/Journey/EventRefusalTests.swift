import Testing

@testable import UsherCore

@Suite("Which events are recorded")
struct EventRefusalTests {
    @Test("unknown names are refused, with the nearest one there is")
    func unknown() throws {
        var shop = try Shop()
        #expect(
            try shop.decide("purchasd", at: nil)
                == .refuse(.unknownEvent("purchasd", hint: "; did you mean 'purchased'?")))
        #expect(
            try shop.decide("purchased", at: nil, campaign: "welcom")
                == .refuse(.unknownCampaign("welcom", hint: "; did you mean 'welcome'?")))
        #expect(try shop.decide("purchased", at: nil, code: "NOBODY") == .refuse(.unknownCode("NOBODY")))
        guard case .record = try shop.decide("purchased", at: nil, product: "anything") else {
            Issue.record("without a ladder every product is as good as another")
            return
        }
        let price = Money(minorUnits: 500, currency: "EUR")
        shop.ladder = Ladder(packages: [.init(name: "starter", title: "Starter", price: price)])
        #expect(
            try shop.decide("purchased", at: nil, product: "startr")
                == .refuse(.unknownProduct("startr", hint: "; did you mean 'starter'?")))
        guard case .record = try shop.decide("purchased", at: nil, product: "starter") else {
            Issue.record("it is on the ladder")
            return
        }
    }

    @Test("a campaign that is no longer in the files is unknown")
    func gone() throws {
        var shop = try Shop()
        shop.campaigns[Shop.fair] = nil
        #expect(try shop.decide("visited", at: nil, campaign: "fair") == .refuse(.unknownCampaign("fair", hint: "")))
    }

    @Test("up to five minutes ahead is a clock that is wrong; more is refused, and so is what nobody told")
    func future() throws {
        let shop = try Shop()
        let moments = [
            (300_000, nil), (300_001, EventRefusal.fromTheFuture(Shop.now.adding(milliseconds: 300_001))),
        ]
        for (ahead, refusal) in moments {
            #expect(
                EventPolicy.refusal(ofMoment: Shop.now.adding(milliseconds: Int64(ahead)), now: Shop.now) == refusal)
        }
        for (text, isRefused) in [
            ("1969-01-01", true), ("1970-01-01", true), ("1989-12-31", true), ("1990-01-01", false),
        ] {
            let moment = try Timestamp(parsing: text, clock: .utc)
            #expect((EventPolicy.refusal(ofMoment: moment, now: Shop.now) == .tooLongAgo(moment)) == isRefused)
        }
        #expect(
            try shop.decide("purchased", at: nil, daysAgo: -2)
                == .refuse(.fromTheFuture(Shop.now.adding(milliseconds: 2 * Shop.day))))
    }

    @Test("negative money is refused, nothing is not")
    func money() throws {
        let shop = try Shop()
        let debt = Money(minorUnits: -1, currency: "EUR")
        #expect(try shop.decide("purchased", at: nil, value: debt) == .refuse(.negativeMoney))
        guard case .record = try shop.decide("purchased", at: nil, value: Money(minorUnits: 0, currency: "EUR")) else {
            Issue.record("free is a price")
            return
        }
    }

    @Test("unknown people become contacts, unless the journey says otherwise")
    func people() throws {
        var shop = try Shop()
        guard case .record = try shop.decide("purchased", at: nil, vary: { $0.isNew = true }) else {
            Issue.record("added")
            return
        }
        shop.journey.addsUnknownContacts = false
        #expect(try shop.decide("purchased", at: nil, vary: { $0.isNew = true }) == .refuse(.unknownContact))
        guard case .record = try shop.decide("purchased", at: nil) else {
            Issue.record("known people are known")
            return
        }
    }

    @Test(
        "nobody can be brought by themselves; name who brought the person, or nobody: not by name, not by code, not by another spelling"
    )
    func selfReferral() throws {
        let shop = try Shop()
        let own = Promoter(contact: try Shop.person(1), enrollments: [], byCode: true)
        #expect(try shop.decide("purchased", at: nil, code: "OWN", by: own) == .refuse(.selfReferral))
        let twin = Contact(id: ContactID(2), address: try EmailAddress("PERSON1@Example.org"))
        for byCode in [true, false] {
            #expect(
                try shop.decide("purchased", at: nil, by: Promoter(contact: twin, enrollments: [], byCode: byCode))
                    == .refuse(.selfReferral))
        }
    }

    @Test("a friend who is named and nobody knows")
    func unknownFriend() throws {
        let shop = try Shop()
        let contact = try Shop.person()
        let request = EventRequest(
            event: Event(name: "recommended", key: "k", at: Shop.now), person: ContactDraft(address: contact.address),
            by: try EmailAddress("friend@example.org"))
        let facts = EventFacts(contact: contact, isNew: true)
        #expect(EventPolicy.decide(request, facts: facts, plan: shop.plan, now: Shop.now) == .refuse(.unknownContact))
    }

    @Test("the same key twice is nothing new; with another content, or of somebody else, it is refused")
    func keys() throws {
        let shop = try Shop()
        let value = Money(minorUnits: 4900, currency: "EUR")
        let known = Event(
            name: "purchased", key: "k", at: Timestamp(seconds: 1), value: value, product: "starter",
            data: ["order": "7"])
        func decide(_ value: Money?, _ product: String?, _ data: [String: String], of other: Int64 = 1) throws
            -> EventDecision
        {
            try shop.decide("purchased", at: .aware, value: value, product: product, data: data) {
                $0.known = known
                $0.knownContact = ContactID(other)
            }
        }
        // When it is told for again does not matter: whoever tells without a time means now.
        #expect(try decide(value, "starter", ["order": "7"]) == .already)
        #expect(try decide(nil, "starter", ["order": "7"]) == .refuse(.conflictingKey))
        #expect(try decide(value, "bench", ["order": "7"]) == .refuse(.conflictingKey))
        #expect(try decide(value, "starter", ["order": "8"]) == .refuse(.conflictingKey))
        #expect(try decide(value, "starter", ["order": "7"], of: 2) == .refuse(.conflictingKey))
    }

    @Test("a review's score must be a number; nobody else's need be", arguments: ["bad", "", "nan", "inf", "9,5"])
    func badScore(score: String) throws {
        var shop = try Shop()
        shop.journey.events["review_given"]?.means = .review
        func decide(_ name: String) throws -> EventDecision {
            try shop.decide(name, at: .ascend, data: ["score": score])
        }
        #expect(try decide("review_given") == .refuse(.badScore(score)))
        #expect(try decide("purchased") != .refuse(.badScore(score)))
        #expect(try shop.decide("review_given", at: .ascend, data: ["score": "9.5"]) != .refuse(.badScore("9.5")))
    }
}
