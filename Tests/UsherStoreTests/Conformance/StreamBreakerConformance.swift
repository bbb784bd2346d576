import TestSupport
import Testing
@testable import UsherCore

@Suite("Conformance: breakers of two streams")
struct StreamBreakerConformance {
    private static let day = SendingDay(at: Scene.start, clock: .utc).date

    @discardableResult
    private func receipts(_ scene: Scene, _ count: Int, named: String = "o") throws -> [Scene.Sent] {
        try scene.sentMany(count, named: named, kind: .transactional, .transactional)
    }

    private func deadReceipts(_ scene: Scene, _ count: Int, named: String = "x") throws -> [DeliveryID] {
        try scene.bounce(count, named: named, kind: .transactional, .transactional)
    }

    private func pause(_ scene: Scene, _ bounced: Int, of sent: Int) -> Pause {
        Pause(scope: .transactionalRelay, reason: .bounces(bounced, of: sent, day: Self.day), since: scene.now)
    }

    @Test("Bounces of transactional mail pause its relay, once, and nothing else", arguments: StoreUnderTest.all)
    func bounces(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        try scene.sentMany(20, .marketing)
        let sent = try receipts(scene, 95)
        let refused = try deadReceipts(scene, 5)
        #expect(try scene.store.tripBreakers(after: refused, now: scene.now).isEmpty)
        let calls = try sent[..<7].map { try scene.comeBack($0) }
        let pause = pause(scene, 10, of: 100)
        #expect(calls == [nil, nil, nil, nil, .paused(pause), nil, nil])
        #expect(try scene.store.pauses() == [pause])
        // It holds for whoever opens the database next.
        #expect(try kind.open(scene.folder).pauses() == [pause])
    }

    @Test("What its relay refuses pauses it when it is asked, once, and no campaign", arguments: StoreUnderTest.all)
    func refused(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        try receipts(scene, 20)
        let nine = try deadReceipts(scene, 9)
        #expect(try scene.store.tripBreakers(after: nine, now: scene.now).isEmpty)
        let tenth = try deadReceipts(scene, 1, named: "t")
        #expect(try scene.store.findMistakes(after: nine + tenth, in: .transactional, now: scene.now).isEmpty)
        #expect(try scene.store.tripBreakers(after: nine + tenth, now: scene.now) == [pause(scene, 10, of: 30)])
        #expect(try scene.store.tripBreakers(after: tenth, now: scene.now).isEmpty)
        #expect(try scene.store.pauses() == [pause(scene, 10, of: 30)])
    }

    @Test("Bounces of marketing pause its campaign, and no receipt counts for that", arguments: StoreUnderTest.all)
    func marketing(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        try receipts(scene, 500)
        let dead = try deadReceipts(scene, 9)
        try scene.sentMany(30, .marketing)
        let refused = try scene.bounce(10, .marketing)
        // Ten of the campaign's last forty, whatever it had through the other relay.
        let found = try scene.store.findMistakes(after: refused, in: .marketing, now: scene.now)
        #expect(found.map(\.scope) == [.campaign(scene.campaign())])
        #expect(found.map(\.kind) == [.bounces(of: 40)])
        #expect(
            try scene.store.tripBreakers(after: refused + dead, now: scene.now).map(\.scope) == [
                .campaign(scene.campaign())
            ])
        #expect(try scene.store.pauses().map(\.scope) == [.campaign(scene.campaign())])
    }

    @Test("A bad list of marketing takes no bounce of a receipt back", arguments: StoreUnderTest.all)
    func undoing(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        try scene.sentMany(5, .marketing)
        let refused = try scene.bounce(10, .marketing)
        #expect(
            try scene.store.findMistakes(after: refused, in: .marketing, now: scene.now).map(\.scope) == [
                .campaign(scene.campaign())
            ])
        // They were under way when that was found: the one of the list waits again, the other is a person's.
        let late = try scene.bounce(1, named: "l", .marketing)
        let receipt = try deadReceipts(scene, 1)
        let lot = try scene.store.undo(
            UndoFilter(.mistakes), after: nil, limit: 100, by: "usher", note: .metTooMany, now: scene.now,
            deadline: nil, isOver: { _ in false }, due: { _ in nil })
        #expect(lot.undone.queued == 1)
        #expect(try (late + receipt).map(scene.state) == [.queued, .bounced])
    }

    @Test("Complaints about a day's receipts warn once, and pause once", arguments: StoreUnderTest.all)
    func complaints(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let news = try scene.sentMany(10, .marketing)
        let sent = try receipts(scene, 1000)
        for one in news[..<1] { #expect(try scene.complain(one) == nil) }
        let calls = try sent[..<3].map { try scene.complain($0) }
        let warning = ComplaintWarning(.transactional, complained: 2, accepted: 1000, day: Self.day)
        #expect(calls == [nil, .warned(warning), nil])
        #expect(try scene.store.complaintWarnings(since: Scene.start).map(\.subject) == [.transactional])
        let pause = Pause(
            scope: .transactionalRelay, reason: .complaints(4, of: 1000, day: Self.day), since: scene.now)
        #expect(try scene.complain(sent[3]) == .paused(pause))
        #expect(try scene.store.pauses() == [pause])
        #expect(try scene.store.complaintWarnings(since: Scene.start).isEmpty)
    }

    @Test("Notices count with it", arguments: StoreUnderTest.all)
    func notices(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        for number in 0..<10 {
            let notice = NoticeRequest(
                name: "test", key: "\(number)", contact: try scene.person("n\(number)@example.com"),
                composition: scene.composition, due: scene.now)
            #expect(try scene.store.addNotice(notice, now: scene.now) != nil)
        }
        let nine = try deadReceipts(scene, 0) + scene.store.deliveries(DeliveryFilter()).map(\.id)
        #expect(try scene.store.tripBreakers(after: nine, now: scene.now) == [pause(scene, 10, of: 10)])
    }

    @Test("After a resumption only what goes from then on counts", arguments: StoreUnderTest.all)
    func resumed(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let sent = try receipts(scene, 40)
        for one in sent[..<10] { try scene.comeBack(one) }
        #expect(try scene.store.pauses() == [pause(scene, 10, of: 40)])
        scene.now = scene.now.adding(seconds: 60)
        #expect(try scene.store.resume(.transactionalRelay, now: scene.now, spacing: 0))
        for one in sent[10...] { #expect(try scene.comeBack(one) == nil) }
        scene.now = scene.now.adding(seconds: 60)
        let fresh = try receipts(scene, 20, named: "f")
        for one in fresh[..<9] { #expect(try scene.comeBack(one) == nil) }
        #expect(try scene.comeBack(fresh[9]) == .paused(pause(scene, 10, of: 20)))
    }

    @Test("A pause of the operator's stays, and nothing is said", arguments: StoreUnderTest.all)
    func paused(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let sent = try receipts(scene, 20)
        let own = Pause(scope: .transactionalRelay, reason: .byHand(words: "stocktaking"), since: scene.now)
        try scene.store.pause(own)
        for one in sent { #expect(try scene.comeBack(one) == nil) }
        #expect(try scene.store.pauses() == [own])
    }

    @Test("What went through the one relay that there was counts for no other", arguments: StoreUnderTest.all)
    func one(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let before = try scene.sentMany(20, named: "b", kind: .transactional)
        scene.now = scene.now.adding(seconds: 60)
        let own = try receipts(scene, 20)
        scene.now = scene.now.adding(seconds: 60)
        for one in before { #expect(try scene.comeBack(one) == nil) }
        for one in own[..<9] { #expect(try scene.comeBack(one) == nil) }
        // The relay goes, and comes again.
        let after = try scene.sentMany(20, named: "a", kind: .transactional)
        for one in own[9...] + after[...] { #expect(try scene.comeBack(one) == nil) }
        scene.now = scene.now.adding(seconds: 60)
        try receipts(scene, 20, named: "n")
        for one in after { #expect(try scene.comeBack(one) == nil) }
        #expect(try scene.store.pauses().isEmpty)
    }
}
