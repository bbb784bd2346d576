import Testing
import TestSupport
import UsherCore

@testable import UsherStore

@Suite("Revisions that nothing needs")
struct RevisionsTests {
    private func scene(_ numbers: Range<UInt8>, tracking: Bool = false) throws -> (Scene, SQLiteStore) {
        let scene = try Scene(try #require(StoreUnderTest.all.first))
        let store = try #require(scene.store as? SQLiteStore)
        var sources = Scene.sources
        if tracking { sources.tracking = LinkTracking(publicURL: "https://shop.example/mail", mode: .all) }
        sources.template.text = #"says "tracking":{ itself"#
        for number in numbers { try store.save([Self.hash(number): sources]) }
        return (scene, store)
    }

    private static func hash(_ number: UInt8) -> RevisionHash {
        RevisionHash(octets: Array(repeating: number, count: 32))
    }

    /// Everything that may go, gone.
    @discardableResult
    private func forget(_ store: SQLiteStore, _ now: Timestamp, keeping: Set<RevisionHash> = []) throws -> Int {
        try store.forgetRevisions(try store.unneededRevisions(keeping: keeping, limit: 1000), now: now)
    }

    /// One delivery of revision 1 in a state.
    private func deliver(
        _ scene: Scene, _ result: Settlement.Result?, inputs: String = "{}", advance: Advance = .stay
    ) throws -> DeliveryID {
        let entered = try scene.entered("ada@example.com", kind: .transactional)
        let composition = Composition(revision: Self.hash(1), inputs: inputs, composedAt: scene.now)
        _ = try scene.store.claim(owner: scene.owner, now: scene.now, limit: 1) { _, _ in .send(composition) }
        if let result { try scene.settle(entered.delivery, result, advance: advance) }
        return entered.delivery
    }

    @Test("Of no delivery, and not what serves: they go, and can be saved again")
    func unused() throws {
        let (scene, store) = try scene(1..<100)
        let kept: Set<RevisionHash> = [Self.hash(3), Self.hash(50), Scene.revision]
        #expect(try store.unneededRevisions(keeping: kept, limit: 10).count == 10)
        // Revision 7 is the scene's own.
        #expect(try forget(store, scene.now, keeping: kept) == 96)
        for number in UInt8(1)..<100 {
            let isKept = kept.contains(Self.hash(number))
            #expect(try (store.sources(Self.hash(number)) != nil) == isKept)
        }
        try store.save([Self.hash(9): Scene.sources])
        #expect(try store.sources(Self.hash(9)) == Scene.sources)
    }

    @Test("Of a delivery that may still be sent, it stays; of one that is done with, its text goes")
    func referred() throws {
        let cases: [(result: Settlement.Result?, stays: Bool)] = [
            (nil, true), (.retry(at: Scene.start.adding(seconds: 60), countsAttempt: true, inDoubt: false), true),
            (.held, true), (.failed(reason: .notSent, recompose: false), true), (.withheld(reason: .notSent), true),
            (.cancelled(reason: .notSent), true), (.sent(countsTowardsCap: false), false), (.bounced, false),
        ]
        for one in cases {
            let (scene, store) = try scene(1..<2)
            let delivery = try deliver(scene, one.result)
            try forget(store, scene.now)
            #expect(try (store.sources(Self.hash(1)) != nil) == one.stays, "\(String(describing: one.result))")
            // The delivery knows what it was made from, and the text can come back.
            #expect(try scene.row(delivery).id == delivery)
            #expect(try forget(store, scene.now) == 0)
            try store.save([Self.hash(1): Scene.sources])
            #expect(try store.sources(Self.hash(1)) != nil)
        }
    }

    @Test("Of sent mail whose values are kept, it stays as long as they do: it can be shown as it was sent")
    func shown() throws {
        for result in [Settlement.Result.sent(countsTowardsCap: false), .bounced] {
            let (scene, store) = try scene(1..<2)
            let delivery = try deliver(scene, result, inputs: #"{"contact":{"name":"Ada"}}"#, advance: .end(.finished))
            try forget(store, scene.now)
            #expect(try store.sources(Self.hash(1)) != nil)
            let later = scene.now.adding(seconds: 1)
            // The values of what came back are no sent message's.
            let gone = try store.forgetInputs([delivery.value], settledBefore: later, now: later)
            #expect(gone == (result == .bounced ? 0 : 1))
            try forget(store, scene.now)
            #expect(try (store.sources(Self.hash(1)) == nil) == (gone == 1))
        }
    }

    @Test("Of sent mail with counted links, it stays: they lead where it says")
    func links() throws {
        let (scene, store) = try scene(1..<3, tracking: true)
        _ = try deliver(scene, .sent(countsTowardsCap: false))
        try forget(store, scene.now)
        #expect(try store.sources(Self.hash(1)) != nil && store.sources(Self.hash(2)) == nil)
    }

    @Test("What is referred to between the look and the forgetting stays")
    func late() throws {
        let (scene, store) = try scene(1..<2)
        let found = try store.unneededRevisions(keeping: [], limit: 10)
        _ = try deliver(scene, nil)
        _ = try store.forgetRevisions(found, now: scene.now)
        #expect(try store.sources(Self.hash(1)) != nil)
    }
}
