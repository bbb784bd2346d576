import Testing

@testable import UsherCore

@Suite("One transition at a time")
struct ArbiterTests {
    private func rule(
        _ enrollments: [Enrollment], priority: Int = 50, other: Int = 50, stage: Stage? = .subscribe,
        campaign: CampaignID = Shop.rescue, vary: (inout Shop) -> Void = { _ in }
    ) throws -> Arbiter.Ruling {
        var shop = try Shop()
        shop.campaigns[campaign]?.priority = priority
        shop.campaigns[Shop.welcome]?.priority = other
        vary(&shop)
        return Arbiter.rule(campaign, stage: stage, enrollments: enrollments, plan: shop.plan)
    }

    private static let id = EnrollmentID(5)

    /// `welcome` has the contact in some way; `rescue`, with the same move, wants it.
    @Test(
        "enters, waits or replaces by priority",
        arguments: [
            (Enrollment.State.active, 50, 51, Arbiter.Ruling.wait(behind: id)),
            (.active, 50, 50, .wait(behind: id)),
            (.active, 51, 50, .replace([id])),
            (.waiting, 50, 51, .wait(behind: id)),
            (.waiting, 50, 50, .wait(behind: id)),
            (.waiting, 51, 50, .enter),
            (.ended, 0, 100, .enter),
            (.heldOut, 0, 100, .enter),
        ] as [(Enrollment.State, Int, Int, Arbiter.Ruling)])
    func table(state: Enrollment.State, priority: Int, other: Int, ruling: Arbiter.Ruling) throws {
        #expect(try rule([Shop.enrollment(Shop.welcome, state)], priority: priority, other: other) == ruling)
    }

    @Test("nobody has the contact: it enters; it starts elsewhere: refused")
    func alone() throws {
        #expect(try rule([]) == .enter)
        #expect(try rule([], stage: nil) == .enter)
        #expect(try rule([], stage: .convert) == .refuse(.stage(.convert, needed: .subscribe)))
        #expect(try rule([], campaign: CampaignID(99)) == .refuse(.noSteps))
    }

    @Test("two enrollments of the same campaign do not fight")
    func sameCampaign() throws {
        #expect(try rule([Shop.enrollment(Shop.rescue, key: "1")]) == .enter)
        // Another order of the campaign that has the contact does not wait behind who waits for it.
        #expect(
            try rule([Shop.enrollment(Shop.rescue, id: 1), Shop.enrollment(Shop.welcome, id: 2, .waiting)]) == .enter)
    }

    @Test("a campaign of transactional steps neither waits nor lets wait")
    func transactional() throws {
        let active = Shop.enrollment(Shop.excite)
        #expect(try rule([active], stage: .convert, campaign: Shop.receipt) == .enter)
        #expect(try rule([Shop.enrollment(Shop.receipt)], stage: .convert, campaign: Shop.excite) == .enter)
    }

    @Test("an enrollment that has nothing left to move gives way, whatever its priority")
    func arrived() throws {
        let enrollment = Shop.enrollment(Shop.excite)
        func ruling(_ reEntry: ReEntry) throws -> Arbiter.Ruling {
            try rule([enrollment], stage: .excite, campaign: Shop.ascend) { shop in
                shop.campaigns[Shop.excite]?.priority = 100
                shop.campaigns[Shop.excite]?.reEntry = reEntry
            }
        }
        #expect(try ruling(.never) == .replace([enrollment.id]))
        #expect(try ruling(.eachKey) == .wait(behind: enrollment.id), "each is about its own order")
    }

    @Test("a campaign that is gone from the files holds nobody")
    func gone() throws {
        #expect(try rule([Shop.enrollment(Shop.welcome)], other: 100) { $0.campaigns[Shop.welcome] = nil } == .enter)
    }

    @Test("several active enrollments of a weaker campaign are all replaced")
    func replacesAll() throws {
        let enrollments = [
            Shop.enrollment(Shop.welcome, id: 1, key: "a"), Shop.enrollment(Shop.welcome, id: 2, key: "b"),
        ]
        #expect(try rule(enrollments, priority: 60) == .replace([EnrollmentID(1), EnrollmentID(2)]))
    }

    private func wake(
        _ enrollments: [Enrollment], stage: Stage? = .subscribe, standing: Standing = Standing(marketing: .agreed),
        vary: (inout Shop) -> Void = { _ in }
    ) throws -> EnrollmentID? {
        var shop = try Shop()
        vary(&shop)
        let woken = Arbiter.wake(try Shop.person(at: stage), enrollments, standing, plan: shop.plan, now: Shop.now)
        if let woken { #expect(woken.first.anchor == Shop.now) }
        return woken?.enrollment
    }

    @Test("the most important waiting enrollment begins, among equals the oldest")
    func turns() throws {
        let old = Shop.enrollment(Shop.welcome, id: 8, .waiting, days: 3)
        let new = Shop.enrollment(Shop.rescue, id: 2, .waiting, days: 1)
        #expect(try wake([new, old]) == old.id)
        #expect(try wake([new, old]) { $0.campaigns[Shop.rescue]?.priority = 60 } == new.id)
        #expect(try wake([]) == nil)
    }

    @Test("an enrollment whose campaign no longer fits the contact does not begin")
    func noLongerFits() throws {
        let enrollment = Shop.enrollment(Shop.welcome, .waiting)
        #expect(try wake([enrollment], stage: .convert) == nil)
        #expect(try wake([enrollment], stage: nil) == enrollment.id)
        #expect(try wake([enrollment], standing: Standing(marketing: .unsubscribed)) == nil)
        #expect(try wake([enrollment]) { $0.campaigns[Shop.welcome] = nil } == nil)
        let other = Shop.enrollment(Shop.rescue, id: 6, .waiting)
        #expect(try wake([enrollment, other]) { $0.campaigns[Shop.welcome]?.steps = [] } == other.id)
    }

    @Test("while another has the contact, nothing begins")
    func taken() throws {
        let enrollment = Shop.enrollment(Shop.welcome, .waiting)
        #expect(try wake([enrollment, Shop.enrollment(Shop.rescue, id: 6)]) == nil)
        #expect(try wake([enrollment, Shop.enrollment(Shop.welcome, id: 6)]) == enrollment.id)
    }

    @Test("says why an enrollment waits, in plain words")
    func words() throws {
        func reason(_ enrollments: [Enrollment], stage: Stage? = .subscribe, rescue: Int = 50) throws -> String? {
            var shop = try Shop()
            shop.campaigns[Shop.rescue]?.priority = rescue
            let enrollment = Shop.enrollment(Shop.welcome, .waiting)
            return Arbiter.reason(
                enrollment, contact: try Shop.person(at: stage), enrollments: enrollments + [enrollment],
                plan: shop.plan)
        }
        let rescue = Shop.enrollment(Shop.rescue, id: 6)
        #expect(
            try reason([rescue])
                == "waits for the end of 'rescue': one campaign moves a person at a time, "
                + "and its priority 50 is as high as its 50")
        #expect(try reason([rescue], rescue: 70)?.hasSuffix("and its priority 70 is higher than 50") == true)
        #expect(
            try reason([Shop.enrollment(Shop.rescue, id: 6, .waiting, days: 3)])?.hasSuffix("has waited longer") == true
        )
        #expect(
            try reason([Shop.enrollment(Shop.rescue, id: 6, .waiting)], rescue: 70)
                == "waits behind 'rescue', which has the higher priority (70, not 50)")
        #expect(
            try reason([], stage: .excite) == "never begins: it starts at subscribe, and the person stands at excite")
        #expect(try reason([]) == "begins at the daemon's next look")
    }

    @Test("an enrollment that waited has its offer's deadline counted from when it begins, and keeps what was told")
    func deadline() throws {
        var shop = try Shop()
        shop.campaigns[Shop.welcome]?.offerEndsAfter = 7 * Shop.day
        var enrollment = Shop.enrollment(Shop.welcome, .waiting, days: 5)
        enrollment.data = ["order": "7"]
        let person = try Shop.person(at: .subscribe)
        func data() -> [String: String]? {
            Arbiter.wake(person, [enrollment], Standing(marketing: .agreed), plan: shop.plan, now: Shop.now)?.data
        }
        #expect(data() == ["order": "7", "offer_ends": "2026-11-30"])
        enrollment.data["offer_ends"] = "2026-12-24"
        #expect(data() == ["order": "7", "offer_ends": "2026-12-24"])
        shop.campaigns[Shop.welcome]?.offerEndsAfter = nil
        #expect(
            Arbiter.wake(person, [enrollment], Standing(marketing: .agreed), plan: shop.plan, now: Shop.now)?.enrollment
                == enrollment.id)
        #expect(data() == nil)
    }
}
