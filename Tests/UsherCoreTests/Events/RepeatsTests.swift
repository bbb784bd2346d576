import Testing

@testable import UsherCore

@Suite("What an event counts as from the second time")
struct RepeatsTests {
    private static let journey = Journey(events: [
        "purchased": Journey.Event(reaches: .convert, means: .purchase, again: "purchased_again"),
        "purchased_again": Journey.Event(reaches: .ascend, means: .purchase),
        "upgraded": Journey.Event(reaches: .ascend, means: .purchase),
        "refunded": Journey.Event(reaches: nil, means: .refund),
        "visited": Journey.Event(reaches: .aware, again: "came_back"), "came_back": Journey.Event(reaches: .engage),
    ])

    private static func deed(
        _ id: Int64, _ event: String, _ key: String, product: String? = nil, order: String? = nil,
        at seconds: Int64? = nil
    ) -> Deed {
        Deed(
            id: EventID(id), event: event, key: key, product: product, order: order,
            at: Timestamp(seconds: seconds ?? id))
    }

    private static func event(_ name: String, _ key: String, order: String?, at seconds: Int64 = 50) -> Event {
        Event(name: name, key: key, at: Timestamp(seconds: seconds), data: order.map { [Event.orderField: $0] } ?? [:])
    }

    @Test(
        "A purchase after a purchase that was kept, of another order",
        arguments: [
            // Nothing before, or nothing of the like.
            ("purchased", "1002", nil, [], nil),
            ("purchased", "1002", nil, [deed(1, "visited", "v")], nil),
            // Any purchase is one.
            ("purchased", "1002", nil, [deed(1, "purchased", "1001")], "purchased_again"),
            ("purchased", "1003", nil, [deed(1, "purchased_again", "1002")], "purchased_again"),
            ("purchased", "1003", nil, [deed(1, "upgraded", "u")], "purchased_again"),
            // Told in the wrong order.
            ("purchased", "1002", nil, [deed(1, "purchased", "1001", at: 90)], "purchased_again"),
            // Another line of the same order, whichever of the two says its number.
            ("purchased", "b", "1001", [deed(1, "purchased", "a", order: "1001")], nil),
            ("purchased", "b", "1001", [deed(1, "purchased", "1001")], nil),
            ("purchased", "1001", nil, [deed(1, "purchased", "a", order: "1001")], nil),
            ("purchased", "b", "1002", [deed(1, "purchased", "a", order: "1001")], "purchased_again"),
            // What was given back does not count; what was kept does.
            ("purchased", "1002", nil, [deed(1, "purchased", "1001"), deed(2, "refunded", "r")], nil),
            ("purchased", "1002", nil, [deed(1, "purchased", "1001"), deed(2, "refunded", "r", order: "1001")], nil),
            (
                "purchased", "1002", nil, [deed(1, "purchased", "1001"), deed(2, "refunded", "r", order: "9")],
                "purchased_again"
            ),
            (
                "purchased", "1003", nil,
                [deed(1, "purchased", "1001"), deed(2, "purchased_again", "1002"), deed(3, "refunded", "1002")],
                "purchased_again"
            ),
            // An event that says nothing of it is always itself.
            ("upgraded", "1002", nil, [deed(1, "upgraded", "1001")], nil),
            ("purchased_again", "1002", nil, [deed(1, "purchased", "1001")], nil),
            ("unknown", "1", nil, [deed(1, "unknown", "2")], nil),
            // What is no purchase looks at itself and at what it counts as.
            ("visited", "w", nil, [deed(1, "purchased", "1001")], nil),
            ("visited", "w", nil, [deed(1, "visited", "v")], "came_back"),
            ("visited", "w", nil, [deed(1, "came_back", "v")], "came_back"),
        ] as [(String, String, String?, [Deed], String?)])
    func repeats(name: String, key: String, order: String?, before: [Deed], expected: String?) {
        #expect(Self.journey.repeated(Self.event(name, key, order: order), after: before.reversed()) == expected)
    }

    @Test("All that follows is what follows from the event that it counts as")
    func follows() throws {
        var shop = try Shop()
        shop.journey.events["purchased"] = Journey.Event(reaches: .convert, means: .purchase, again: "purchased_again")
        shop.journey.events["purchased_again"]?.means = .purchase
        let enrollment = Shop.enrollment(Shop.ascend)
        let consequences = try shop.consequences("purchased", at: .excite, enrollments: [enrollment], key: "1002") {
            $0.deeds = [Self.deed(1, "purchased", "1001")]
        }
        #expect(consequences.first == .countsAs("purchased_again"))
        #expect(consequences.moves.map(\.to) == [.ascend])
        #expect(consequences.moves.map(\.cause) == [.enrollment(enrollment.id, Shop.ascend)])
        #expect(consequences.ends == [enrollment.id: .goalReached])
        #expect(consequences.entries[Shop.advocate]?.isNow == true && consequences.entries[Shop.receipt] == nil)
        let first = try shop.consequences("purchased", at: .excite, enrollments: [enrollment], key: "1001")
        #expect(first.moves.isEmpty && first.ends.isEmpty)
    }

    @Test("A refund gives back what was kept so far, and nothing twice")
    func refunds() throws {
        var shop = try Shop()
        shop.journey = Self.journey
        let orders = [Self.deed(1, "purchased", "1001"), Self.deed(2, "purchased_again", "1002")]
        let before = Self.deed(3, "refunded", "r", order: "1001")
        for (order, deeds, gone) in [
            ("1002", orders, [2]), ("1001", orders, [1]), (nil, orders, [1, 2]), ("9", orders, []), (nil, [], []),
            (nil, orders + [before], [2]), ("1001", orders + [before], []),
        ] as [(String?, [Deed], [Int64])] {
            let consequences = try shop.consequences(
                "refunded", at: .convert, key: "s", data: order.map { ["order": $0] } ?? [:]
            ) { $0.deeds = deeds }
            let expected = gone.isEmpty ? [] : [Consequence.takeBack(gone.map { Purchases.Taken(EventID($0)) })]
            #expect(consequences == expected, "\(order ?? "everything")")
        }
    }

    @Test("The store is asked for what the decision needs, and for the other name")
    func asks() throws {
        let shop = try Shop()
        var plan = shop.plan
        plan = Plan(
            settings: plan.settings, campaigns: Array(shop.campaigns.values), catalog: plan.catalog,
            journey: Self.journey)
        let person = ContactDraft(address: try EmailAddress("ada@example.org"))
        for (name, again, needs) in [
            ("purchased", "purchased_again", true), ("purchased_again", nil, false), ("refunded", nil, true),
            ("upgraded", nil, false),
        ] as [(String, String?, Bool)] {
            let counted = plan.counted(EventRequest(event: Self.event(name, "k", order: nil), person: person))
            #expect(counted.again == again && counted.needsDeeds == needs, "\(name)")
            #expect(plan.counted(counted) == counted, "twice is once")
        }
    }
}
