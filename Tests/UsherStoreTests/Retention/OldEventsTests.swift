import Testing
import TestSupport
import UsherCore

@testable import UsherStore

@Suite("Events that are old")
struct OldEventsTests {
    private let scene: Scene
    private let store: SQLiteStore
    private let ada = "ada@example.com"

    init() throws {
        (scene, store) = try Scene.retention()
        try scene.entered("ada@example.com")
    }

    private func pass() throws {
        scene.now = scene.now.adding(seconds: 400 * 86_400)
        try scene.record("today@example.com", scene.event("came", key: "today"))
    }

    private var end: Timestamp { scene.now.adding(seconds: -86_400) }

    @Test("What nothing followed from goes; what decides, counts or earned something stays")
    func which() throws {
        let contact = try scene.contact(ada)
        try scene.entered("bob@example.com")
        let friend = try scene.contact("bob@example.com")
        try scene.record(ada, scene.event("visited", key: "1"))
        try scene.record(ada, scene.event("bought", key: "2", value: 500))
        try scene.record(ada, scene.event("rated", key: "3", product: "starter"))
        try scene.record(ada, scene.event("named", key: "4"))
        try scene.record(ada, scene.event("moved", key: "5")) { _ in [scene.move(contact, to: .engage)] }
        try scene.record(ada, scene.event("began", key: "6")) { _ in
            [.enroll(scene.campaign("ascend"), key: "x", data: [:], .whenFree, ofOrder: false)]
        }
        try scene.record(ada, scene.event("came", key: "7"), by: "bob@example.com") { _ in [.refer(promoter: friend.id)]
        }
        var late = scene.event("late", key: "8")
        late.at = scene.now.adding(seconds: -900 * 86_400)
        scene.now = scene.now.adding(seconds: 399 * 86_400)
        try scene.record("bob@example.com", late)
        scene.now = scene.now.adding(seconds: 2 * 86_400)
        try scene.record("today@example.com", scene.event("came", key: "today"))
        #expect(try store.prune(before: scene.now.adding(seconds: -5 * 86_400), kept: ["named"]).events == 1)
        let left = try store.events(of: contact.id).map(\.name)
        #expect(Set(left) == ["bought", "rated", "named", "moved", "began", "came"])
        #expect(try store.events(of: friend.id).map(\.name) == ["late"])
        #expect(try store.prune(before: scene.now.adding(seconds: 9), kept: ["named"]).events == 1, "the late one, too")
        try scene.expectRecountAgrees()
        try TableRules.check(scene.folder("usher.sqlite"))
    }

    @Test("What a person did is counted as before: how often, when first and last")
    func history() throws {
        for key in ["a", "b", "c"] {
            try scene.record(ada, scene.event("visited", key: key))
            scene.now = scene.now.adding(seconds: 3600)
        }
        let contact = try scene.contact(ada)
        try pass()
        try scene.record(ada, scene.event("visited", key: "d"))
        let (facts, known) = (try scene.eventFacts(ada).history, try store.facts(of: contact.id))
        #expect(facts["visited"]?.count == 4)
        #expect(try store.prune(before: end).events == 3)
        #expect(try scene.eventFacts(ada).history == facts)
        #expect(try store.facts(of: contact.id) == known)
        #expect(try store.events(of: contact.id).map(\.key) == ["d"])
        let deed = try #require(try store.past(of: contact.id).deeds.first)
        #expect(deed.count == 3 && deed.firstAt == Scene.start && deed.lastAt == Scene.start.adding(seconds: 7200))
    }

    @Test("An event that is gone is known by its key: the same again, or another one under it")
    func known() throws {
        var told = scene.event("visited", key: "1", data: ["page": "a"])
        try scene.record(ada, told)
        try pass()
        #expect(try store.prune(before: end).events == 1)
        func facts(_ address: String, _ event: Event) throws -> EventFacts {
            var found: EventFacts?
            _ = try store.record([scene.request(address, event)], now: scene.now) { _, facts in
                found = facts
                return .already
            }
            return try #require(found)
        }
        let again = try facts(ada, told)
        #expect(again.known?.data == told.data && again.knownContact == again.contact.id)
        #expect(try facts("bob@example.com", told).knownContact == again.contact.id)
        for data in [["page": "b"], [:]] {
            told.data = data
            #expect(try facts(ada, told).known?.data != data)
        }
        told.value = Money(minorUnits: 1, currency: "EUR")
        #expect(try facts(ada, told).known?.value == nil)
        #expect(try facts(ada, scene.event("visited", key: "other")).known == nil)
    }

    @Test("A look passes many that stay, and never has more than can go at once")
    func looks() throws {
        for key in 0..<30 { try scene.record(ada, scene.event("bought", key: "\(key)", value: 500)) }
        for key in 0..<15 { try scene.record(ada, scene.event("visited", key: "\(key)")) }
        try pass()
        var (walk, looks, gone) = (RowWalk(), 0, 0)
        while !walk.isOver {
            let found = try store.oldEvents(before: end, kept: [], walk: &walk, limit: 2)
            #expect(found.count <= 2)
            gone += try store.forgetEvents(found, before: end, kept: [], now: scene.now)
            looks += 1
        }
        #expect(gone == 15 && looks <= 10, "\(looks)")
    }

    @Test("Goes after the notice that was sent about it")
    func notice() throws {
        try scene.record(ada, scene.event("reviewed", key: "r7"))
        let request = NoticeRequest(
            name: "low-score", key: "reviewed r7", contact: try scene.person("shop@example.com"),
            composition: scene.composition, due: scene.now)
        let id = try #require(try store.addNotice(request, now: scene.now))
        try scene.claim()
        try scene.settle(id, .sent(countsTowardsCap: false))
        try pass()
        try scene.sent("today@example.com")
        var walk = RowWalk()
        #expect(try store.oldEvents(before: end, kept: [], walk: &walk, limit: 99).isEmpty)
        #expect(walk.isOver && walk.next.map { $0 > end } == true)
        let went = try store.prune(before: end)
        #expect(went.messages == 1 && went.events == 1)
    }

    @Test("What is told late, and happened before something that is gone, counts as the last that happened")
    func late() throws {
        let shop = try JourneyShop(scene)
        func event(_ name: String, _ key: String, daysAgo: Int64) -> Event {
            var event = scene.event(name, key: key)
            event.at = scene.now.adding(seconds: -daysAgo * 86_400)
            return event
        }
        try shop.record([scene.request(ada, event("asked", "1", daysAgo: 0))])
        try shop.record([scene.request(ada, event("signed_up", "2", daysAgo: 0))])
        scene.now = scene.now.adding(seconds: 400 * 86_400)
        try shop.record([scene.request("today@example.com", event("asked", "3", daysAgo: 0))])
        #expect(try store.prune(before: end, kept: ["asked"]).events == 1)
        let results = try shop.record([scene.request(ada, event("purchased", "4", daysAgo: 500))])
        guard case .recorded? = results.first else {
            Issue.record("\(results)")
            return
        }
        try scene.expectRecountAgrees()
        try TableRules.check(scene.folder("usher.sqlite"))
    }

    @Test(
        "A move that a campaign made stays that, whatever is told late, when the messages of its enrollment are gone",
        arguments: [false, true])
    func lateBeforeGone(isPromoters: Bool) throws {
        let shop = try JourneyShop(scene)
        func tell(_ name: String, daysAgo: Int64, by: String? = nil) throws {
            var event = scene.event(name, key: "\(name) \(scene.now.milliseconds)", value: 4900)
            event.at = scene.now.adding(seconds: -daysAgo * 86_400)
            let results = try shop.record([scene.request(ada, event, by: by)])
            guard case .recorded? = results.first else { throw SceneError.notEntered }
        }
        func send() throws {
            for _ in 0..<3 {
                try shop.send()
                scene.now = scene.now.adding(seconds: 86_400)
            }
        }
        if isPromoters {
            try scene.record("bob@example.com", scene.event("reviewed", key: "b"))
            try scene.store.setStage(
                scene.contact("bob@example.com").id, .advocate, cause: .stated(because: "by hand"), now: scene.now)
            let invite = try #require(shop.plan.catalog.campaigns["invite"])
            try shop.enter(EntryRequest(person: try scene.person("bob@example.com"), campaign: invite, key: ""))
            try shop.send()
            scene.now = scene.now.adding(seconds: 3600)
        } else {
            try tell("confirmed", daysAgo: 0)
            try shop.send()
            scene.now = scene.now.adding(seconds: 3600)
        }
        try tell("purchased", daysAgo: 0, by: isPromoters ? "bob@example.com" : nil)
        try send()
        scene.now = scene.now.adding(seconds: 400 * 86_400)
        try shop.record([scene.request("today@example.com", scene.event("purchased", key: "today"))])
        try shop.send()
        let people = [try scene.contact(ada), try scene.contact(isPromoters ? "bob@example.com" : ada)]
        let moves = try people.map { try store.transitions(of: $0.id) }
        let moved = try #require(moves[1].last { isPromoters ? $0.to == .promote : $0.to == .convert })
        #expect(moved.cause.isIntended && moved.cause.enrollment != nil)
        #expect(try store.prune(before: end, kept: shop.plan.keptEvents).messages > 0)
        #expect(try store.past(of: people[1].id).messages.keys.contains(try #require(moved.cause.enrollment)))
        try tell("asked", daysAgo: 410)
        #expect(try people.map { try store.transitions(of: $0.id) } == moves)
        try scene.expectRecountAgrees()
        try TableRules.check(scene.folder("usher.sqlite"))
    }

    @Test("Somebody who did something else than sign up is no stranger, though it is gone")
    func stranger() throws {
        for (event, stranger) in [("visited", false), ("signed_up", true)] {
            let (scene, store) = try Scene.retention()
            let consent = Consent(kind: .marketing, said: .agreed, basis: Consent.signUp, source: "test", at: scene.now)
            var request = try scene.request("eve@example.com", scene.event(event, key: "1"))
            request.person.consent = nil
            _ = try store.record([request], now: scene.now) { _, facts in .record([.agree(consent)]) }
            scene.now = scene.now.adding(seconds: 400 * 86_400)
            try scene.record("today@example.com", scene.event("came", key: "today"))
            #expect(try store.prune(before: scene.now.adding(seconds: -9)).events == 1)
            let forgotten = try store.forgetUnconfirmed(
                "signed_up", before: scene.now.adding(seconds: -99), after: nil, limit: 9, now: scene.now)
            #expect(forgotten.count == (stranger ? 1 : 0), "\(event)")
        }
    }
}
