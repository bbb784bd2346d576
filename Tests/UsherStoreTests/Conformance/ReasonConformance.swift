import TestSupport
import Testing
import UsherCore
import UsherStore

@Suite("Reasons, as the store keeps them")
struct ReasonConformance {
    @Test("A delivery's reason is kept whole, also one of another version", arguments: StoreUnderTest.all)
    func deliveries(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let strange = DeliveryReason.unknown(Coded("of_another_version", ["words": "\"a\"\nb"]))
        for (number, reason) in (DeliveryReason.examples + [strange]).enumerated() {
            let delivery = try scene.entered("p\(number)@example.com").delivery
            try scene.claim()
            let advance = Advance.end(.finished)
            #expect(try scene.settle(delivery, .failed(reason: reason, recompose: false), advance: advance))
            #expect(try scene.row(delivery).reason == reason)
        }
    }

    @Test("So is a pause's", arguments: StoreUnderTest.all)
    func pauses(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let strange = PauseReason.unknown(Coded("of_another_version", ["words": "\"a\"\nb"]))
        for reason in PauseReason.examples + [strange] {
            try scene.store.pause(Pause(scope: .relay, reason: reason, since: scene.now))
            #expect(try scene.store.pauses().map(\.reason) == [reason])
        }
    }

    @Test("So is a suppression's note", arguments: StoreUnderTest.all)
    func notes(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let strange = SuppressionNote.unknown(Coded("of_another_version", ["words": "\"a\"\nb"]))
        let key = try scene.key("ada@example.com")
        for note in SuppressionNote.examples + [strange] {
            let id = try scene.store.suppress(
                key, scope: .marketing, reason: .manual, until: nil, by: "test", note: note, now: scene.now)
            let kept = try scene.store.standing(key, now: scene.now).suppressions
            #expect(kept.first { $0.id == id }?.note == note)
        }
    }
}
