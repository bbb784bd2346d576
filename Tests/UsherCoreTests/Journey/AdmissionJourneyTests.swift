import Testing

@testable import UsherCore

@Suite("Entering a campaign on request, one transition at a time")
struct AdmissionJourneyTests {
    private func decide(
        _ campaign: CampaignID, at stage: Stage?, allEnrollments: [Enrollment] = [],
        vary: (inout Shop) -> Void = { _ in }
    ) throws -> Admission {
        var shop = try Shop()
        vary(&shop)
        let contact = try Shop.person(at: stage)
        return AdmissionPolicy.decide(
            EntryRequest(person: ContactDraft(address: contact.address), campaign: campaign),
            facts: EntryFacts(
                contact: contact, enrollments: [], standing: shop.standing, allEnrollments: allEnrollments),
            plan: shop.plan, now: Shop.now)
    }

    private let first = PlannedStep(step: StepID(80), kind: .marketing, due: Shop.now, anchor: Shop.now)

    @Test("a contact without a stage takes `from` first, because it entered")
    func stated() throws {
        let move = Transition(
            contact: ContactID(1), from: nil, to: .subscribe, at: Shop.now,
            cause: .entered(Shop.rescue))
        #expect(try decide(Shop.rescue, at: nil) == .after([.move(move)], data: [:], .enter(first)))
        #expect(try decide(Shop.rescue, at: .subscribe) == .enter(first))
        #expect(try decide(Shop.rescue, at: .convert) == .refuse(.stage(.convert, needed: .subscribe)))
    }

    @Test("waits behind an equal, replaces a weaker one")
    func arbiter() throws {
        let enrollment = Shop.enrollment(Shop.welcome)
        #expect(try decide(Shop.rescue, at: .subscribe, allEnrollments: [enrollment]) == .wait(behind: enrollment.id))
        #expect(
            try decide(Shop.rescue, at: .subscribe, allEnrollments: [enrollment]) {
                $0.campaigns[Shop.rescue]?.priority = 60
            }
                == .after([.end(enrollment.id, .replaced)], data: [:], .enter(first)))
    }

    @Test("the offer's deadline is fixed at the entry, and not while the enrollment waits")
    func deadline() throws {
        let offer: (inout Shop) -> Void = { shop in shop.campaigns[Shop.rescue]?.offerEndsAfter = 7 * Shop.day }
        #expect(
            try decide(Shop.rescue, at: .subscribe, vary: offer)
                == .after([], data: ["offer_ends": "2026-11-30"], .enter(first)))
        let enrollment = Shop.enrollment(Shop.welcome)
        #expect(
            try decide(Shop.rescue, at: .subscribe, allEnrollments: [enrollment], vary: offer)
                == .wait(behind: enrollment.id))
        let hours = try decide(Shop.rescue, at: .subscribe) {
            $0.campaigns[Shop.rescue]?.offerEndsAfter = 36 * 3_600_000
        }
        #expect(hours == .after([], data: ["offer_ends": "2026-11-24T23:00Z"], .enter(first)))
    }

    @Test("a held-out enrollment goes on until its last e-mail would have gone, and then re_entry counts")
    func heldOutEnrollment() throws {
        for (days, admission) in [
            (2, Admission.already), (12, .already), (13, .enter(first)),
        ] as [(Int64, Admission)] {
            var shop = try Shop()
            shop.campaigns[Shop.rescue]?.reEntry = .after(milliseconds: 10 * Shop.day)
            let contact = try Shop.person(at: .subscribe)
            let enrollments = [Shop.enrollment(Shop.rescue, .heldOut, days: days)]
            let decided = AdmissionPolicy.decide(
                EntryRequest(person: ContactDraft(address: contact.address), campaign: Shop.rescue),
                facts: EntryFacts(contact: contact, enrollments: enrollments, standing: shop.standing),
                plan: shop.plan, now: Shop.now)
            #expect(decided == admission)
        }
    }
}
