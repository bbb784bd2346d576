import Testing
import UsherCore
import UsherStore

@Suite("Conformance: unsubscribe links")
struct UnsubscribeConformance {
    /// A store as unsubscribe links use it.
    private func request(
        _ entered: (enrollment: EnrollmentID, delivery: DeliveryID, contact: ContactID),
        _ choice: UnsubscribeRequest.Choice
    ) -> UnsubscribeRequest {
        UnsubscribeRequest(
            contact: entered.contact, delivery: entered.delivery, choice: choice, basis: "one-click")
    }

    @Test("All marketing: suppressed, in the consent ledger, and every enrollment ends", arguments: StoreUnderTest.all)
    func all(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let welcome = try scene.entered("ada@example.com")
        let ascend = try scene.entered("ada@example.com", "ascend")
        let bob = try scene.entered("bob@example.com")
        let answers = try scene.store.unsubscribe([request(welcome, .all)], now: scene.now)
        #expect(answers.map(\.holds) == [.all])
        #expect(answers.first?.facts.address == "ada@example.com")
        let standing = try scene.store.standing(scene.key("ada@example.com"), now: scene.now)
        #expect(standing.marketing == .unsubscribed)
        #expect(standing.suppressions.map(\.scope) == [.marketing])
        #expect(standing.suppressions.map(\.reason) == [.unsubscribed])
        #expect(try scene.store.consents(of: welcome.contact).last?.basis == "one-click")
        for entered in [welcome, ascend] {
            #expect(try scene.enrollment(entered.enrollment, of: entered.contact).endReason == .suppressed)
            #expect(try scene.state(entered.delivery) == .withheld)
        }
        #expect(try scene.state(bob.delivery) == .queued)
    }

    @Test("What is claimed does not start", arguments: StoreUnderTest.all)
    func claimed(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let entered = try scene.entered("ada@example.com")
        try scene.claim()
        let gate = try kind.gate(scene.store)
        #expect(try gate.permission(entered.delivery, now: scene.now) == .go)
        _ = try scene.store.unsubscribe([request(entered, .all)], now: scene.now)
        #expect(try gate.permission(entered.delivery, now: scene.now) == .saidNo)
    }

    @Test("A second call changes nothing, also in the same transaction", arguments: StoreUnderTest.all)
    func twice(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let entered = try scene.entered("ada@example.com")
        let month = scene.now.adding(seconds: 30 * 86_400)
        let rounds: [(UnsubscribeRequest.Choice, UnsubscribeAnswer.Holds)] = [
            (.pause(until: month), .pause(until: month)), (.campaign, .campaign(scene.campaign())), (.all, .all),
        ]
        for (index, (choice, holds)) in rounds.enumerated() {
            let both = Array(repeating: request(entered, choice), count: 2)
            #expect(try scene.store.unsubscribe(both, now: scene.now).map(\.holds) == [holds, holds])
            scene.now = scene.now.adding(seconds: 60)
            #expect(try scene.store.unsubscribe(both, now: scene.now).map(\.holds) == [holds, holds])
            #expect(try scene.store.suppressions(limit: 10, now: scene.now).count == index + 1)
        }
        // Less is asked for after all was: all holds.
        #expect(try scene.store.unsubscribe([request(entered, .campaign)], now: scene.now).map(\.holds) == [.all])
        #expect(try scene.store.consents(of: entered.contact).filter { $0.said == .unsubscribed }.count == 1)
    }

    @Test("A pause ends by itself", arguments: StoreUnderTest.all)
    func pause(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let entered = try scene.entered("ada@example.com")
        let month = scene.now.adding(seconds: 30 * 86_400)
        _ = try scene.store.unsubscribe([request(entered, .pause(until: month))], now: scene.now)
        let key = try scene.key("ada@example.com")
        let standing = try scene.store.standing(key, now: scene.now)
        #expect(standing.suppressions.map(\.reason) == [.paused])
        #expect(standing.marketing == .agreed)
        #expect(try scene.store.standing(key, now: month).suppressions.isEmpty)
    }

    @Test(
        "A link works without its delivery, for all marketing; without its contact nothing is recorded, and it says so",
        arguments: StoreUnderTest.all)
    func gone(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let entered = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com")
        let store = scene.store
        #expect(try store.unsubscribeFacts(entered.contact, delivery: DeliveryID(999), now: scene.now).campaign == nil)
        // Another person's delivery tells nothing about this one.
        #expect(try store.unsubscribeFacts(entered.contact, delivery: bob.delivery, now: scene.now).campaign == nil)
        let nobody = UnsubscribeRequest(
            contact: ContactID(999), delivery: DeliveryID(1), choice: .all, basis: "one-click")
        let pruned = UnsubscribeRequest(
            contact: entered.contact, delivery: DeliveryID(999), choice: .campaign, basis: "unsubscribe page")
        #expect(try store.unsubscribe([nobody, pruned], now: scene.now).map(\.holds) == [.nothing, .all])
        #expect(
            try store.unsubscribeFacts(ContactID(999), delivery: DeliveryID(1), now: scene.now)
                == UnsubscribeFacts(isKnown: false))
        #expect(try scene.store.suppressions(limit: 10, now: scene.now).map(\.address) == ["ada@example.com"])
        #expect(try store.unsubscribeFacts(entered.contact, delivery: entered.delivery, now: scene.now).isOff)
    }

    @Test(
        "A link of somebody who was erased reaches the address: nobody now, and whoever signs up with it again",
        arguments: StoreUnderTest.all)
    func erased(kind: StoreUnderTest) throws {
        for choice in [UnsubscribeRequest.Choice.all, .campaign, .pause(until: Scene.start.adding(seconds: 86_400))] {
            let scene = try Scene(kind)
            let store = scene.store
            let rights = scene.store
            let key = try scene.key("ada@example.com")
            let old = try scene.entered("ada@example.com")
            scene.now = scene.now.adding(seconds: 10)
            try rights.erase(scene.address("ada@example.com"), now: scene.now)
            // Nobody has the address: the no is kept for it.
            let first = try store.unsubscribe([request(old, choice)], now: scene.now)
            #expect(first.map(\.holds) != [.nothing] && first.first?.facts.address == nil)
            #expect(try scene.store.standing(key, now: scene.now).suppressions.count == 2, "erased, and said no")
            for suppression in try scene.store.standing(key, now: scene.now).suppressions {
                _ = try scene.store.lift(
                    suppression.id, by: Suppression.liftedBySignUp, note: .said(""), now: scene.now)
            }
            scene.now = scene.now.adding(seconds: 10)
            let new = try scene.entered("Ada@example.com")
            #expect(new.contact != old.contact)
            let facts = try store.unsubscribeFacts(old.contact, delivery: old.delivery, now: scene.now)
            #expect(facts.address == "Ada@example.com" && facts.campaign == scene.campaign() && !facts.isOff)
            // The old link's no is the new contact's.
            let second = try store.unsubscribe([request(old, choice)], now: scene.now)
            #expect(second.map(\.holds) == first.map(\.holds))
            #expect(try scene.enrollment(new.enrollment, of: new.contact).endReason == .suppressed)
            #expect(try scene.state(new.delivery) == .withheld)
            guard choice == .all else { continue }
            #expect(try scene.store.standing(key, now: scene.now).marketing == .unsubscribed)
        }
    }

    @Test("Beside a bounce the page still asks, and each choice outlives the bounce", arguments: StoreUnderTest.all)
    func besideBounce(kind: StoreUnderTest) throws {
        for choice in [UnsubscribeRequest.Choice.all, .campaign, .pause(until: Scene.start.adding(seconds: 86_400))] {
            let scene = try Scene(kind)
            let entered = try scene.entered("ada@example.com")
            let bounce = try scene.store.suppress(
                scene.key("ada@example.com"), scope: .everything, reason: .bounced, until: nil, by: "smtp", note: nil,
                now: scene.now)
            let store = scene.store
            #expect(try !store.unsubscribeFacts(entered.contact, delivery: entered.delivery, now: scene.now).isOff)
            _ = try store.unsubscribe([request(entered, choice)], now: scene.now)
            #expect(try scene.store.lift(bounce, by: "operator", note: .said("a mistake"), now: scene.now))
            let left = try scene.store.standing(scene.key("ada@example.com"), now: scene.now).suppressions
            #expect(left.count == 1 && left.first?.note == .link(how: "one-click"), "\(choice)")
        }
    }

    @Test("A bounce does not stand in for a no", arguments: StoreUnderTest.all)
    func bounced(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let entered = try scene.entered("ada@example.com")
        let bounce = try scene.store.suppress(
            scene.key("ada@example.com"), scope: .everything, reason: .bounced, until: nil, by: "smtp", note: nil,
            now: scene.now)
        _ = try scene.store.unsubscribe([request(entered, .all)], now: scene.now)
        #expect(try scene.store.lift(bounce, by: "operator", note: .said("a mistake"), now: scene.now))
        let standing = try scene.store.standing(scene.key("ada@example.com"), now: scene.now)
        #expect(standing.suppressions.map(\.reason) == [.unsubscribed])
    }
}
