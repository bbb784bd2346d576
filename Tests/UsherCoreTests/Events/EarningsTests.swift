import Testing

@testable import UsherCore

@Suite("What a promoter earns")
struct EarningsTests {
    private static func euros(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: "EUR") }

    @Test(
        "a share is rounded down to a minor unit, and never overflows",
        arguments: [
            (Rewards.Amount.fixed(euros(500)), nil, euros(500)),
            (.percent(10), euros(4905), euros(490)),
            (.percent(10), euros(9), euros(0)),
            (.percent(33), euros(100), euros(33)),
            (.percent(100), euros(.max), euros(.max)),
            (.percent(99), euros(199), euros(197)),
            (.percent(10), nil, nil),
            (.percent(101), euros(100), nil),
        ] as [(Rewards.Amount, Money?, Money?)])
    func amounts(amount: Rewards.Amount, value: Money?, expected: Money?) {
        #expect(Earnings.amount(amount, of: value) == expected)
    }

    private func consequences(
        _ event: String, first: Bool = true, referredBy: Int64? = nil, promoter: Promoter? = nil, value: Money? = nil,
        daysAgo: Int64 = 0
    ) throws -> [Consequence] {
        var shop = try Shop()
        shop.rewards = Rewards(
            rules: [
                .init(name: "first-order", event: "purchased", amount: .fixed(Self.euros(500))),
                .init(name: "every-order", event: "purchased", amount: .percent(10), firstOnly: false),
            ], holdMilliseconds: 30 * Shop.day, revokedBy: ["refunded"])
        let past = EventHistory(count: 1, firstAt: Timestamp(seconds: 1), lastAt: Timestamp(seconds: 1))
        return try shop.consequences(event, at: .promote, daysAgo: daysAgo, value: value, by: promoter) { facts in
            facts.referredBy = referredBy.map(ContactID.init)
            if !first { facts.history[event] = past }
        }
    }

    private func earning(_ promoter: Int64, _ rule: String, _ cents: Int64, daysAgo: Int64 = 0) -> Consequence {
        .earn(
            Earning(
                promoter: ContactID(promoter), friend: ContactID(1), amount: Self.euros(cents), rule: rule,
                payableAt: Shop.now.adding(milliseconds: (30 - daysAgo) * Shop.day), isOnce: rule == "first-order"))
    }

    @Test("every rule that fits earns, for who brought the friend")
    func rules() throws {
        let value = Self.euros(4900)
        #expect(
            try consequences("purchased", referredBy: 2, value: value)
                == [earning(2, "first-order", 500), earning(2, "every-order", 490)])
        #expect(
            try consequences("purchased", first: false, referredBy: 2, value: value)
                == [earning(2, "every-order", 490)])
        #expect(try consequences("purchased", referredBy: 2) == [earning(2, "first-order", 500)])
        #expect(try consequences("purchased", value: value).isEmpty)
        #expect(try consequences("review_given", referredBy: 2, value: value).isEmpty)
    }

    @Test("the hold period begins when the friend did it, not when Usher was told")
    func hold() throws {
        #expect(
            try consequences("purchased", referredBy: 2, daysAgo: 6) == [earning(2, "first-order", 500, daysAgo: 6)])
    }

    @Test("the purchase that comes with a code earns at once; whoever brought the friend first keeps them")
    func code() throws {
        let promoter = Promoter(contact: try Shop.person(3, at: .promote), enrollments: [], byCode: true)
        #expect(
            try consequences("purchased", promoter: promoter)
                == [.refer(promoter: ContactID(3)), earning(3, "first-order", 500)])
        #expect(try consequences("purchased", referredBy: 2, promoter: promoter) == [earning(2, "first-order", 500)])
    }

    @Test("two people who bring each other have brought nobody")
    func circle() throws {
        var promoter = Promoter(contact: try Shop.person(3, at: .promote), enrollments: [], byCode: true)
        promoter.referredBy = ContactID(1)
        #expect(try consequences("purchased", promoter: promoter).isEmpty)
        #expect(
            Earnings.earned(
                by: ContactID(1), friend: ContactID(1), event: Event(name: "purchased", key: "k", at: Shop.now),
                isFirst: true, at: Shop.now,
                rewards: Rewards(rules: [.init(name: "r", event: "purchased", amount: .fixed(Self.euros(1)))])
            ).isEmpty)
    }

    @Test("a refund takes back what was earned for the friend, and nothing where nobody brought them")
    func revoked() throws {
        #expect(try consequences("refunded", referredBy: 2) == [.revoke(reason: "refunded")])
        #expect(try consequences("refunded").isEmpty)
    }

    @Test(
        "a refund takes back what its own order earned, and spares the others",
        arguments: [
            ([:], "r", [1, 2], nil), (["order": "1001"], "r", [1, 2], [1]), ([:], "1002", [1, 2], [2]),
            (["order": "77"], "r", [1, 2], []), (["order": "1001"], "r", [1], nil), ([:], "r", [], nil),
        ] as [([String: String], String, [Int64], [Int64]?)])
    func revokesOrders(data: [String: String], key: String, bought: [Int64], gone: [Int64]?) throws {
        var shop = try Shop()
        shop.rewards = Rewards(
            rules: [.init(name: "r", event: "purchased", amount: .fixed(Self.euros(5)))], revokedBy: ["refunded"])
        let consequences = try shop.consequences("refunded", at: .promote, key: key, data: data) { facts in
            facts.referredBy = ContactID(2)
            facts.deeds = bought.map { number in
                Deed(
                    id: EventID(number), event: "purchased", key: "100\(number)",
                    at: Shop.now.adding(seconds: number - 100))
            }
        }
        guard let gone else { return #expect(consequences == [.revoke(reason: "refunded")]) }
        let expected: [Consequence] =
            gone.isEmpty ? [] : [.revoke(reason: "refunded", events: gone.map(EventID.init))]
        #expect(consequences == expected)
    }
}
