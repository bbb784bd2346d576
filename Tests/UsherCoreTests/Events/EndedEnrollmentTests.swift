import Testing

@testable import UsherCore

@Suite("An enrollment that a refusal ended by mistake")
struct EndedEnrollmentTests {
    private func isOver(
        _ campaign: CampaignID, _ events: [(name: String, daysAgo: Int64)], key: String = "",
        at stage: Stage = .subscribe,
        moved: Bool = false, waiting: Bool = false, ended daysAgo: Int64 = 3
    ) throws -> Bool {
        let shop = try Shop()
        let enrollment = Shop.enrollment(campaign, key: key, .ended, .suppressed, days: 5, endedDaysAgo: daysAgo)
        let told = events.enumerated().map { number, event in
            let at = Shop.now.adding(milliseconds: -event.daysAgo * Shop.day)
            return EndedEnrollment.Told(event: Event(name: event.name, key: "k\(number)", at: at), recordedAt: at)
        }
        let since = Shop.now.adding(milliseconds: -(moved ? 1 : 9) * Shop.day)
        return EndedEnrollment(
            enrollment: enrollment, wasWaiting: waiting, contact: try Shop.person(at: stage), stageSince: since,
            enrollments: [enrollment],
            told: told
        ).isOver(plan: shop.plan, now: Shop.now)
    }

    @Test("Is over when its goal was met, or something stopped it, while it was ended")
    func over() throws {
        #expect(try isOver(Shop.welcome, [("confirmed", 6), ("purchased", 2)]))
        #expect(try isOver(Shop.excite, [("purchased", 6), ("refunded", 2)], at: .convert))
        #expect(try isOver(Shop.welcome, [("purchased", 2)], waiting: true))
        #expect(try isOver(Shop.welcome, [("cart_left", 2)], at: .convert, moved: true), "a move left it behind")
        #expect(try isOver(Shop.checklist, [("signed_up", 4), ("confirmed", 1)], at: .engage))
    }

    @Test("Goes on when nothing of that happened, or before it ended")
    func goesOn() throws {
        #expect(try !isOver(Shop.welcome, []))
        #expect(try !isOver(Shop.welcome, [("confirmed", 6), ("cart_left", 2), ("refunded", 1)]))
        #expect(try !isOver(Shop.welcome, [("purchased", 4)]), "that would have ended it then")
        #expect(try !isOver(Shop.excite, [("purchased", 6), ("quickstart_seen", 2)], at: .convert))
        #expect(try !isOver(Shop.welcome, [("cart_left", 2)], at: .convert), "the move is older than the end")
    }

    @Test("Goes on after a refund of a part of what was bought", arguments: [(500, false), (4800, true)])
    func partRefund(cents: Int64, isOver: Bool) throws {
        var shop = try Shop()
        shop.journey.events["purchased"]?.means = .purchase
        shop.journey.events["refunded"]?.means = .refund
        let enrollment = Shop.enrollment(Shop.excite, .ended, .suppressed, days: 5, endedDaysAgo: 3)
        let rows: [(String, Int64, Int64)] = [("purchased", 6, 4800), ("refunded", 2, cents)]
        let told = rows.map { name, days, cents in
            let at = Shop.now.adding(milliseconds: -days * Shop.day)
            let value = Money(minorUnits: cents, currency: "EUR")
            return EndedEnrollment.Told(event: Event(name: name, key: "k", at: at, value: value), recordedAt: at)
        }
        let ended = EndedEnrollment(
            enrollment: enrollment, wasWaiting: false, contact: try Shop.person(at: .convert),
            stageSince: Shop.now.adding(milliseconds: -9 * Shop.day), enrollments: [enrollment], told: told)
        #expect(ended.isOver(plan: shop.plan, now: Shop.now) == isOver)
    }
}
