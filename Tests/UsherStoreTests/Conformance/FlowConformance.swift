import Testing
import UsherCore

@Suite("Conformance: the main flow")
struct FlowConformance {
    @Test("A sequence goes from entry to its end, one step at a time", arguments: StoreUnderTest.all)
    func wholeSequence(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        var sent: [StepID] = []
        for next in ["two", "three", nil] as [String?] {
            let batch = try scene.claim()
            let claimed = try #require(batch.claimed.first)
            #expect(batch.claimed.count == 1 && batch.handled == 1 && batch.nextDue == nil)
            let row = try scene.row(claimed.delivery)
            #expect(row.state == .claimed && row.composition == scene.composition)
            sent.append(try #require(row.step))
            let advance: Advance = next.map { .next(scene.planned($0, in: 1000)) } ?? .end(.finished)
            #expect(try scene.settle(claimed.delivery, .sent(countsTowardsCap: true), advance: advance))
            #expect(try scene.state(claimed.delivery) == .sent)
            #expect(try scene.store.nextDue() == (next == nil ? nil : scene.now.adding(seconds: 1)))
            scene.now = scene.now.adding(seconds: 1)
        }
        #expect(sent == ["one", "two", "three"].map { scene.step($0) })
        let enrollment = try scene.enrollment(ada.enrollment, of: ada.contact)
        #expect(
            enrollment.state == .ended && enrollment.endReason == .finished
                && enrollment.lastStep == scene.step("three"))
        let totals = try scene.store.totals(now: scene.now)
        #expect(totals.contacts == 1 && totals.activeEnrollments == 0 && totals.byState == [.sent: 3])
    }
}
