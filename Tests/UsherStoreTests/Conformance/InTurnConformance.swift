import Testing
import TestSupport
import UsherCore

@Suite("Conformance: what happened, in whichever order it is told")
struct InTurnConformance {
    /// A shop at the end of a day, and what one person did on it.
    private final class Day {
        let scene: Scene
        let shop: JourneyShop

        init(_ kind: StoreUnderTest) throws {
            scene = try Scene(kind)
            shop = try JourneyShop(scene, again: true)
        }

        /// Of so many hours ago.
        func deed(_ name: String, _ hours: Int64, key: String? = nil, value: Int64? = nil, order: String? = nil) throws
            -> EventRequest
        {
            var event = scene.event(name, key: key ?? "\(name) \(hours)", value: value)
            event.at = scene.now.adding(seconds: -hours * 3600)
            event.data["order"] = order
            return EventRequest(event: event, person: try scene.person("ada@example.com"))
        }

        func tell(_ requests: [EventRequest]) throws {
            for request in requests {
                guard case .recorded? = try shop.record([request]).first else { throw SceneError.notEntered }
            }
        }

        func outcome() throws -> Outcome { try Outcome(shop) }
    }

    /// Everything that may not depend on the order of telling.
    private struct Outcome: Equatable {
        var lines: [String] = []
        let counts: JourneyCounts

        init(_ shop: JourneyShop) throws {
            let store = shop.scene.store
            let people = try store.contacts(ContactFilter(limit: 1000))
            let name = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.address.wire) })
            for contact in people {
                lines.append("\(contact.address.wire) at \(contact.stage?.rawValue ?? "-")")
                for event in try store.events(of: contact.id) { lines.append("\(event.name) \(event.key)") }
                let enrollments = try store.enrollments(of: contact.id)
                for move in try store.transitions(of: contact.id) {
                    let cause =
                        switch move.cause {
                        case .enrollment(_, let campaign): "run of \(campaign)"
                        case .code(let promoter): "code of \(name[promoter] ?? "?")"
                        case let other: "\(other)"
                        }
                    lines.append("\(move.from?.rawValue ?? "-") to \(move.to) at \(move.at): \(cause)")
                }
                let waiting = try store.deliveries(DeliveryFilter(contact: contact.id)).filter { $0.state == .queued }
                lines.append("\(waiting.count) wait")
                lines += enrollments.map {
                    "run \($0.campaign) '\($0.key)' \($0.state) \($0.endReason?.rawValue ?? "") since \($0.since)"
                }.sorted()
            }
            lines += try store.earnings(now: shop.scene.now).map {
                "\($0.promoterAddress) by \($0.friendAddress): \($0.earning.amount) \($0.earning.rule) \($0.state)"
            }.sorted()
            counts = try store.journeyCounts(from: "0000-01-01", to: "9999-12-31")
        }
    }

    @Test(
        "Told in any order, before anything is sent, the same events come to the same enrollments, stages and money",
        arguments: StoreUnderTest.all)
    func anyOrder(kind: StoreUnderTest) throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let inOrder = try Day(kind)
            let mixed = try Day(kind)
            let names = [
                "signed_up", "confirmed", "purchased", "purchased", "purchased", "refunded", "opened", "upgraded",
                "asked", "reviewed",
            ]
            let deeds = try (0..<Int.random(in: 2...8, using: &random)).map { number -> EventRequest in
                let name = names.randomElement(using: &random) ?? "asked"
                let isSale = name == "purchased" || name == "upgraded"
                let order = name == "refunded" ? ["o1", "o2", nil].randomElement(using: &random) ?? nil : nil
                let amounts: [Int64?] = name == "refunded" ? [nil, 400, 600, 5000] : [nil]
                let back = amounts.randomElement(using: &random) ?? nil
                var request = try inOrder.deed(
                    name, Int64(150 - number * 17), value: isSale ? Int64(1000 + number) : back,
                    order: isSale ? "o\(number % 3)" : order)
                switch Int.random(in: 0..<8, using: &random) {
                case 0: request.by = try EmailAddress("friend\(number % 2)@example.com")
                case 1: request.campaign = ["sell", "excite", "rise"].randomElement(using: &random)
                default: break
                }
                return request
            }
            try inOrder.tell(deeds)
            try mixed.tell(deeds.shuffled(using: &random))
            let (one, other) = (try inOrder.outcome(), try mixed.outcome())
            #expect(one.lines.sorted() == other.lines.sorted(), "seed \(seed)")
            #expect(one.counts == other.counts, "seed \(seed)")
            try mixed.scene.expectRecountAgrees("seed \(seed)")
            try TableRules.check(mixed.scene.folder("usher.sqlite"))
        }
    }

    @Test(
        "A purchase and its refund, told at once in either order, begin nothing and leave no money",
        arguments: StoreUnderTest.all, [false, true])
    func refunded(kind: StoreUnderTest, refundFirst: Bool) throws {
        let day = try Day(kind)
        let bought = try day.deed("purchased", 14, key: "1042", value: 4900)
        let refund = try day.deed("refunded", 12, order: "1042")
        try day.tell(refundFirst ? [refund, bought] : [bought, refund])
        let store = day.scene.store
        let ada = try day.scene.contact("ada@example.com")
        #expect(try store.enrollments(of: ada.id).allSatisfy { $0.state == .ended && $0.endReason == .stopped })
        #expect(try store.nextDue() == nil && ada.stage == .convert)
        let counts = try store.journeyCounts(from: "0000-01-01", to: "9999-12-31")
        #expect(counts.campaigns.values.allSatisfy { $0.money.isEmpty })
        try day.scene.expectRecountAgrees()
    }

    @Test(
        "A refund of a part takes that part, and the rest takes what is left; in either order, also before its purchase",
        arguments: StoreUnderTest.all, [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 1, 0]])
    func parts(kind: StoreUnderTest, order: [Int]) throws {
        for (rest, left) in [(500, 3900), (4400, nil), (nil, nil)] as [(Int64?, Int64?)] {
            let day = try Day(kind)
            try day.tell([try day.deed("signed_up", 30), try day.deed("confirmed", 29)])
            var bought = try day.deed("purchased", 14, key: "1042", value: 4900)
            bought.campaign = "sell"
            let told = [
                bought,
                try day.deed("refunded", 12, key: "r1", value: 500, order: "1042"),
                // Its time is a day without an hour, before the purchase.
                try day.deed("refunded", 20, key: "r2", value: rest, order: "1042"),
            ]
            try day.tell(order.map { told[$0] })
            let counts = try day.scene.store.journeyCounts(from: "0000-01-01", to: "9999-12-31")
            let money = counts.campaigns.values.flatMap(\.money).map(\.value).filter { $0 != 0 }
            #expect(money == [left].compactMap(\.self), "\(order), then \(rest ?? 0)")
            let ada = try day.scene.contact("ada@example.com")
            let thanks = try day.scene.store.enrollments(of: ada.id).filter {
                $0.campaign == day.shop.catalog("excite")
            }
            #expect(thanks.map(\.state) == [left == nil ? .ended : .active], "\(order), then \(rest ?? 0)")
            try day.scene.expectRecountAgrees()
        }
    }

    @Test("What was sent stays; a stop that is told late ends the enrollment", arguments: StoreUnderTest.all)
    func sent(kind: StoreUnderTest) throws {
        let day = try Day(kind)
        try day.tell([try day.deed("purchased", 14, key: "1042")])
        try day.shop.send()
        let ada = try day.scene.contact("ada@example.com")
        let sent = try day.scene.rows(of: ada.id).filter { $0.state == .sent }.count
        #expect(sent > 0)
        try day.tell([try day.deed("refunded", 12), try day.deed("asked", 20)])
        #expect(try day.scene.rows(of: ada.id).filter { $0.state == .sent }.count == sent)
        #expect(try day.scene.store.nextDue() == nil)
        #expect(
            try day.scene.store.enrollments(of: ada.id).filter { $0.campaign == day.shop.catalog("excite") }
                .map(\.endReason) == [.stopped])
        try day.scene.expectRecountAgrees()
    }

    @Test("The operator's step back holds against what happened before it", arguments: StoreUnderTest.all)
    func byHand(kind: StoreUnderTest) throws {
        let day = try Day(kind)
        try day.tell([try day.deed("purchased", 14), try day.deed("opened", 13)])
        let ada = try day.scene.contact("ada@example.com")
        let cause = Transition.Cause.stated(because: "a mistake")
        try day.scene.store.setStage(ada.id, .subscribe, cause: cause, now: day.scene.now.adding(seconds: -7200))
        try day.tell([try day.deed("reviewed", 12)])
        #expect(try day.scene.contact("ada@example.com").stage == .subscribe)
        try day.tell([try day.deed("opened", 1)])
        #expect(try day.scene.contact("ada@example.com").stage == .excite)
        let moves = try day.scene.store.transitions(of: ada.id)
        #expect(moves.map(\.from) == [nil] + moves.map(\.to).dropLast())
        try day.scene.expectRecountAgrees()
    }
}

extension JourneyShop {
    fileprivate func catalog(_ name: String) -> CampaignID { plan.catalog.campaigns[name] ?? CampaignID(-1) }
}
