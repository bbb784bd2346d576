import TestSupport
import Testing

@testable import UsherCore
@testable import UsherStore

@Suite("What one relay takes says nothing about the other, however much it is")
struct MistakeDeskTests {
    private let scene: Scene
    private let store: SQLiteStore

    init() throws { (scene, store) = try Scene.retention() }

    /// More of one stream than anybody looks at, accepted a second from now.
    private func blast(_ kind: MessageKind) throws {
        scene.now = scene.now.adding(seconds: 1)
        let contact = try scene.entered("blast@example.com", kind: kind).contact
        _ = try store.write { (transaction) throws(StoreError) in
            try transaction.query(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10050)
                INSERT INTO deliveries (contact, notice, notice_key, kind, state, created_at, settled_at)
                SELECT ?, 'blast', CAST(? AS TEXT) || ' ' || i, ?, 'sent', ?, ? FROM n
                """
            ).run(contact, scene.now.milliseconds, kind, scene.now, scene.now)
        }
        scene.now = scene.now.adding(seconds: 1)
    }

    private func settle(
        _ delivery: DeliveryID, _ stream: MailStream, _ weight: Settlement.Refusal.Weight? = nil,
        words: String = "user unknown"
    ) throws -> [Mistake] {
        let sent = Settlement.Result.sent(countsTowardsCap: false)
        let settlement = Settlement(
            delivery: delivery,
            result: weight == nil
                ? sent : weight == .plain ? .bounced : .failed(reason: .refused(.rcpt, answer: "550"), recompose: true),
            reply: Reply(code: weight == nil ? 250 : 550), advance: .end(.finished),
            refusal: weight.map { Settlement.Refusal(words: words, weight: $0) })
        let settled = try store.settle(
            [settlement], of: stream, owner: scene.owner, now: scene.now, day: SendingDay(at: scene.now, clock: .utc))
        #expect(settled[delivery] == true)
        return try store.findMistakes(after: [delivery], in: stream, now: scene.now)
    }

    /// Each stream, and what hides it.
    static let streams: [(MailStream, MessageKind, MessageKind)] = [
        (.transactional, .transactional, .marketing), (.marketing, .marketing, .transactional),
    ]

    @Test(
        "The same plain words for many are no mistake, as long as the relay took something between", arguments: streams)
    func contradiction(stream: MailStream, kind: MessageKind, other: MessageKind) throws {
        let people = try (0..<11).map { try scene.entered("p\($0)@d\($0 % 4).example", kind: kind).delivery }
        try scene.claim()
        for one in people[..<9] { _ = try settle(one, stream, .plain) }
        scene.now = scene.now.adding(seconds: 1)
        _ = try settle(people[9], stream)
        try blast(other)
        let found = try settle(people[10], stream, .plain)
        #expect(!found.contains { $0.scope == stream.relay }, "\(found)")
    }

    @Test("A finding is over with the first message that the same relay takes", arguments: streams)
    func known(stream: MailStream, kind: MessageKind, other: MessageKind) throws {
        for (words, count) in [({ (_: Int) in "nope" }, 3), ({ (number: Int) in "reference \(number)" }, 10)] {
            let (scene, store) = try Scene.retention()
            try MistakeDeskTests(scene, store).isOver(stream, kind, other, words: words, count: count)
        }
    }

    private init(_ scene: Scene, _ store: SQLiteStore) { (self.scene, self.store) = (scene, store) }

    private func isOver(
        _ stream: MailStream, _ kind: MessageKind, _ other: MessageKind, words: (Int) -> String, count: Int
    ) throws {
        let people = try (0..<count).map { try scene.entered("p@d\($0).example", kind: kind).delivery }
        try scene.claim()
        var found: [Mistake] = []
        for (number, one) in people.enumerated() { found = try settle(one, stream, .unclear, words: words(number)) }
        #expect(found.map(\.scope) == [stream.relay])
        try blast(other)
        let first = try scene.entered("first@example.com", kind: kind).delivery
        try scene.claim()
        _ = try settle(first, stream)
        scene.now = scene.now.adding(seconds: 1)
        let later = try scene.entered("later@example.com", kind: kind).delivery
        try scene.claim()
        #expect(try settle(later, stream, .unclear, words: words(count)).isEmpty)
        // What was refused before the other's are is undone, and nothing else.
        #expect(try undone().queued == count)
        #expect(try scene.state(later) == .failed)
    }

    private func undone() throws -> Undone {
        var (undone, cursor) = (Undone(), UndoCursor?.none)
        repeat {
            let lot = try store.undo(
                UndoFilter(.mistakes), after: cursor, limit: 5, by: "usher", note: .metTooMany, now: scene.now,
                deadline: nil, isOver: { _ in false }, due: { _ in nil })
            undone += lot.undone
            cursor = lot.next
        } while cursor != nil
        return undone
    }
}
