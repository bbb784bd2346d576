import Testing

@testable import UsherCore

@Suite("What follows from an event")
struct EventPolicyTests {
    @Test("in order: the move, the enrollment that ends, the enrollment that begins")
    func inOrder() throws {
        let shop = try Shop()
        let consequences = try shop.consequences(
            "purchased", at: .subscribe, enrollments: [Shop.enrollment(Shop.welcome)], key: "o1")
        let excite = PlannedStep(step: StepID(40), kind: .marketing, due: Shop.now, anchor: Shop.now)
        let receipt = PlannedStep(step: StepID(90), kind: .transactional, due: Shop.now, anchor: Shop.now)
        #expect(
            consequences == [
                .move(
                    Transition(
                        contact: ContactID(1), from: .subscribe, to: .convert, at: Shop.now,
                        cause: .enrollment(EnrollmentID(5), Shop.welcome))),
                .end(EnrollmentID(5), .goalReached),
                .enroll(Shop.excite, key: "", data: [:], .now(excite), ofOrder: true),
                .enroll(Shop.receipt, key: "o1", data: [:], .now(receipt), ofOrder: true),
            ])
    }

    @Test("an event that reaches nothing, starts nothing and ends nothing is recorded all the same")
    func nothing() throws {
        #expect(try Shop().decide("refunded", at: .convert) == .record([]))
    }

    /// `excite` (goal: quickstart_opened; stops on refunded) and what becomes of it.
    @Test(
        "an enrollment ends at its goal, at its stop, and when a move left it behind",
        arguments: [
            ("quickstart_opened", Enrollment.State.active, Stage.convert, Enrollment.EndReason.goalReached),
            // The stage was reached before; the goal is reached now.
            ("quickstart_opened", .active, .ascend, .goalReached),
            ("quickstart_opened", .waiting, .convert, .stopped),
            ("quickstart_opened", .heldOut, .convert, .goalReached),
            ("refunded", .active, .convert, .stopped),
            ("refunded", .waiting, .convert, .stopped),
            ("refunded", .heldOut, .convert, nil),
            // Beyond where it was to bring the person, by another way.
            ("purchased_again", .active, .convert, .stopped),
            ("purchased_again", .waiting, .convert, .stopped),
            ("purchased_again", .heldOut, .convert, nil),
            ("purchased", .active, .convert, nil),
            ("cart_left", .active, .convert, nil),
            ("quickstart_opened", .ended, .convert, nil),
        ] as [(String, Enrollment.State, Stage, Enrollment.EndReason?)])
    func ends(event: String, state: Enrollment.State, stage: Stage, reason: Enrollment.EndReason?) throws {
        let enrollment = Shop.enrollment(Shop.excite, state, state == .ended ? .finished : nil, endedDaysAgo: 0)
        #expect(try Shop().consequences(event, at: stage, enrollments: [enrollment]).ends[enrollment.id] == reason)
    }

    @Test("a refund of a part takes the money, and stops only a campaign that says so", arguments: [false, true])
    func partRefund(any: Bool) throws {
        var shop = try Shop()
        shop.campaigns[Shop.excite]?.stopsWhen = [EventTrigger(event: "refunded", any: any)]
        shop.journey.events["purchased"]?.means = .purchase
        shop.journey.events["refunded"]?.means = .refund
        let enrollment = Shop.enrollment(Shop.excite)
        func told(_ cents: Int64?) throws -> [Consequence] {
            let value = cents.map { Money(minorUnits: $0, currency: "EUR") }
            return try shop.consequences("refunded", at: .convert, enrollments: [enrollment], value: value) {
                let bought = Money(minorUnits: 4800, currency: "EUR")
                $0.deeds = [
                    Deed(id: EventID(7), event: "purchased", key: "1", at: Shop.now.adding(seconds: -60), value: bought)
                ]
            }
        }
        let part = Money(minorUnits: 500, currency: "EUR")
        let partly = try told(500)
        #expect(partly.contains(.takeBack([Purchases.Taken(EventID(7), part: part)])))
        #expect(partly.ends == (any ? [enrollment.id: .stopped] : [:]))
        for whole in [4800, nil] as [Int64?] {
            let consequences = try told(whole)
            #expect(consequences.contains(.takeBack([Purchases.Taken(EventID(7))])))
            #expect(consequences.ends == [enrollment.id: .stopped])
        }
    }

    @Test("a refund of one line of an order stops the enrollment of that line, and no other that is not told to")
    func partOfOrder() throws {
        var shop = try Shop()
        shop.journey.events["purchased"]?.means = .purchase
        shop.journey.events["refunded"]?.means = .refund
        shop.campaigns[Shop.receipt]?.stopsWhen = [EventTrigger(event: "refunded")]
        let excite = Shop.enrollment(Shop.excite)
        let lines = ["a", "b"].enumerated().map { Shop.enrollment(Shop.receipt, id: Int64($0 + 10), key: $1) }
        func ended(_ product: String?) throws -> [EnrollmentID: Enrollment.EndReason] {
            let contact = try Shop.person(at: .convert)
            var facts = EventFacts(contact: contact, isNew: false, enrollments: [excite] + lines)
            facts.deeds = ["a", "b"].enumerated().map { number, key in
                Deed(
                    id: EventID(Int64(number)), event: "purchased", key: key, product: key, order: "1001",
                    at: Shop.now.adding(seconds: -60))
            }
            let event = Event(name: "refunded", key: "r", at: Shop.now, product: product, data: ["order": "1001"])
            let request = EventRequest(event: event, person: ContactDraft(address: contact.address))
            let decision = EventPolicy.decide(request, facts: facts, plan: shop.plan, now: Shop.now)
            guard case .record(let following) = decision else { return [:] }
            return following.ends
        }
        #expect(try ended("a") == [lines[0].id: .stopped])
        #expect(try ended(nil) == [excite.id: .stopped, lines[0].id: .stopped, lines[1].id: .stopped])
    }

    @Test("a refund in another currency than its order's is refused; told once more, nothing follows from it")
    func otherCurrency() throws {
        var shop = try Shop()
        shop.journey.events["purchased"]?.means = .purchase
        shop.journey.events["refunded"]?.means = .refund
        let dollars = Money(minorUnits: 500, currency: "USD")
        for (toldAt, expected) in [
            (nil, .refuse(.otherCurrency(dollars, paid: ["EUR"]))), (Shop.now, .record([])),
        ] as [(Timestamp?, EventDecision)] {
            let decision = try shop.decide(
                "refunded", at: .convert, enrollments: [Shop.enrollment(Shop.excite)], value: dollars,
                data: ["order": "1"]
            ) {
                $0.toldAt = toldAt
                $0.deeds = [
                    Deed(
                        id: EventID(7), event: "purchased", key: "1", at: Shop.now.adding(seconds: -60),
                        value: Money(minorUnits: 4800, currency: "EUR"))
                ]
            }
            #expect(decision == expected)
        }
    }

    @Test("a held-out enrollment's goal counts once, until 7 days after its last e-mail would have gone")
    func heldOutMoves() throws {
        let shop = try Shop()
        for (days, counts) in [(0, true), (10, true), (11, false)] as [(Int64, Bool)] {
            let enrollment = Shop.enrollment(Shop.excite, .heldOut, days: days)
            let consequences = try shop.consequences("quickstart_opened", at: .convert, enrollments: [enrollment])
            #expect((consequences.ends[enrollment.id] == .goalReached) == counts)
            #expect(consequences.moves.map(\.cause) == [.accident(event: "quickstart_opened")])
        }
        let again = Shop.enrollment(Shop.excite, .heldOut, .goalReached)
        #expect(try shop.consequences("quickstart_opened", at: .ascend, enrollments: [again]).ends.isEmpty)
    }

    @Test("a goal that comes too late still ends the nagging, and claims nothing")
    func lateGoal() throws {
        let enrollment = Shop.enrollment(Shop.welcome, days: 30)
        let consequences = try Shop().consequences("purchased", at: .subscribe, enrollments: [enrollment])
        #expect(consequences.ends == [enrollment.id: .stopped])
        #expect(consequences.moves.map(\.cause.isIntended) == [false])
    }

    @Test("what happened before an enrollment began is not its stop")
    func earlierStop() throws {
        let enrollment = Shop.enrollment(Shop.excite, days: 2)
        #expect(try Shop().consequences("refunded", at: .convert, enrollments: [enrollment], daysAgo: 3).ends.isEmpty)
        #expect(
            try Shop().consequences("refunded", at: .convert, enrollments: [enrollment], daysAgo: 1).ends == [
                enrollment.id: .stopped
            ])
    }

    @Test("`first` starts on the first such event only")
    func first() throws {
        let past = EventHistory(count: 1, firstAt: Timestamp(seconds: 1), lastAt: Timestamp(seconds: 1))
        let again = try Shop().consequences("purchased", at: .convert) { $0.history["purchased"] = past }
        #expect(again.entries[Shop.excite] == nil)
        #expect(again.entries[Shop.receipt]?.isNow == true)
        let other = try Shop().consequences("purchased", at: .convert) { $0.history["confirmed"] = past }
        #expect(other.entries[Shop.excite]?.isNow == true)
    }

    @Test("who may not enter does not, without a word")
    func mayNot() throws {
        var shop = try Shop()
        let moved = try shop.consequences("purchased", at: .excite)
        #expect(moved == [], "nobody goes back to convert, and nobody enters from elsewhere")
        let past = Shop.enrollment(Shop.excite, .ended, .finished, days: 90, endedDaysAgo: 80)
        #expect(try shop.consequences("purchased", at: .convert, enrollments: [past]).entries[Shop.excite] == nil)
        shop.standing = Standing(marketing: .unsubscribed)
        let entries = try shop.consequences("purchased", at: .subscribe).entries
        #expect(entries.keys.sorted() == [Shop.receipt])
    }

    @Test("a contact without a stage takes the campaign's `from` from an event that reaches none")
    func statedStage() throws {
        let consequences = try Shop().consequences("cart_left", at: nil)
        #expect(consequences.moves.map(\.to) == [.subscribe])
        #expect(
            consequences.moves.map(\.cause) == [.entered(Shop.rescue)])
        #expect(consequences.entries[Shop.rescue]?.isNow == true)
    }

    @Test(
        "an old event starts nothing, unless the campaign says how old it may be",
        arguments: [(7, nil, true), (8, nil, false), (8, 30, true), (2, 1, false)] as [(Int64, Int64?, Bool)])
    func old(daysAgo: Int64, within: Int64?, starts: Bool) throws {
        var shop = try Shop()
        shop.campaigns[Shop.excite]?.startsOn?.within = within.map { $0 * Shop.day }
        let consequences = try shop.consequences("purchased", at: .subscribe, daysAgo: daysAgo)
        #expect((consequences.entries[Shop.excite] != nil) == starts)
        #expect(consequences.moves.map(\.to) == [.convert])
    }

    @Test("two orders are two enrollments of one campaign, each with its own stop")
    func keyed() throws {
        var shop = try Shop()
        shop.campaigns[Shop.excite]?.reEntry = .eachKey
        shop.campaigns[Shop.excite]?.keyField = "order"
        shop.campaigns[Shop.excite]?.startsOn = EventTrigger(event: "purchased")
        let one = Shop.enrollment(Shop.excite, id: 1, key: "1")
        let second = try shop.consequences("purchased", at: .convert, enrollments: [one], data: ["order": "2"])
        #expect(second.entries[Shop.excite]?.isNow == true)
        #expect(second.ends.isEmpty)
        let again = try shop.consequences("purchased", at: .convert, enrollments: [one], data: ["order": "1"])
        #expect(again.entries[Shop.excite] == nil)
        let two = Shop.enrollment(Shop.excite, id: 2, key: "2")
        func ends(_ event: String, _ data: [String: String]) throws -> [EnrollmentID: Enrollment.EndReason] {
            try shop.consequences(event, at: .convert, enrollments: [one, two], data: data).ends
        }
        #expect(try ends("refunded", ["order": "2"]) == [two.id: .stopped])
        #expect(try ends("refunded", [:]) == [one.id: .stopped, two.id: .stopped])
        #expect(try ends("quickstart_opened", ["order": "1"]) == [one.id: .goalReached])
        #expect(try ends("quickstart_opened", ["order": "3"]) == [one.id: .goalReached, two.id: .goalReached])
        #expect(try ends("purchased_again", [:]).isEmpty, "each is about its own order, and goes on")
        let next = try shop.consequences(
            "quickstart_opened", at: .convert, enrollments: [one, two], data: ["order": "1"])
        #expect(next.entries == [Shop.ascend: .whenFree])
    }

    @Test("what was told is the enrollment's data, the deadline too")
    func data() throws {
        var shop = try Shop()
        shop.campaigns[Shop.excite]?.offerEndsAfter = 7 * Shop.day
        let value = Money(minorUnits: 4905, currency: "EUR")
        let consequences = try shop.consequences(
            "purchased", at: .subscribe, value: value, data: ["order": "7", "currency": "euros"])
        let data = consequences.compactMap { (consequence) -> [String: String]? in
            if case .enroll(Shop.excite, _, let data, _, _) = consequence { data } else { nil }
        }
        #expect(
            data == [["order": "7", "value": "49.05", "currency": "euros", "offer_ends": "2026-11-30"]])
    }

    @Test("a promoter's running campaign ends at its goal, and what lies behind is stopped")
    func promoter() throws {
        let enrollments = [
            Shop.enrollment(Shop.promote, id: 1), Shop.enrollment(Shop.advocate, id: 2),
            Shop.enrollment(Shop.receipt, id: 3),
        ]
        let promoter = Promoter(contact: try Shop.person(2, at: .advocate), enrollments: enrollments, byCode: false)
        let consequences = try Shop().consequences("recommended", at: nil, by: promoter)
        #expect(consequences.ends == [EnrollmentID(1): .goalReached, EnrollmentID(2): .stopped])
        #expect(consequences.contains(.refer(promoter: ContactID(2))))
    }

    @Test("a low score counts as what the journey says")
    func lowScore() throws {
        var shop = try Shop()
        shop.journey.events["review_given"]?.lowScore = LowScore(atMost: 6, event: "refunded")
        let enrollment = Shop.enrollment(Shop.excite)
        let low = try shop.consequences("review_given", at: .convert, enrollments: [enrollment], data: ["score": "4"])
        #expect(low == [.end(enrollment.id, .stopped)])
        #expect(
            try shop.consequences("review_given", at: .convert, data: ["score": "9"]).moves.map(\.to) == [.advocate])
    }

    @Test("the shop is told, last of all, unless it happened more than 7 days ago")
    func notice() throws {
        var shop = try Shop()
        shop.journey.events["refunded"]?.notice = "refund"
        let enrollment = Shop.enrollment(Shop.excite, days: 20)
        for (daysAgo, isTold) in [(0, true), (7, true), (8, false)] as [(Int64, Bool)] {
            let event = Event(name: "refunded", key: "k", at: Shop.now.adding(milliseconds: -daysAgo * Shop.day))
            let contact = try Shop.person(at: .convert)
            let message = NoticeRequest(
                name: "refund", key: "k", contact: ContactDraft(address: contact.address),
                composition: Composition(revision: RevisionHash(octets: []), inputs: "{}", composedAt: Shop.now),
                due: Shop.now)
            let decision = EventPolicy.decide(
                EventRequest(event: event, person: ContactDraft(address: contact.address)),
                facts: EventFacts(contact: contact, isNew: false, enrollments: [enrollment]), plan: shop.plan,
                now: Shop.now
            ) { name, told, about in
                name == "refund" && told == event && about == contact ? message : nil
            }
            #expect(decision == .record([.end(enrollment.id, .stopped)] + (isTold ? [.notify(message)] : [])))
        }
    }
}
