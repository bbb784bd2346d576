import Testing
@testable import UsherCore

@Suite("Conformance: release and recovery")
struct RecoveryConformance {
    @Test("What a dead owner had claimed is in doubt and is sent again later", arguments: StoreUnderTest.all)
    func resend(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com")
        let composition = try #require(try scene.claim(1, owner: "dead").claimed.first).composition
        try scene.claim(owner: "worker")
        let start = scene.now
        scene.now = scene.now.adding(seconds: 10)
        let resendAt = scene.now.adding(seconds: 900)
        #expect(try scene.store.recover(owner: "worker", resendAt: resendAt, now: scene.now) == [ada.delivery])
        #expect(try scene.store.recover(owner: "worker", resendAt: resendAt, now: scene.now) == [])
        #expect(try scene.state(bob.delivery) == .claimed)
        let row = try scene.row(ada.delivery)
        #expect(row.state == .queued && row.due == resendAt && row.inDoubt && row.attempts == 1)
        scene.now = resendAt
        let again = try #require(try scene.claim().claimed.first)
        #expect(again.composition == composition && again.candidate.inDoubt && again.candidate.firstAttemptAt == start)
    }

    @Test("Or it is held for a human", arguments: StoreUnderTest.all)
    func hold(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        try scene.claim(owner: "dead")
        #expect(try scene.store.recover(owner: "worker", resendAt: nil, now: scene.now) == [ada.delivery])
        #expect(try scene.state(ada.delivery) == .held)
        #expect(try scene.store.nextDue() == nil)
        #expect(try scene.store.deliveries(DeliveryFilter(inDoubtOnly: true)).map(\.id) == [ada.delivery])
    }

    @Test("What was never started goes back as if it had not been claimed", arguments: StoreUnderTest.all)
    func release(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        try scene.claim()
        try scene.store.release([ada.delivery], owner: "somebody else", due: scene.now, now: scene.now)
        #expect(try scene.state(ada.delivery) == .claimed)
        let due = scene.now.adding(seconds: 3)
        for _ in 1...2 { try scene.store.release([ada.delivery], owner: scene.owner, due: due, now: scene.now) }
        let row = try scene.row(ada.delivery)
        #expect(row.state == .queued && row.due == due && row.composition == nil && row.attempts == 0 && !row.inDoubt)
        #expect(try !scene.settle(ada.delivery, .sent(countsTowardsCap: true)))
    }

    @Test("A release after an attempt keeps the composition, and a notice always does", arguments: StoreUnderTest.all)
    func releaseAfterAttempt(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let notice = try #require(
            try scene.store.addNotice(
                NoticeRequest(
                    name: "test", key: "1", contact: ContactDraft(address: scene.address("bob@example.com")),
                    composition: scene.composition, due: scene.now), now: scene.now))
        let composition = scene.composition
        try scene.claim()
        try scene.settle(ada.delivery, .retry(at: scene.now, countsAttempt: false, inDoubt: false))
        try scene.claim()
        try scene.store.release([ada.delivery, notice], owner: scene.owner, due: scene.now, now: scene.now)
        #expect(try scene.row(ada.delivery).composition == composition)
        #expect(try scene.row(notice).composition == composition)
    }

    @Test("Claims survive a reopening, settled work too", arguments: StoreUnderTest.all)
    func reopening(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com")
        try scene.claim(1)
        try scene.settle(ada.delivery, .sent(countsTowardsCap: true), advance: .next(scene.planned("two", in: 50)))
        try scene.claim(1)
        let reopened = try kind.open(scene.folder)
        #expect(try reopened.catalog() == scene.catalog)
        let rows = try reopened.deliveries(DeliveryFilter())
        #expect(rows.map(\.state) == [.sent, .claimed, .queued])
        #expect(rows.map(\.contact) == [ada.contact, bob.contact, ada.contact])
        #expect(
            try reopened.settle(
                [Settlement(delivery: bob.delivery, result: .sent(countsTowardsCap: true), advance: .stay)],
                owner: scene.owner, now: scene.now) == [bob.delivery: true])
    }
}
