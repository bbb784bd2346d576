import Testing
import UsherCore

@Suite("Conformance: whatever happens")
struct PropertyConformance {
    @Test("The memory stays in order through any life", arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func invariants(seed: UInt64) throws {
        for kind in StoreUnderTest.all {
            let scene = try Scene(kind)
            var life = RandomLife(scene, seed: seed)
            for round in 1...400 {
                try life.step()
                if round % 20 == 0 { try check(life, "seed \(seed), after \(round) steps") }
            }
        }
    }

    private func check(_ life: RandomLife, _ place: Comment) throws {
        let scene = life.scene
        let rows = try scene.store.deliveries(DeliveryFilter(limit: 100_000))
        let totals = try scene.store.totals(now: scene.now)
        #expect(totals.byState == Dictionary(grouping: rows, by: \.state).mapValues(\.count), place)
        #expect(Set(rows.map(\.id)).count == rows.count, place)

        let queued = rows.filter { $0.state == .queued }
        #expect(totals.nextDue == queued.compactMap(\.due).min(), place)
        #expect(try scene.store.nextDue() == totals.nextDue, place)
        #expect(totals.overdue == queued.filter { ($0.due ?? scene.now) <= scene.now }.count, place)
        #expect(queued.allSatisfy { $0.due != nil }, place)

        let claimed = rows.filter { $0.state == .claimed }
        #expect(Set(claimed.map(\.id)) == Set(life.claims.keys), place)
        #expect(claimed.allSatisfy { $0.composition != nil }, place)
        let marketing = claimed.filter { $0.kind == .marketing }.map(\.contact)
        #expect(Set(marketing).count == marketing.count, place)

        #expect(rows.filter(\.state.isSettled).allSatisfy { $0.settledAt != nil }, place)
        #expect(rows.filter { !$0.state.isSettled }.allSatisfy { $0.settledAt == nil }, place)

        let steps = rows.compactMap { row in row.enrollment.map { "\($0)/\(row.step?.value ?? -1)" } }
        #expect(Set(steps).count == steps.count, place)

        var active = 0
        let live = Dictionary(
            grouping: rows.filter { !$0.state.isSettled && !life.startedAgain.contains($0.id) }, by: \.enrollment)
        for contact in Set(rows.map(\.contact)) {
            for enrollment in try scene.store.enrollments(of: contact) {
                let count = live[enrollment.id]?.count ?? 0
                #expect(enrollment.state == .active ? count == 1 : count <= 1, place)
                if enrollment.state == .active { active += 1 }
            }
        }
        #expect(totals.activeEnrollments == active, place)
        let perCampaign = try ["welcome", "ascend"].map {
            try scene.store.activeEnrollments(campaign: scene.campaign($0))
        }
        #expect(perCampaign.reduce(0, +) == active, place)
    }
}
