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
        "The promoter comes by code before address, with runs, stage and who brought them",
        arguments: StoreUnderTest.all)
    func promoter(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com").contact
        _ = try scene.store.code(of: ada.contact) { "ADA" }
        try scene.store.setStage(ada.contact, .advocate, cause: .stated(reason: "x"), now: scene.now)
        try scene.record("ada@example.com", scene.event("came")) { _ in [.refer(promoter: bob)] }
        let byCode = try #require(
            try scene.eventFacts("new@example.com", by: "bob@example.com", code: "ADA").promoter)
        #expect(byCode.contact.id == ada.contact && byCode.byCode && !byCode.isNew)
        #expect(byCode.runs.map(\.id) == [ada.enrollment] && byCode.referredBy == bob && byCode.stageSince == scene.now)
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
}
