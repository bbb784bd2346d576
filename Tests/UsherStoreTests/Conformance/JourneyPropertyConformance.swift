import TestSupport
import Testing
import UsherCore

@Suite("Conformance: whatever people do")
struct JourneyPropertyConformance {
    @Test("The journey stays in order through any life", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func invariants(seed: UInt64) throws {
        for kind in StoreUnderTest.all {
            let scene = try Scene(kind)
            let shop = try JourneyShop(scene)
            var life = JourneyLife(shop, seed: seed)
            for round in 1...400 {
                try life.step()
                if round % 40 == 0 { try check(shop, "seed \(seed), after \(round) steps") }
            }
            try TableRules.check(scene.folder("usher.sqlite"))
        }
    }

    private func check(_ shop: JourneyShop, _ place: Comment) throws {
        let scene = shop.scene
        try scene.expectRecountAgrees(place)
        let people = try scene.store.contacts(ContactFilter(limit: 1000))
        let counts = try scene.store.journeyCounts(from: "0000-01-01", to: "9999-12-31")
        #expect(counts.standing == Dictionary(grouping: people, by: \.stage).mapValues(\.count), place)
        var moves = 0
        for contact in people {
            let transitions = try scene.store.transitions(of: contact.id)
            moves += transitions.count
            let places = [nil] + transitions.map(\.to)
            #expect(places.last == .some(contact.stage), place)
            #expect(transitions.map(\.from) == places.dropLast(), place)
            let runs = try scene.store.enrollments(of: contact.id)
            for case .run(let run, let campaign) in transitions.map(\.cause) {
                // A promoter's run may claim a friend's move.
                #expect(runs.first { $0.id == run }.map { $0.campaign == campaign } ?? true, place)
            }
            let moving = runs.filter { run in
                guard run.state == .active, let campaign = shop.plan.campaigns[run.campaign] else { return false }
                return campaign.movesPeople && contact.stage.map { $0 < campaign.moves.to } ?? true
            }
            #expect(Set(moving.map(\.campaign)).count <= 1, place)
            #expect(runs.filter { $0.state == .heldOut }.allSatisfy { $0.lastStep == nil }, place)
        }
        #expect(counts.arrows.values.reduce(0, +) == moves, place)
        let entered = counts.campaigns.values.reduce(0) { $0 + $1.entered }
        #expect(entered > 0 && counts.campaigns.values.reduce(0) { $0 + $1.moved } <= moves, place)
    }

    @Test("A life reaches everything there is: waiting, held out, claimed, earned", arguments: StoreUnderTest.all)
    func reaches(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let shop = try JourneyShop(scene)
        var life = JourneyLife(shop, seed: 5)
        var waited = 0
        for _ in 1...400 {
            try life.step()
            waited += try shop.wake()
        }
        let counts = try scene.store.journeyCounts(from: "0000-01-01", to: "9999-12-31")
        #expect(waited > 0)
        #expect(Set(counts.arrows.keys.map(\.kind)) == Set(JourneyCounts.Arrow.Kind.allCases))
        #expect(counts.campaigns.values.contains { $0.heldOut > 0 })
        #expect(counts.campaigns.values.contains { !$0.money.isEmpty })
        #expect(try !scene.store.earnings(now: scene.now).isEmpty)
    }
}
