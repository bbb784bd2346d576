import GRDB
import Testing
@testable import UsherCore

@testable import UsherStore

extension ErasureConformance {
    @Test("Whoever was erased is found by no number, and nothing is sent, moved, tagged or counted for them")
    func numbers() throws {
        try fill()
        let ada = try #require(try store.contact(address("ada.lovelace@example.org").key))
        let later = now.adding(seconds: 61)
        let batch = try store.claim(owner: "test", now: later, limit: 10) { candidate, _ in
            guard case .step = candidate.subject else { return .move(later.adding(seconds: 600)) }
            return .send(Composition(revision: Scene.revision, inputs: "{}", composedAt: later))
        }
        let claimed = try #require(batch.claimed.first)
        _ = try store.settle(
            [
                Settlement(
                    delivery: claimed.delivery, result: .failed(reason: .conditionNotMet, recompose: false),
                    advance: .stay)
            ],
            owner: "test", now: later)
        let code = try store.code(of: ada.id) { "ADA-1" }
        let enrollment = try #require(try store.enrollments(of: ada.id).first)
        try store.erase(ada.address, now: later)
        let links = try store.gate()
        #expect(try links.reviewer(enrollment.id) == nil && links.promoter(code: code) == nil)
        #expect(try links.message(claimed.delivery)?.revision == nil)
        #expect(
            try links.message(claimed.delivery)?.campaign == enrollment.campaign, "the link leads on to the shop's page"
        )
        #expect(try store.contact(ada.id) == nil)
        #expect(try !store.retry(claimed.delivery, now: later))
        try store.addTags(["x"], to: ada.id)
        #expect(try store.facts(of: ada.id).tags.isEmpty)
        #expect(throws: StoreError.self) {
            try store.setStage(ada.id, .convert, cause: .stated(because: "x"), now: later)
        }
        try store.record(
            Traffic(
                clicks: [.init(delivery: claimed.delivery, number: 0, visitor: .person): 1],
                introductions: [.init(promoter: ada.id, day: "2026-11-23", visitor: .person): 1]), now: later)
        #expect(try store.clicks(of: ada.id).isEmpty)
        #expect(try store.deliveries(DeliveryFilter(delivery: claimed.delivery)).map(\.address) == [nil])
        #expect(try store.gate().permission(claimed.delivery, now: later) == .enrollmentEnded)
        try store.close()
    }

    @Test("An erased promoter earns nothing more, and somebody else may bring the friend")
    func promoter() throws {
        for text in ["ann@example.org", "bob@example.org", "carl@example.org"] {
            _ = try event("signed_up", text, key: text)
        }
        let ids = try store.contacts(ContactFilter()).map(\.id)
        func bring(by promoter: ContactID) throws -> ContactID? {
            var seen: ContactID?
            let request = EventRequest(
                event: Event(name: "purchased", key: "p\(promoter)", at: now),
                person: ContactDraft(address: try address("carl@example.org")))
            _ = try store.record([request], now: now) { _, facts in
                seen = facts.referredBy
                return .record([.refer(promoter: promoter)])
            }
            return seen
        }
        #expect(try bring(by: ids[0]) == nil)
        #expect(try bring(by: ids[1]) == ids[0], "the first stays the one")
        try erase("ann@example.org")
        #expect(try store.facts(of: ids[2]).tags.isEmpty)
        let request = EventRequest(
            event: Event(name: "purchased", key: "q", at: now),
            person: ContactDraft(address: try address("carl@example.org")))
        for expected in [nil, ids[1]] {
            var again = request
            again.event.key += "\(expected.map(\.value) ?? 0)"
            _ = try store.record([again], now: now) { _, facts in
                #expect(facts.referredBy == expected)
                return .record([.refer(promoter: ids[1])])
            }
        }
    }

    @Test("A row that cannot be read keeps no other from its new time, and from being looked at")
    func badRow() throws {
        try fill()
        _ = try event("signed_up", "bob@example.org", key: "s")
        let campaign = catalog.campaigns["welcome"] ?? CampaignID(-1)
        let step = catalog.steps[campaign]?["one"] ?? StepID(-1)
        let first = PlannedStep(step: step, kind: .marketing, due: now, anchor: now)
        let bob = ContactDraft(address: try address("bob@example.org"))
        _ = try store.enter([EntryRequest(person: bob, campaign: campaign)], now: now) { _, _ in .enter(first) }
        try DatabaseQueue(path: folder("usher.sqlite")).write { database in
            try database.execute(sql: "UPDATE contacts SET attributes = '{' WHERE name = 'Lovelace'")
        }
        let later = now.adding(seconds: 3600)
        #expect(try store.reschedule(after: nil, limit: 10) { _ in later } == nil)
        let dues = try store.deliveries(DeliveryFilter(states: [.queued])).filter { $0.step != nil }.map(\.due)
        #expect(dues == [now.adding(seconds: 60), later])
        var seen: [EmailAddress] = []
        #expect(try store.waiting(after: nil, limit: 10) { seen.append($0.contact.address) } == nil)
        #expect(seen == [bob.address])
    }

    @Test("What waits for an erased person, by whatever mistake, is closed by the claim and keeps nobody else")
    func strayDelivery() throws {
        try fill()
        let ada = try #require(try store.contact(address("ada.lovelace@example.org").key))
        let delivery = try #require(try store.deliveries(DeliveryFilter(contact: ada.id)).first?.id)
        try erase()
        try DatabaseQueue(path: folder("usher.sqlite")).write { database in
            try database.execute(
                sql: """
                    UPDATE deliveries SET state = 'open', settled_at = NULL WHERE id = \(delivery);
                    INSERT INTO queue (stream, due_at, delivery) VALUES (0, 1, \(delivery));
                    """)
        }
        let batch = try store.claim(owner: "test", now: now.adding(seconds: 100), limit: 10) { _, _ in
            .send(Composition(revision: Scene.revision, inputs: "{}", composedAt: now))
        }
        #expect(batch.claimed.map(\.candidate.contact.address.wire) == ["shop@example.org"])
        #expect(try store.deliveries(DeliveryFilter(delivery: delivery)).map(\.state) == [.cancelled])
    }
}
