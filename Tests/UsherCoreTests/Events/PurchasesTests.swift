import Testing

@testable import UsherCore

@Suite("What somebody bought, and what a refund takes back")
struct PurchasesTests {
    /// Three orders: a starter kit (1), a bench box (2, with an order number in its data), a second starter kit (3).
    private static let bought = [
        deed(1, "purchased", key: "1001", product: "starter", at: 10),
        deed(2, "purchased_again", key: "pay-7", product: "bench", order: "1002", at: 20),
        deed(3, "purchased_again", key: "1003", product: "starter", at: 30),
    ]

    private static func deed(
        _ id: Int64, _ event: String, key: String, product: String? = nil, order: String? = nil, at seconds: Int64
    ) -> Deed {
        Deed(id: EventID(id), event: event, key: key, product: product, order: order, at: Timestamp(seconds: seconds))
    }

    @Test(
        "A refund takes back its order, else its product's newest purchase, else everything before it",
        arguments: [
            // By the order in its data, as that or as the key of the purchase.
            ("r-1", nil, "1001", 99, [1]), ("r-1", nil, "1002", 99, [2]), ("r-1", "bench", "1002", 99, [2]),
            ("r-1", "starter", "1002", 99, []), ("r-1", nil, "9999", 99, []), ("r-1", "starter", "9999", 99, []),
            // By the same key.
            ("1003", nil, nil, 99, [3]), ("1002", nil, nil, 99, [2]), ("pay-7", nil, nil, 99, [2]),
            ("1003", "bench", nil, 99, [3]),
            // By the product.
            ("r-1", "starter", nil, 99, [3]), ("r-1", "starter", nil, 25, [1]), ("r-1", "bench", nil, 99, [2]),
            ("r-1", "year", nil, 99, []),
            // By nothing.
            ("r-1", nil, nil, 99, [1, 2, 3]), ("r-1", nil, nil, 25, [1, 2]), ("r-1", nil, nil, 5, []),
            // The key says which, whatever the time; so does the order.
            ("1003", nil, nil, 25, [3]), ("pay-7", nil, nil, 5, [2]), ("r-1", nil, "1002", 5, [2]),
            ("1004", nil, nil, 25, [1, 2]),
        ] as [(String, String?, String?, Int64, [Int64])])
    func refunds(key: String, product: String?, order: String?, at: Int64, gone: [Int64]) {
        let refund = Self.deed(9, "refunded", key: key, product: product, order: order, at: at)
        let taken = Purchases.taken(back: refund, from: Self.bought, of: Self.bought)
        #expect(taken == gone.map { Purchases.Taken(EventID($0)) })
    }

    @Test(
        "A refund of less than what is left takes that amount, of the newest first; the purchases stay",
        arguments: [
            // Cents, of three purchases of 48.00, 10.00 (order 1002) and 30.00: what each loses.
            ("1001", nil, nil, 500, [(1, 500)]), ("1001", nil, nil, 4800, [(1, nil)]),
            ("1001", nil, nil, 9999, [(1, nil)]),
            ("1001", nil, nil, 0, [(1, nil)]), ("r-1", nil, "1002", 999, [(2, 999)]),
            ("r-1", "bench", "1002", 1, [(2, 1)]),
            // A product that is not among the order's: the order is one event, and this is a part of its money.
            ("r-1", "cap", "1002", 300, [(2, 300)]), ("r-1", "cap", "1002", 1000, []), ("r-1", "cap", "9999", 300, []),
            ("r-1", "starter", nil, 2999, [(3, 2999)]), ("r-1", "starter", nil, 3000, [(3, nil)]),
            // Of everything.
            ("r-1", nil, nil, 3500, [(3, 3000), (2, 500)]), ("r-1", nil, nil, 8800, [(1, nil), (2, nil), (3, nil)]),
        ] as [(String, String?, String?, Int64, [(Int64, Int64?)])])
    func parts(key: String, product: String?, order: String?, cents: Int64, taken: [(Int64, Int64?)]) {
        var bought = Self.bought
        for (index, value) in [4800, 1000, 3000].enumerated() { bought[index].value = Self.euros(Int64(value)) }
        var refund = Self.deed(9, "refunded", key: key, product: product, order: order, at: 99)
        refund.value = Self.euros(cents)
        let expected = taken.map { Purchases.Taken(EventID($0.0), part: $0.1.map(Self.euros)) }
        #expect(
            Purchases.taken(back: refund, from: bought.shuffled(), of: bought).sorted { $0.event < $1.event }
                == expected.sorted { $0.event < $1.event })
        // In another currency it is of nothing.
        refund.value = Money(minorUnits: 1, currency: "USD")
        #expect(Purchases.taken(back: refund, from: bought, of: bought).isEmpty)
    }

    @Test(
        "An amount is of what was paid in its currency, and of what has no money; anything else is another currency",
        arguments: [
            // Of euros (1), francs (order 1002) and a gift (3): what it says, what it takes, and what was paid else.
            ("1001", nil, "EUR", [1], nil), ("1001", nil, "CHF", [], ["EUR"]), ("r-1", "1002", "CHF", [2], nil),
            ("r-1", "1002", "USD", [], ["CHF"]), ("1003", nil, "USD", [3], nil), ("r-1", "9999", "USD", [], nil),
            ("r-1", nil, "CHF", [2, 3], nil), ("r-1", nil, "USD", [], ["CHF", "EUR"]),
        ] as [(String, String?, String, [Int64], [String]?)])
    func currencies(key: String, order: String?, currency: String, gone: [Int64], others: [String]?) {
        var bought = Self.bought
        bought[0].value = Self.euros(4800)
        bought[1].value = Money(minorUnits: 1000, currency: "CHF")
        var refund = Self.deed(9, "refunded", key: key, order: order, at: 99)
        refund.value = Money(minorUnits: 9_999_900, currency: currency)
        func told(_ deeds: [Deed]) -> [String]? {
            Purchases.otherCurrencies(than: refund, in: deeds, buys: Self.journey.buys, returns: Self.journey.returns)
        }
        #expect(Purchases.taken(back: refund, from: bought, of: bought) == gone.map { Purchases.Taken(EventID($0)) })
        #expect(told(bought) == others)
        // What was given back before was paid all the same, where the refund names it.
        let before = Self.deed(8, "refunded", key: "r-0", order: order ?? key, at: 98)
        if key != "r-1" || order != nil { #expect(told(bought + [before]) == others) }
        for value in [nil, Money(minorUnits: 0, currency: currency)] {
            refund.value = value
            #expect(told(bought) == nil, "no amount has no currency")
        }
    }

    @Test("Refunds of parts add up, and the one that takes the rest takes the purchase")
    func rest() {
        var bought = Self.bought
        bought[0].value = Self.euros(4800)
        func refund(_ id: Int64, _ cents: Int64) -> Deed {
            var refund = Self.deed(id, "refunded", key: "r\(id)", order: "1001", at: 40 + id)
            refund.value = Self.euros(cents)
            return refund
        }
        func left(_ refunds: [Deed]) -> [Int64?] {
            Purchases.kept(bought + refunds, buys: Self.journey.buys, returns: Self.journey.returns)
                .filter { $0.key == "1001" }.map { $0.value?.minorUnits }
        }
        #expect(left([refund(4, 500)]) == [4300])
        #expect(left([refund(4, 500), refund(5, 4000)]) == [300])
        #expect(left([refund(4, 500), refund(5, 4300)]) == [])
        #expect(left([refund(4, 500), refund(5, 4000), refund(6, 9999)]) == [])
    }

    private static func euros(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: "EUR") }

    private static let journey = Journey(events: [
        "purchased": Journey.Event(reaches: .convert, means: .purchase),
        "purchased_again": Journey.Event(reaches: .ascend, means: .purchase),
        "refunded": Journey.Event(reaches: nil, means: .refund), "asked": Journey.Event(reaches: nil),
    ])

    @Test(
        "What is left are the products that were bought and not taken back, each once",
        arguments: [
            ([], ["starter", "bench"]),
            ([deed(4, "asked", key: "q", product: "year", at: 40)], ["starter", "bench"]),
            ([deed(4, "refunded", key: "r", product: "starter", at: 40)], ["starter", "bench"]),
            (
                [
                    deed(4, "refunded", key: "r", product: "starter", at: 40),
                    deed(5, "refunded", key: "s", product: "starter", at: 50),
                ], ["bench"]
            ),
            ([deed(4, "refunded", key: "r", order: "1002", at: 40)], ["starter"]),
            ([deed(4, "refunded", key: "r", at: 40)], []),
            // Bought anew after a refund of everything.
            (
                [deed(4, "refunded", key: "r", at: 40), deed(5, "purchased", key: "1004", product: "year", at: 50)],
                ["year"]
            ),
        ] as [([Deed], [String])])
    func products(more: [Deed], expected: [String]) {
        #expect(Self.journey.products(of: (Self.bought + more).shuffled()) == expected)
        let owned = Facts(deeds: Self.bought + more).owned(Self.journey)
        #expect(owned.products == expected)
    }

    @Test("Where the file says of no event that it buys, every one that names a product and is no refund does")
    func unsaid() {
        let plain = Journey(events: [
            "asked": Journey.Event(reaches: nil), "refunded": Journey.Event(reaches: nil, means: .refund),
        ])
        let deeds = [
            Self.deed(1, "asked", key: "a", product: "bench", at: 1),
            Self.deed(2, "asked", key: "b", product: "year", at: 2),
            Self.deed(3, "refunded", key: "c", product: "year", at: 3),
        ]
        #expect(plain.products(of: deeds) == ["bench"])
    }
}
