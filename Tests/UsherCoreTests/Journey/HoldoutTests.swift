import Testing

@testable import UsherCore

@Suite("Who is held out")
struct HoldoutTests {
    @Test("the share is kept, for each campaign anew", arguments: [1, 10, 25, 50])
    func share(percent: Int) {
        func heldOut(_ campaign: Int64) -> Set<Int64> {
            Set(
                (1...20_000).filter {
                    Holdout.holdsOut(
                        contact: ContactID($0), campaign: CampaignID(campaign), key: "", percent: percent)
                })
        }
        let first = heldOut(1)
        let second = heldOut(2)
        let expected = 20_000 * percent / 100
        #expect(abs(first.count - expected) < 20 + expected / 10)
        #expect(abs(first.intersection(second).count - expected * percent / 100) < 30 + expected / 20)
    }

    @Test("the answer stays, and a higher percentage only adds people")
    func stable() {
        for contact in 1...500 {
            func holds(_ percent: Int, _ key: String = "order") -> Bool {
                Holdout.holdsOut(
                    contact: ContactID(Int64(contact)), campaign: CampaignID(3), key: key, percent: percent)
            }
            #expect(!holds(0))
            #expect(holds(20) == holds(20))
            if holds(20) { #expect(holds(30)) }
        }
        // What is written in a database must not change with the next release.
        #expect(Holdout.bucket(ContactID(1), CampaignID(1), "") == 85)
        #expect(Holdout.bucket(ContactID(7), CampaignID(2), "order 42") == 50)
    }

    @Test("an event and a request hold the same people out")
    func sameEverywhere() throws {
        var shop = try Shop()
        shop.campaigns[Shop.excite]?.holdout = 50
        var counts = [0, 0]
        for number in Int64(1)...60 {
            var contact = try Shop.person(number, at: .subscribe)
            let event = EventRequest(
                event: Event(name: "purchased", key: "k", at: Shop.now), person: ContactDraft(address: contact.address))
            let decision = EventPolicy.decide(
                event, facts: EventFacts(contact: contact, isNew: false, standing: shop.standing), plan: shop.plan,
                now: Shop.now)
            guard case .record(let consequences) = decision else { continue }
            contact.stage = .convert
            let admission = AdmissionPolicy.decide(
                EntryRequest(person: ContactDraft(address: contact.address), campaign: Shop.excite),
                facts: EntryFacts(contact: contact, enrollments: [], standing: shop.standing),
                plan: shop.plan,
                now: Shop.now)
            let isHeldOut = consequences.entries[Shop.excite] == .heldOut
            #expect(isHeldOut == (admission == .heldOut))
            counts[isHeldOut ? 1 : 0] += 1
        }
        #expect(counts.allSatisfy { $0 > 15 })
    }
}
