import Testing
import UsherCore

@Suite("Conformance: pauses")
struct PauseConformance {
    /// Claims as core does: parks what is paused.
    private func claim(_ scene: Scene, parking scope: PauseScope) throws -> ClaimBatch {
        let composition = scene.composition
        return try scene.store.claim(owner: scene.owner, now: scene.now, limit: 50) { candidate, pauses in
            pauses.contains { $0.scope == scope } ? .park(scope) : .send(candidate.composition ?? composition)
        }
    }

    static let scopes: [@Sendable (Scene) -> PauseScope] = [
        { _ in .relay }, { .campaign($0.campaign()) }, { _ in .domain("example.com") }, { _ in .warmUp },
    ]

    @Test("What is due is parked, and comes back with the spacing, in its old order", arguments: 0..<4)
    func parkAndResume(number: Int) throws {
        for kind in StoreUnderTest.all {
            let scene = try Scene(kind)
            let scope = Self.scopes[number](scene)
            let people = try [30, 10, 20].map { try scene.entered("p\($0)@example.com", in: $0).delivery }
            scene.now = scene.now.adding(seconds: 1)
            try scene.store.pause(Pause(scope: scope, reason: .byHand(words: nil), since: scene.now))
            let batch = try claim(scene, parking: scope)
            #expect(batch.claimed.isEmpty && batch.handled == 3 && batch.nextDue == nil)
            #expect(try people.map(scene.state) == [.parked, .parked, .parked])
            #expect(try claim(scene, parking: scope).handled == 0)
            #expect(try scene.store.totals(now: scene.now).byState == [.parked: 3])
            scene.now = scene.now.adding(seconds: 3600)
            #expect(try scene.store.resume(scope, now: scene.now, spacing: 200))
            #expect(try !scene.store.resume(scope, now: scene.now, spacing: 200))
            #expect(try scene.store.pauses().isEmpty)
            let due = try people.map { try scene.row($0).due }
            #expect(due == [400, 0, 200].map { scene.now.adding(milliseconds: $0) })
        }
    }

    @Test("A second pause replaces the first, but one with an end never one without", arguments: StoreUnderTest.all)
    func replace(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let pauses = [
            Pause(scope: .relay, reason: .byHand(words: "wrong password"), since: scene.now),
            Pause(
                scope: .relay, reason: .blocksUs, since: scene.now.adding(seconds: 5),
                until: scene.now.adding(seconds: 9)),
        ]
        for pause in pauses { try scene.store.pause(pause) }
        #expect(try scene.store.pauses() == [pauses[0]], "what an operator paused, no recovery resumes")
        #expect(try scene.store.resume(.relay, now: scene.now, spacing: 0))
        for pause in [pauses[1], pauses[0]] {
            try scene.store.pause(pause)
            #expect(try scene.store.pauses() == [pause])
        }
        var later = pauses[0]
        later.reason = .byHand(words: "new prices")
        try scene.store.pause(later)
        #expect(try scene.store.pauses() == [later])
        #expect(try !scene.store.resume(.domain("example.com"), now: scene.now, spacing: 0))
    }

    @Test(
        "A pause with an end is over then: nobody need resume it, and a claim takes no more than its limit",
        arguments: StoreUnderTest.all)
    func lapse(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let until = scene.now.adding(seconds: 60)
        for number in 0..<7 { try scene.entered("p\(number)@example.com") }
        try scene.store.pause(Pause(scope: .relay, reason: .blocksUs, since: scene.now, until: until))
        let parked = try claim(scene, parking: .relay)
        #expect(parked.handled == 7 && parked.nextDue == until)
        #expect(try scene.store.nextDue() == until)
        scene.now = until
        var claimed = 0
        for _ in 0..<3 {
            let batch = try scene.claim(3)
            #expect(batch.handled <= 3)
            claimed += batch.claimed.count
        }
        #expect(claimed == 7)
        #expect(try scene.store.pauses().isEmpty && scene.store.nextDue() == nil)
    }

    @Test("An operator's pause stands while an automatic one comes and would lapse", arguments: StoreUnderTest.all)
    func operatorsPauseStands(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        try scene.entered("ada@example.com")
        try scene.store.pause(Pause(scope: .relay, reason: .byHand(words: nil), since: scene.now))
        let until = scene.now.adding(seconds: 60)
        try scene.store.pause(Pause(scope: .relay, reason: .blocksUs, since: scene.now, until: until))
        #expect(try claim(scene, parking: .relay).handled == 1)
        scene.now = until.adding(seconds: 3600)
        #expect(try claim(scene, parking: .relay).claimed.isEmpty)
        #expect(try scene.store.pauses().map(\.until) == [nil])
        #expect(try scene.store.totals(now: scene.now).byState == [.parked: 1])
    }

    @Test("What is parked under a pause that is not there keeps its place", arguments: StoreUnderTest.all)
    func noPause(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let due = try scene.row(ada.delivery).due
        scene.now = scene.now.adding(seconds: 60)
        _ = try scene.store.claim(owner: scene.owner, now: scene.now, limit: 5) { _, _ in .park(.relay) }
        let row = try scene.row(ada.delivery)
        #expect(row.state == .queued && row.due == due)
    }

    @Test("A parked delivery can be cancelled, withheld and left", arguments: StoreUnderTest.all)
    func closeParked(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let people = try (0..<3).map { try scene.entered("p\($0)@example.com") }
        try scene.store.pause(Pause(scope: .relay, reason: .byHand(words: nil), since: scene.now))
        _ = try claim(scene, parking: .relay)
        #expect(try scene.store.cancel(people[0].delivery, now: scene.now) { _ in .end(.left) })
        _ = try scene.store.suppress(
            scene.key("p1@example.com"), scope: .everything, reason: .manual, until: nil, by: "test", note: nil,
            now: scene.now)
        #expect(try scene.store.leave(scene.campaign(), contact: people[2].contact, reason: .left, now: scene.now) == 1)
        #expect(try people.map { try scene.state($0.delivery) } == [.cancelled, .withheld, .cancelled])
        #expect(try scene.store.resume(.relay, now: scene.now, spacing: 0))
        #expect(try scene.store.nextDue() == nil)
    }

    @Test("Thousands come back in order, spaced throughout", arguments: StoreUnderTest.all)
    func many(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let first = scene.planned("one")
        for lot in 0..<17 {
            let requests = try (0..<300).map { number in
                EntryRequest(person: try scene.person("p\(lot)-\(number)@example.com"), campaign: scene.campaign())
            }
            _ = try scene.store.enter(requests, now: scene.now) { _, _ in .enter(first) }
        }
        try scene.store.pause(Pause(scope: .relay, reason: .byHand(words: nil), since: scene.now))
        while try claim(scene, parking: .relay).handled > 0 {}
        #expect(try scene.store.totals(now: scene.now).byState == [.parked: 5100])
        #expect(try scene.store.resume(.relay, now: scene.now, spacing: 10))
        let rows = try scene.store.deliveries(DeliveryFilter(states: [.queued], limit: 6000))
        #expect(rows.compactMap(\.due) == (0..<5100).map { scene.now.adding(milliseconds: $0 * 10) })
        #expect(rows.map(\.id) == rows.map(\.id).sorted())
        #expect(try scene.store.pauses().isEmpty)
    }
}
