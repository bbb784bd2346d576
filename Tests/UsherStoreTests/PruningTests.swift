import Testing
import TestSupport
import UsherCore

@testable import UsherStore

@Suite("Values of messages that are old")
struct PruningTests {
    private static let values = #"{"contact.name":"Ada"}"#
    private static let day: Int64 = 86_400

    private func scene(tracking: Bool = false) throws -> (Scene, SQLiteStore) {
        let scene = try Scene(try #require(StoreUnderTest.all.first))
        scene.inputs = Self.values
        let store = try #require(scene.store as? SQLiteStore)
        if tracking {
            var sources = Scene.sources
            sources.tracking = LinkTracking(publicURL: "https://shop.example/mail", mode: .all)
            try store.save([Self.tracked: sources])
        }
        return (scene, store)
    }

    private static let tracked = RevisionHash(octets: Array(repeating: 9, count: 32))

    @discardableResult
    private func prune(_ store: SQLiteStore, before end: Timestamp, limit: Int = 3) throws -> Int {
        var walk = SQLiteStore.InputsWalk()
        var count = 0
        while !walk.isOver {
            let found = try store.oldInputs(settledBefore: end, walk: &walk, limit: limit)
            count += try store.forgetInputs(found.deliveries, settledBefore: end, now: end)
        }
        return count
    }

    private func inputs(_ delivery: DeliveryID, _ scene: Scene) throws -> String? {
        try scene.row(delivery).composition?.inputs
    }

    @Test("Go of what was sent, and of nothing that may be sent again")
    func states() throws {
        let later = Scene.start.adding(seconds: 60)
        let cases: [(result: Settlement.Result, goes: Bool)] = [
            (.sent(countsTowardsCap: true), true), (.bounced, false), (.held, false),
            (.failed(reason: .notSent, recompose: false), false), (.withheld(reason: .notSent), false),
            (.cancelled(reason: .notSent), false), (.retry(at: later, countsAttempt: true, inDoubt: true), false),
        ]
        for (result, goes) in cases {
            let (scene, store) = try scene()
            let ada = try scene.entered("ada@example.com")
            try scene.claim()
            try scene.settle(ada.delivery, result, advance: .end(.finished))
            #expect(try prune(store, before: scene.now.adding(seconds: 1)) == (goes ? 1 : 0), "\(result)")
            #expect(try inputs(ada.delivery, scene) == (goes ? "{}" : Self.values), "\(result)")
            #expect(try prune(store, before: scene.now.adding(seconds: 1)) == 0)
        }
    }

    @Test("Stay while they are young, while the enrollment is under way, and where counted links need them")
    func stay() throws {
        let (scene, store) = try scene(tracking: true)
        let (ada, bob, eve) = (
            try scene.entered("ada@example.com"), try scene.entered("bob@example.com"),
            try scene.entered("eve@example.com")
        )
        _ = try scene.store.claim(owner: scene.owner, now: scene.now, limit: 9) { candidate, _ in
            let revision = candidate.delivery == eve.delivery ? Self.tracked : Scene.revision
            return .send(Composition(revision: revision, inputs: Self.values, composedAt: scene.now))
        }
        let sent = Settlement.Result.sent(countsTowardsCap: true)
        try scene.settle(ada.delivery, sent, advance: .end(.finished))
        try scene.settle(bob.delivery, sent, advance: .next(scene.planned("two", in: 90 * Self.day * 1000)))
        try scene.settle(eve.delivery, sent, advance: .end(.finished))
        #expect(try prune(store, before: scene.now) == 0, "too young")
        #expect(try prune(store, before: scene.now.adding(seconds: 1)) == 1)
        #expect(try inputs(ada.delivery, scene) == "{}")
        #expect(try inputs(bob.delivery, scene) == Self.values)
        #expect(try inputs(eve.delivery, scene) == Self.values)
    }

    @Test("A step that comes back after its values went is composed anew when it is sent again")
    func again() throws {
        let (scene, store) = try scene()
        let ada = try scene.sent("ada@example.com")
        #expect(try prune(store, before: scene.now.adding(seconds: 1)) == 1)
        try scene.take(scene.report(ada.delivery, .soft))
        #expect(try scene.row(ada.delivery).state == .failed)
        #expect(try store.retry(ada.delivery, now: scene.now))
        #expect(try scene.row(ada.delivery).composition == nil)
        let batch = try scene.claim()
        #expect(batch.claimed.map(\.composition.inputs) == [Self.values])
    }

    @Test("Every one is looked at once, however many were settled in the same moment")
    func walk() throws {
        let (scene, store) = try scene()
        var deliveries: [DeliveryID] = []
        for number in 0..<25 {
            let entered = try scene.entered("p\(number)@example.com")
            try scene.claim()
            try scene.settle(entered.delivery, .sent(countsTowardsCap: true), advance: .end(.finished))
            deliveries.append(entered.delivery)
            if number % 7 == 0 { scene.now = scene.now.adding(seconds: 1) }
        }
        #expect(try prune(store, before: scene.now.adding(seconds: 1), limit: 4) == 25)
        for delivery in deliveries { #expect(try inputs(delivery, scene) == "{}") }
    }

    @Test("A look passes many that have none any more, and never more than can be changed at once")
    func looks() throws {
        let (scene, store) = try scene()
        for number in 0..<45 { try scene.sent("p\(number)@example.com") }
        let end = scene.now.adding(seconds: 1)
        for goes in [45, 0] {
            var (walk, looks, gone) = (SQLiteStore.InputsWalk(), 0, 0)
            while !walk.isOver {
                let found = try store.oldInputs(settledBefore: end, walk: &walk, limit: 2)
                #expect(found.deliveries.count <= 2)
                gone += try store.forgetInputs(found.deliveries, settledBefore: end, now: end)
                looks += 1
            }
            #expect(gone == goes && looks <= (goes == 0 ? 3 : 24), "\(looks)")
        }
    }

    /// Everything that is decided by, and told: rows, reports, who may get what.
    private func memory(_ scene: Scene) throws -> [String] {
        var told: [String] = []
        let rows = try scene.store.deliveries(DeliveryFilter(limit: 100_000))
        for var row in rows {
            if row.state == .sent { row.composition = nil }
            told.append("\(row)")
        }
        told.append("\(String(describing: try scene.store.nextDue()))")
        try scene.expectRecountAgrees()
        for contact in Set(rows.map(\.contact)).sorted(by: { $0.value < $1.value }) {
            told.append("\(try scene.store.enrollments(of: contact))")
            told.append("\(try scene.store.consents(of: contact))")
        }
        return told
    }

    @Test("A life in which they go is the life in which they stay", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func same(seed: UInt64) throws {
        let (pruned, store) = try scene()
        let (kept, _) = try scene()
        var lives = (RandomLife(pruned, seed: seed), RandomLife(kept, seed: seed))
        var gone = 0
        for round in 1...400 {
            try lives.0.step()
            try lives.1.step()
            guard round % 20 == 0 else { continue }
            gone += try prune(store, before: pruned.now, limit: 5)
            let (shorter, whole) = (try memory(pruned), try memory(kept))
            #expect(try pruned.store.totals(now: pruned.now) == kept.store.totals(now: kept.now))
            let differing = zip(shorter, whole).first { $0 != $1 }
            #expect(
                shorter.count == whole.count && differing == nil,
                "seed \(seed), after \(round) steps: \(differing?.0 ?? "") and \(differing?.1 ?? "")")
        }
        #expect(gone > 0)
    }
}
