import Testing
import TestSupport
@testable import UsherCore
@testable import UsherStore

/// Two stores live the same life. One lets go of what is old at moments that nobody chose; nobody can tell them apart
/// by anything but the old rows.
@Suite("A life in which old rows go is the life in which they stay")
struct RetentionPropertyTests {
    /// Longer ago than anything that is told late.
    private static let age: Int64 = 47 * 86_400_000

    @Test("People who buy, come back, are told late, told again", arguments: [1, 2, 3] as [UInt64])
    func journeys(seed: UInt64) throws {
        let (pruned, store) = try Scene.retention()
        let (kept, _) = try Scene.retention()
        var random = SeededGenerator(seed: seed)
        var lives = (
            OutcomeLife(JourneyLife(try JourneyShop(pruned), seed: seed), seed: seed),
            OutcomeLife(JourneyLife(try JourneyShop(kept), seed: seed), seed: seed)
        )
        lives.0.journey.youngest = Self.age
        lives.1.journey.youngest = Self.age
        var gone = (messages: 0, events: 0)
        for round in 1...1000 {
            try lives.0.step()
            try lives.1.step()
            if Int.random(in: 0..<30, using: &random) == 0 {
                let end = pruned.now.adding(milliseconds: -Self.age)
                let went = try store.prune(
                    before: end, kept: lives.0.shop.plan.keptEvents,
                    goalTimes: lives.0.shop.plan.campaigns.mapValues(\.goalTime), now: pruned.now,
                    limit: Int.random(in: 1...20, using: &random))
                gone = (gone.messages + went.messages, gone.events + went.events)
            }
            guard round % 250 == 0 else { continue }
            let place = "seed \(seed), after \(round) steps"
            #expect(lives.0.journey.answers == lives.1.journey.answers, "\(place)")
            for (campaign, own) in lives.0.shop.plan.campaigns {
                for (from, to) in [("0001-01-01", "9998-12-31"), ("2026-11-18", "2026-12-20")] {
                    let facts = try [pruned, kept].map {
                        try $0.store.campaignResults(
                            campaign, from: from, to: to, goal: own.goal,
                            overBefore: $0.now.adding(milliseconds: -own.goalTime))
                    }
                    #expect(facts.first?.steps == facts.last?.steps, "\(place), campaign \(campaign)")
                    // The groups are of those campaigns that hold people out.
                    if own.holdout > 0 { #expect(facts.first == facts.last, "\(place), campaign \(campaign)") }
                }
            }
            try compare(pruned, kept, place)
        }
        #expect(gone.messages > 50 && gone.events > 20, "\(gone)")
        #expect(try store.wrongTallies() == [])
        try TableRules.check(pruned.folder("usher.sqlite"))
    }

    @Test(
        "Whatever is told late, a move that a campaign made stays its own, when the messages that led to it are gone",
        arguments: [1, 2, 3, 4] as [UInt64])
    func late(seed: UInt64) throws {
        let (scene, store) = try Scene.retention()
        var random = SeededGenerator(seed: seed)
        var life = JourneyLife(try JourneyShop(scene), seed: seed)
        let age: Int64 = 10 * 86_400_000
        life.youngest = age
        // Where events go as well, one that is told late is mostly the last that happened.
        let kept = seed % 2 == 0 ? Set(JourneyShop.events.keys) : life.shop.plan.keptEvents
        var (moves, most) = ([Transition](), 0)
        for round in 1...600 {
            try life.step()
            if Int.random(in: 0..<15, using: &random) == 0 {
                try store.prune(before: scene.now.adding(milliseconds: -age), kept: kept)
            }
            guard round % 10 == 0 else { continue }
            let place = "seed \(seed), after \(round) steps"
            var now: [Transition] = []
            for contact in try store.contacts(ContactFilter(limit: 1000)) {
                let gone = try store.past(of: contact.id).messages
                let reached = try store.enrollments(of: contact.id).filter { $0.endReason == .goalReached }.map(\.id)
                let all = try store.transitions(of: contact.id)
                #expect(moves.filter { $0.contact == contact.id && !all.contains($0) } == [], "\(place)")
                now += all.filter { move in
                    move.cause.enrollment.map { gone[$0] != nil && reached.contains($0) } ?? false
                }
            }
            (moves, most) = (now, max(most, now.count))
            try scene.expectRecountAgrees("\(place)")
        }
        #expect(most > 1)
        #expect(try store.wrongTallies() == [])
        try TableRules.check(scene.folder("usher.sqlite"))
    }

    private func compare(_ pruned: Scene, _ kept: Scene, _ place: String) throws {
        let end = pruned.now.adding(milliseconds: -Self.age)
        try pruned.expectRecountAgrees("\(place)")
        for (from, to) in [("0000-01-01", "9999-12-31"), ("2026-11-18", "2026-12-20"), ("2027-01-01", "2027-01-31")] {
            let counts = try pruned.store.journeyCounts(from: from, to: to)
            #expect(try counts == kept.store.journeyCounts(from: from, to: to), "\(place)")
            #expect(try counts == pruned.store.recount(from: from, to: to), "\(place)")
        }
        #expect(try pruned.store.totals(now: pruned.now) == kept.store.totals(now: kept.now), "\(place)")
        #expect(try pruned.store.earnings(now: pruned.now) == kept.store.earnings(now: kept.now), "\(place)")
        let people = try pruned.store.contacts(ContactFilter(limit: 1000))
        #expect(try people == kept.store.contacts(ContactFilter(limit: 1000)), "\(place)")
        for contact in people {
            let (store, other) = (pruned.store, kept.store)
            #expect(try store.transitions(of: contact.id) == other.transitions(of: contact.id), "\(place)")
            #expect(try store.enrollments(of: contact.id) == other.enrollments(of: contact.id), "\(place)")
            #expect(try store.facts(of: contact.id) == other.facts(of: contact.id), "\(place)")
            let address = contact.address.wire
            #expect(try pruned.eventFacts(address).history == kept.eventFacts(address).history, "\(place)")
            let (rows, all) = (try pruned.rows(of: contact.id), try kept.rows(of: contact.id))
            #expect(rows == all.filter { rows.map(\.id).contains($0.id) }, "\(place)")
            let gone = all.filter { !rows.map(\.id).contains($0.id) }
            #expect(gone.allSatisfy { $0.settledAt.map { $0 < end } ?? false }, "\(place)")
            #expect(try store.past(of: contact.id).messages.values.reduce(0, +) == gone.count, "\(place)")
        }
    }

    @Test("Messages that are sent, refused, held, started again, cancelled", arguments: [1, 2, 3] as [UInt64])
    func messages(seed: UInt64) throws {
        let age: Int64 = 20_000
        let (pruned, store) = try Scene.retention()
        let (kept, _) = try Scene.retention()
        var lives = (RandomLife(pruned, seed: seed), RandomLife(kept, seed: seed))
        lives.0.youngest = age
        lives.1.youngest = age
        var gone = 0
        for round in 1...500 {
            try lives.0.step()
            try lives.1.step()
            guard round % 17 == 0 else { continue }
            let end = pruned.now.adding(milliseconds: -age)
            gone += try store.prune(before: end, limit: 5).messages
            let rows = try store.deliveries(DeliveryFilter(limit: 100_000))
            let left = Set(rows.map(\.id))
            let all = try kept.store.deliveries(DeliveryFilter(limit: 100_000))
            #expect(rows == all.filter { left.contains($0.id) }, "seed \(seed), after \(round) steps")
            #expect(all.allSatisfy { left.contains($0.id) || $0.settledAt.map { $0 < end } ?? false })
            #expect(try store.totals(now: pruned.now) == kept.store.totals(now: kept.now))
            try pruned.expectRecountAgrees("seed \(seed), after \(round) steps")
            #expect(
                try store.journeyCounts(from: "0000-01-01", to: "9999-12-31")
                    == kept.store.journeyCounts(from: "0000-01-01", to: "9999-12-31"))
            #expect(try store.nextDue() == kept.store.nextDue())
        }
        #expect(gone > 0)
        #expect(try store.wrongTallies() == [])
        try TableRules.check(pruned.folder("usher.sqlite"))
    }
}
