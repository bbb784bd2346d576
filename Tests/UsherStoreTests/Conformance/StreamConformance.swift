import TestSupport
import Testing
@testable import UsherCore

@Suite("Conformance: two streams")
struct StreamConformance {
    /// Claims a stream, parking what is paused.
    private func claim(
        _ scene: Scene, _ stream: MailStream, limit: Int = 50, parking scope: PauseScope? = nil
    ) throws -> ClaimBatch {
        let composition = scene.composition
        return try scene.store.claim(
            stream, owner: scene.owner, now: scene.now, limit: limit, factsFor: { _ in false },
            makeCode: { _ in nil },
            decide: { candidate, pauses in
                if let scope, pauses.contains(where: { $0.scope == scope }) { return .park(scope) }
                return .send(candidate.composition ?? composition)
            })
    }

    private func pause(_ scene: Scene, _ scope: PauseScope, seconds: Int64? = nil) throws {
        try scene.store.pause(
            Pause(
                scope: scope, reason: .byHand(words: nil), since: scene.now,
                until: seconds.map { scene.now.adding(seconds: $0) }))
    }

    @Test("Each is claimed apart, in its order; who has one relay claims both, merged", arguments: StoreUnderTest.all)
    func apart(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let kinds: [MessageKind] = [.marketing, .transactional, .transactional, .marketing, .transactional]
        let all = try kinds.enumerated().map { number, kind in
            try scene.entered("p\(number)@example.com", kind: kind, in: Int64(100 - number * 10)).delivery
        }
        #expect(try scene.store.nextDue(.marketing) == scene.now.adding(milliseconds: 70))
        #expect(try scene.store.nextDue(.transactional) == scene.now.adding(milliseconds: 60))
        #expect(try scene.store.nextDue(.all) == scene.now.adding(milliseconds: 60))
        scene.now = scene.now.adding(seconds: 1)
        #expect(try claim(scene, .transactional, limit: 2).claimed.map(\.delivery) == [all[4], all[2]])
        #expect(try claim(scene, .marketing, limit: 1).claimed.map(\.delivery) == [all[3]])
        #expect(try scene.store.totals(now: scene.now).overdue == 2)
        let rest = try claim(scene, .all)
        #expect(rest.claimed.map(\.delivery) == [all[1], all[0]] && rest.handled == 2 && rest.nextDue == nil)
    }

    @Test("What comes back to the queue, by any way, is in the stream of its kind", arguments: StoreUnderTest.all)
    func ways(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let one = try scene.entered("ada@example.com", kind: .transactional).delivery
        func isTransactional() throws -> Bool {
            scene.now = scene.now.adding(seconds: 10)
            let other = try claim(scene, .marketing).handled
            return try other == 0 && claim(scene, .transactional).claimed.map(\.delivery) == [one]
        }
        #expect(try isTransactional())
        try scene.store.release([one], owner: scene.owner, due: scene.now, now: scene.now)
        #expect(try isTransactional())
        try scene.settle(one, .retry(at: scene.now, countsAttempt: true, inDoubt: false))
        #expect(try isTransactional())
        #expect(
            try scene.store.recover(owner: "another", resendAt: scene.now, now: scene.now) == [one])
        #expect(try isTransactional())
        try scene.settle(one, .failed(reason: .notSent, recompose: false))
        #expect(try scene.store.retry(one, now: scene.now))
        _ = try scene.store.reschedule(after: nil, limit: 10) { _ in scene.now.adding(seconds: 2) }
        #expect(try isTransactional())
    }

    @Test("What has become another kind changes its stream, once, and keeps its place", arguments: StoreUnderTest.all)
    func change(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let one = try scene.entered("ada@example.com").delivery
        let due = try scene.row(one).due
        scene.now = scene.now.adding(seconds: 60)
        let batch = try scene.store.claim(
            .marketing, owner: scene.owner, now: scene.now, limit: 5, factsFor: { _ in false },
            makeCode: { _ in nil }, decide: { _, _ in .change(.transactional) })
        #expect(batch.claimed.isEmpty && batch.handled == 1 && batch.nextDue == nil)
        let row = try scene.row(one)
        #expect(row.state == .queued && row.due == due && row.kind == .transactional)
        #expect(try claim(scene, .transactional).claimed.map(\.delivery) == [one])
    }

    @Test("A relay that pauses holds up its own stream", arguments: StoreUnderTest.all)
    func pauses(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let news = try scene.entered("ada@example.com").delivery
        let receipt = try scene.entered("bob@example.com", kind: .transactional).delivery
        scene.now = scene.now.adding(seconds: 1)
        try pause(scene, .relay)
        try pause(scene, .transactionalRelay, seconds: 60)
        #expect(Set(try scene.store.pauses().map(\.scope)) == [.relay, .transactionalRelay])
        #expect(try claim(scene, .marketing, parking: .relay).claimed.isEmpty)
        #expect(try claim(scene, .transactional, parking: .transactionalRelay).claimed.isEmpty)
        #expect(try [news, receipt].map(scene.state) == [.parked, .parked])
        #expect(try scene.store.nextDue(.marketing) == nil)
        #expect(try scene.store.nextDue(.transactional) == scene.now.adding(seconds: 60))
        scene.now = scene.now.adding(seconds: 60)
        #expect(try claim(scene, .transactional, parking: .transactionalRelay).claimed.map(\.delivery) == [receipt])
        #expect(try scene.state(news) == .parked)
        #expect(try scene.store.resume(.relay, now: scene.now, spacing: 0))
        #expect(try claim(scene, .marketing).claimed.map(\.delivery) == [news])
    }

    @Test("A relay of its own comes: what the other's pause had parked goes on", arguments: StoreUnderTest.all)
    func comes(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let news = try scene.entered("ada@example.com").delivery
        let receipt = try scene.entered("bob@example.com", kind: .transactional).delivery
        scene.now = scene.now.adding(seconds: 1)
        try pause(scene, .relay)
        #expect(try claim(scene, .all, parking: .relay).handled == 2)
        #expect(try [news, receipt].map(scene.state) == [.parked, .parked])
        // Nobody is told of it before, and whoever claims hears of it.
        #expect(try scene.store.nextDue(.all) == nil && scene.store.nextDue(.marketing) == nil)
        #expect(try #require(try scene.store.nextDue(.transactional)) <= scene.now)
        #expect(try claim(scene, .transactional).claimed.map(\.delivery) == [receipt])
        #expect(try scene.state(news) == .parked && scene.store.pauses().map(\.scope) == [.relay])
    }

    @Test(
        "It goes: its pauses are over, also one without an end, and nothing waits for ever",
        arguments: StoreUnderTest.all)
    func goes(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let receipts = try (0..<5).map { try scene.entered("p\($0)@example.com", kind: .transactional).delivery }
        scene.now = scene.now.adding(seconds: 1)
        try pause(scene, .transactionalRelay)
        try pause(scene, .transactionalDomain("example.net"))
        #expect(try claim(scene, .transactional, parking: .transactionalRelay).handled == 5)
        #expect(try scene.store.totals(now: scene.now).nextDue == nil)
        #expect(try #require(try scene.store.nextDue(.all)) <= scene.now)
        var claimed: [DeliveryID] = []
        for _ in 0..<4 { claimed += try claim(scene, .all, limit: 2).claimed.map(\.delivery) }
        #expect(Set(claimed) == Set(receipts) && claimed.count == 5)
        #expect(try scene.store.pauses().isEmpty)
    }

    @Test("What one relay refuses says nothing about the other", arguments: StoreUnderTest.all)
    func mistakes(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        func refuse(_ delivery: DeliveryID, _ stream: MailStream) throws {
            let settlement = Settlement(
                delivery: delivery, result: .failed(reason: .refused(.rcpt, answer: "550"), recompose: true),
                reply: Reply(code: 550, enhanced: nil, text: "Nope"), advance: .end(.finished),
                refusal: Settlement.Refusal(words: "nope", weight: .unclear))
            _ = try scene.store.settle(
                [settlement], of: stream, owner: scene.owner, now: scene.now,
                day: SendingDay(at: scene.now, clock: .utc))
        }
        func send(_ delivery: DeliveryID, _ stream: MailStream) throws {
            _ = try scene.store.settle(
                [
                    Settlement(
                        delivery: delivery, result: .sent(countsTowardsCap: false), reply: Reply(code: 250),
                        advance: .end(.finished))
                ], of: stream, owner: scene.owner, now: scene.now, day: SendingDay(at: scene.now, clock: .utc))
        }
        let news = try (0..<40).map { try scene.entered("n@d\($0).example").delivery }
        let receipts = try (0..<5).map {
            try scene.entered("r@e\($0).example", "ascend", kind: .transactional).delivery
        }
        scene.now = scene.now.adding(seconds: 1)
        _ = try claim(scene, .marketing)
        _ = try claim(scene, .transactional)
        // The other relay takes everything meanwhile.
        for one in news[..<30] { try send(one, .marketing) }
        for one in receipts[..<2] {
            try refuse(one, .transactional)
            #expect(try scene.store.findMistakes(after: [one], in: .transactional, now: scene.now).isEmpty)
        }
        try send(news[30], .marketing)
        try refuse(receipts[2], .transactional)
        let found = try scene.store.findMistakes(after: [receipts[2]], in: .transactional, now: scene.now)
        #expect(found.map(\.scope) == [.transactionalRelay] && found.first?.people == 3)
        // One more is enough now, and the same words of the other relay are one refusal alone.
        try refuse(receipts[3], .transactional)
        let again = try scene.store.findMistakes(after: [receipts[3]], in: .transactional, now: scene.now)
        #expect(again.map(\.scope) == [.transactionalRelay])
        try refuse(news[31], .marketing)
        #expect(try scene.store.findMistakes(after: [news[31]], in: .marketing, now: scene.now).isEmpty)
        var undone = Undone()
        var cursor: UndoCursor?
        repeat {
            let lot = try scene.store.undo(
                UndoFilter(.mistakes), after: cursor, limit: 2, by: "usher", note: .metTooMany, now: scene.now,
                deadline: nil, isOver: { _ in false }, due: { _ in nil })
            undone += lot.undone
            cursor = lot.next
        } while cursor != nil
        #expect(undone.queued == 4)
        #expect(try scene.state(news[31]) == .failed)
        #expect(try receipts[..<4].map(scene.state) == [.queued, .queued, .queued, .queued])
    }

    @Test("A warm-up counts what goes through its relay", arguments: StoreUnderTest.all)
    func warmUp(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        for kind in [MessageKind.marketing, .transactional] { try scene.entered("\(kind)@example.com", kind: kind) }
        let start = scene.now
        scene.now = scene.now.adding(seconds: 1)
        _ = try claim(scene, .all)
        #expect(try scene.store.warmUpTally(.all, since: start).gone == 2)
        #expect(try scene.store.warmUpTally(.marketing, since: start).gone == 1)
    }
}
