import Testing
import UsherCore

@Suite("Conformance: promoters and what they earn")
struct RewardConformance {
    @Test("One code each, for ever, and nobody else's", arguments: StoreUnderTest.all)
    func codes(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com").contact
        let bob = try scene.entered("bob@example.com").contact
        #expect(try scene.store.code(of: ada) { "FIRST" } == "FIRST")
        #expect(try scene.store.code(of: ada) { "SECOND" } == "FIRST")
        var made = ["FIRST", "FIRST", "THIRD"]
        #expect(try scene.store.code(of: bob) { made.removeFirst() } == "THIRD")
        let cy = try scene.entered("cy@example.com").contact
        #expect(throws: StoreError.self) { try scene.store.code(of: cy) { "FIRST" } }
    }

    @Test(
        "The promoter comes by code before address, with enrollments, stage and who brought them",
        arguments: StoreUnderTest.all)
    func promoter(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com").contact
        _ = try scene.store.code(of: ada.contact) { "ADA" }
        try scene.store.setStage(ada.contact, .advocate, cause: .stated(because: "x"), now: scene.now)
        try scene.record("ada@example.com", scene.event("came")) { _ in [.refer(promoter: bob)] }
        let byCode = try #require(
            try scene.eventFacts("new@example.com", by: "bob@example.com", code: "ADA").promoter)
        #expect(byCode.contact.id == ada.contact && byCode.byCode && !byCode.isNew)
        #expect(
            byCode.enrollments.map(\.id) == [ada.enrollment] && byCode.referredBy == bob
                && byCode.stageSince == scene.now)
        let byAddress = try scene.eventFacts("new@example.com", by: "BOB@example.com", code: "nobody's").promoter
        #expect(byAddress?.contact.id == bob && byAddress?.byCode == false && byAddress?.stageSince == nil)
        #expect(try scene.eventFacts("new@example.com", code: "nobody's").promoter == nil)
        #expect(try scene.eventFacts("new@example.com").promoter == nil)
    }

    @Test("A friend whom nobody knew becomes a contact, who can be moved", arguments: StoreUnderTest.all)
    func newFriend(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        try scene.record("listener@example.com", scene.event("recommended"), by: "friend@example.com") { facts in
            guard let friend = facts.promoter?.contact else { return [] }
            return [
                scene.move(facts.contact, to: .aware), scene.move(friend, to: .promote), .refer(promoter: friend.id),
            ]
        }
        #expect(try scene.contact("listener@example.com").stage == .aware)
        let friend = try scene.contact("friend@example.com")
        #expect(friend.stage == .promote)
        #expect(try scene.eventFacts("listener@example.com").referredBy == friend.id)
        #expect(try scene.store.totals(now: scene.now).contacts == 2)
        try scene.expectRecountAgrees()
    }

    @Test(
        "The ledger: on hold, payable, taken back; the first who brought somebody stays", arguments: StoreUnderTest.all)
    func ledger(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com").contact
        let bob = try scene.entered("bob@example.com").contact
        let payableAt = scene.now.adding(seconds: 1000)
        func buy(_ address: String, key: String) throws {
            try scene.record(address, scene.event("purchased", key: key, value: 4900)) { facts in
                let earning = Earning(
                    promoter: ada, friend: facts.contact.id, amount: Money(minorUnits: 490, currency: "EUR"),
                    rule: "first-order", payableAt: payableAt)
                return [.refer(promoter: key == "1" ? ada : bob), .earn(earning)]
            }
        }
        try buy("f1@example.com", key: "1")
        try buy("f1@example.com", key: "2")
        try buy("f2@example.com", key: "3")
        #expect(try scene.eventFacts("f1@example.com").referredBy == ada)
        try scene.record("f1@example.com", scene.event("refunded")) { _ in [.revoke(reason: "refunded")] }
        let before = try scene.store.earnings(now: payableAt.adding(milliseconds: -1))
        #expect(before.map(\.state) == [.revoked, .revoked, .onHold])
        let after = try scene.store.earnings(now: payableAt)
        #expect(after.map(\.state) == [.revoked, .revoked, .payable])
        #expect(after.last?.promoterAddress == "ada@example.com" && after.last?.friendAddress == "f2@example.com")
        #expect(after.last?.earning.amount.minorUnits == 490 && after.last?.at == scene.now)
    }

    @Test("A refund takes back what the events it names earned, while that is on hold", arguments: StoreUnderTest.all)
    func revokesSome(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com").contact
        let payableAt = scene.now.adding(seconds: 1000)
        for key in ["1", "2"] {
            try scene.record("f@example.com", scene.event("purchased", key: key)) { facts in
                let earning = Earning(
                    promoter: ada, friend: facts.contact.id, amount: Money(minorUnits: 490, currency: "EUR"),
                    rule: "r", payableAt: payableAt)
                return (key == "1" ? [.refer(promoter: ada)] : []) + [.earn(earning)]
            }
        }
        func refund(_ key: String, at moment: Timestamp, _ keys: [String]?) throws -> [EarningRow.State] {
            var request = try scene.request("f@example.com", scene.event("refunded", key: key))
            request.event.at = moment
            request.needsDeeds = true
            _ = try scene.store.record([request], now: scene.now) { _, facts in
                let ids = keys.map { keys in facts.deeds.filter { keys.contains($0.key) }.map(\.id) }
                return .record([.revoke(reason: "refunded", events: ids)])
            }
            return try scene.store.earnings(now: scene.now).map(\.state)
        }
        #expect(try refund("r1", at: payableAt, nil) == [.onHold, .onHold], "payable by then")
        #expect(try refund("r2", at: scene.now, ["2"]) == [.onHold, .revoked])
        #expect(try refund("r3", at: scene.now, []) == [.onHold, .revoked])
        #expect(try refund("r4", at: scene.now, nil) == [.revoked, .revoked])
    }

    @Test("A claim makes the code that a message speaks of, once for each contact", arguments: StoreUnderTest.all)
    func codeAtClaim(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com").contact
        let bob = try scene.entered("bob@example.com").contact
        let taken = try scene.entered("cy@example.com", "ascend").contact
        _ = try scene.store.code(of: taken) { "C1" }
        var made = ["C1", "C2", "C2", "C3"]
        var seen: [ContactID: String?] = [:]
        let composition = scene.composition
        let one = scene.step("one")
        _ = try scene.store.claim(
            owner: scene.owner, now: scene.now, limit: 50, factsFor: { $0 == one },
            makeCode: { $0 == one ? made.removeFirst() : nil },
            decide: { candidate, _ in
                seen[candidate.contact.id] = candidate.facts.promoterCode
                return .send(composition)
            })
        #expect(seen == [ada: "C2", bob: "C3", taken: String?.none])
        #expect(try scene.store.code(of: ada) { "C9" } == "C2")
        #expect(try scene.store.code(of: bob) { "C9" } == "C3")
        let dee = try scene.entered("dee@example.com").contact
        _ = try scene.store.claim(
            owner: scene.owner, now: scene.now, limit: 50, factsFor: { _ in true }, makeCode: { _ in nil },
            decide: { _, _ in .send(composition) })
        #expect(try scene.store.facts(of: dee).promoterCode == nil)
    }
}
