import Testing
import TestSupport
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
                if round % 40 == 0 { try check(life, "seed \(seed), after \(round) steps") }
            }
            try TableRules.check(scene.folder("usher.sqlite"))
        }
    }

    private func check(_ life: JourneyLife, _ place: Comment) throws {
        let (shop, scene) = (life.shop, life.shop.scene)
        try scene.expectRecountAgrees(place)
        let people = try scene.store.contacts(ContactFilter(limit: 1000))
        let counts = try scene.store.journeyCounts(from: "0000-01-01", to: "9999-12-31")
        #expect(counts.standing == Dictionary(grouping: people, by: \.stage).mapValues(\.count), place)
        var moves = 0
        let keys = Dictionary(uniqueKeysWithValues: people.map { ($0.address.key, $0.id) })
        for contact in people {
            let transitions = try scene.store.transitions(of: contact.id)
            moves += transitions.count
            let places = [nil] + transitions.map(\.to)
            #expect(places.last == .some(contact.stage), place)
            #expect(transitions.map(\.from) == places.dropLast(), place)
            for move in transitions where move.cause.isIntended {
                #expect(try life.isClaimed(move, people: keys), "\(place): \(move)")
            }
            let enrollments = try scene.store.enrollments(of: contact.id)
            for case .enrollment(let enrollment, let campaign) in transitions.map(\.cause) {
                // A promoter's enrollment may claim a friend's move.
                #expect(enrollments.first { $0.id == enrollment }.map { $0.campaign == campaign } ?? true, place)
            }
            let moving = enrollments.filter { enrollment in
                guard enrollment.state == .active, let campaign = shop.plan.campaigns[enrollment.campaign] else {
                    return false
                }
                return campaign.movesPeople && contact.stage.map { $0 < campaign.moves.to } ?? true
            }
            #expect(Set(moving.map(\.campaign)).count <= 1, place)
            #expect(enrollments.filter { $0.state == .heldOut }.allSatisfy { $0.lastStep == nil }, place)
        }
        #expect(counts.arrows.values.reduce(0, +) == moves, place)
        for (day, end) in [("2026-11-20", 1_795_219_200), ("2026-12-05", 1_796_515_200)] as [(String, Int64)] {
            let then = try people.compactMap { contact in
                try scene.store.transitions(of: contact.id).last { $0.at < Timestamp(seconds: end) }?.to
            }
            let period = try scene.store.journeyCounts(from: "2026-11-01", to: day)
            #expect(
                period.standing.filter { $0.key != nil }
                    == Dictionary(grouping: then, by: Optional.some).mapValues(\.count),
                "\(place), at the end of \(day)")
        }
        let entered = counts.campaigns.values.reduce(0) { $0 + $1.entered }
        #expect(entered > 0 && counts.campaigns.values.reduce(0) { $0 + $1.moved } <= moves, place)
    }

    @Test("Lives reach everything there is: waiting, held out, claimed, clicked, earned", arguments: StoreUnderTest.all)
    func reaches(kind: StoreUnderTest) throws {
        var reached: Set<String> = []
        let all: Set = [
            "waited", "intended", "accidental", "stated", "held out", "clicked", "scanners", "money", "earned",
            "enrollment",
            "link", "code",
        ]
        for seed in 1...20 as ClosedRange<UInt64> where reached != all {
            let scene = try Scene(kind)
            let shop = try JourneyShop(scene)
            var life = JourneyLife(shop, seed: seed)
            for _ in 1...300 {
                try life.step()
                if try shop.wake() > 0 { reached.insert("waited") }
            }
            let counts = try scene.store.journeyCounts(from: "0000-01-01", to: "9999-12-31")
            let campaigns = counts.campaigns.values
            reached.formUnion(counts.arrows.keys.map(\.kind.rawValue))
            if campaigns.contains(where: { $0.heldOut > 0 }) { reached.insert("held out") }
            if campaigns.contains(where: { !$0.clicked.isEmpty }) { reached.insert("clicked") }
            if campaigns.contains(where: { $0.scannerVisits > 0 }) { reached.insert("scanners") }
            if campaigns.contains(where: { !$0.money.isEmpty }) { reached.insert("money") }
            if try !scene.store.earnings(now: scene.now).isEmpty { reached.insert("earned") }
            for contact in try scene.store.contacts(ContactFilter(limit: 1000)) {
                let causes = try scene.store.transitions(of: contact.id).map(\.cause)
                reached.formUnion(causes.filter(\.isIntended).map(\.coded.code))
            }
        }
        #expect(reached == all)
    }
}
