import Testing

@testable import UsherCore

@Suite("How far a refund reaches")
struct RefundReachTests {
    private static let journey = Journey(events: [
        "purchased": Journey.Event(reaches: .convert, means: .purchase),
        "refunded": Journey.Event(reaches: nil, means: .refund),
    ])

    private static func deed(
        _ id: Int64, _ event: String, key: String, product: String? = nil, order: String? = nil, cents: Int64? = nil
    ) -> Deed {
        Deed(
            id: EventID(id), event: event, key: key, product: product, order: order, at: Timestamp(seconds: id * 10),
            value: cents.map { Money(minorUnits: $0, currency: "EUR") })
    }

    /// One order of two lines, and one of one.
    private static let bought = [
        deed(1, "purchased", key: "a", product: "starter", order: "1001", cents: 3000),
        deed(2, "purchased", key: "b", product: "bench", order: "1001", cents: 1800),
        deed(3, "purchased", key: "1002", product: "starter", cents: 3000),
    ]

    @Test(
        "It is of a part where some of the money or the order stays, and where it says how much of what is unknown",
        arguments: [
            // The order's money.
            (deed(9, "refunded", key: "r", order: "1001", cents: 500), true, []),
            (deed(9, "refunded", key: "r", order: "1001", cents: 4800), false, ["a", "b"]),
            (deed(9, "refunded", key: "r", order: "1001", cents: 9999), false, ["a", "b"]),
            (deed(9, "refunded", key: "r", order: "1001"), false, ["a", "b"]),
            // A line of it, by its product or its key; a part of one.
            (deed(9, "refunded", key: "r", product: "bench", order: "1001"), true, ["b"]),
            (deed(9, "refunded", key: "r", product: "bench", order: "1001", cents: 1800), true, ["b"]),
            (deed(9, "refunded", key: "r", product: "bench", order: "1001", cents: 5), true, []),
            (deed(9, "refunded", key: "a"), true, ["a"]),
            (deed(9, "refunded", key: "r", product: "bench"), true, ["b"]),
            // An order of one line, and everything.
            (deed(9, "refunded", key: "1002"), false, ["1002"]),
            (deed(9, "refunded", key: "r", product: "starter"), false, ["1002"]),
            (deed(9, "refunded", key: "r"), false, ["a", "b", "1002"]),
            // An order that is not known.
            (deed(9, "refunded", key: "r", order: "1003", cents: 500), true, []),
            (deed(9, "refunded", key: "r", order: "1003"), false, []),
        ] as [(Deed, Bool, Set<String>)])
    func parts(refund: Deed, isOfPart: Bool, wholes: Set<String>) {
        let reach = RefundReach(refund, among: Self.bought.shuffled(), Self.journey)
        #expect(reach.isOfPart == isOfPart)
        #expect(reach.wholes == wholes)
    }

    @Test("What is given back line by line is given back as a whole with the last; what comes after that ends nothing")
    func lines() {
        let first = Self.deed(7, "refunded", key: "r1", product: "bench", order: "1001")
        let second = Self.deed(8, "refunded", key: "r2", product: "starter", order: "1001")
        #expect(RefundReach(first, among: Self.bought, Self.journey).isOfPart)
        #expect(!RefundReach(second, among: Self.bought + [first], Self.journey).isOfPart)
        for key in ["r3", "1001"] {
            let more = Self.deed(9, "refunded", key: key, order: key == "r3" ? "1001" : nil, cents: 500)
            let reach = RefundReach(more, among: Self.bought + [first, second], Self.journey)
            #expect(reach.isOfPart && reach.taken.isEmpty, "more than was paid")
        }
    }
}
