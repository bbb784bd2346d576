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
        #expect(Purchases.taken(back: refund, from: Self.bought).map(\.id.value) == gone)
    }

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
