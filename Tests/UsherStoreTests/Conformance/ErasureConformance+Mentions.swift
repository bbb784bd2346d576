import Testing
@testable import UsherCore

@testable import UsherStore

extension ErasureConformance {
    @Test(
        "A person whose address ends in the erased one, or goes on after it, keeps everything",
        arguments: [
            "joann@example.org", "x+ann@example.org", "ann@example.org.uk", "ann@example.organic", "x=ann@example.org",
        ])
    func namesake(other: String) throws {
        let campaign = catalog.campaigns["welcome"] ?? CampaignID(-1)
        let step = catalog.steps[campaign]?["one"] ?? StepID(-1)
        for text in ["ann@example.org", other] {
            let first = PlannedStep(step: step, kind: .marketing, due: now, anchor: now)
            let draft = ContactDraft(
                address: try address(text), attributes: ["mail": .text(text)],
                consent: Consent(kind: .marketing, said: .agreed, basis: Consent.stated, source: text, at: now))
            _ = try store.enter(
                [EntryRequest(person: draft, campaign: campaign, key: "k \(text)", data: ["mail": text])], now: now
            ) { _, _ in .enter(first) }
            _ = try event("purchased", text, key: "order of \(text)", data: ["by": text])
        }
        let batch = try store.claim(owner: "test", now: now, limit: 10) { candidate, _ in
            let inputs = #"{"contact":{"address":"\#(candidate.contact.address.wire)"}}"#
            return .send(Composition(revision: Scene.revision, inputs: inputs, composedAt: now))
        }
        _ = try store.settle(
            batch.claimed.map {
                Settlement(
                    delivery: $0.delivery,
                    result: .retry(at: now.adding(seconds: 60), countsAttempt: true, inDoubt: false),
                    reply: Reply(code: 451, text: "<\($0.candidate.contact.address.wire)> later"), advance: .stay)
            }, owner: "test", now: now)
        let before = try #require(try store.contact(address(other).key))
        let rows = try store.deliveries(DeliveryFilter(contact: before.id))
        #expect(try erase("Ann@Example.org") == .clean)
        let after = try #require(try store.contact(address(other).key))
        #expect(after == before)
        #expect(try store.deliveries(DeliveryFilter(contact: after.id)) == rows, "nothing is blanked or cancelled")
        #expect(rows.map(\.state) == [.queued])
        #expect(try store.events(of: after.id).first?.data == ["by": other])
        #expect(try store.enrollments(of: after.id).first?.data == ["mail": other])
        #expect(try store.consents(of: after.id).first?.source == other)
        try TableRules.check(folder("usher.sqlite"))
    }

    @Test("Only the mention goes from rows of others, however it is written; what waits goes on")
    func mentions() throws {
        try fill()
        let texts = [
            "asked ADA.LOVELACE@Example.ORG twice", "see https://x.example/?a=ada.lovelace%40example.org&b=1",
            "a\nada.lovelace@example.org", "=?utf-8?Q?ada.lovelace=40example.org?=", "ada.lovelace&#64;example.org",
        ]
        _ = try event("recommended", "bob@example.org", key: "to ada.lovelace@example.org")
        for (number, text) in texts.enumerated() {
            _ = try event("told", "bob@example.org", key: "n\(number)", data: ["t": text])
        }
        let bob = try #require(try store.contact(address("bob@example.org").key))
        try store.addTags(["friend of ada.lovelace@example.org", "vip"], to: bob.id)
        try store.pause(
            Pause(
                scope: .domain("x.example"), reason: .byHand(words: "no Ada.Lovelace@example.org"), since: now,
                until: nil))
        #expect(try erase() == .clean)
        #expect(
            try store.events(of: bob.id).filter { $0.name == "told" }.map { $0.data["t"] } == [
                "asked erased twice", "see https://x.example/?a=erased&b=1", "a\nerased", "erased", "erased",
            ])
        #expect(try store.events(of: bob.id).contains { $0.key == "to erased" })
        #expect(try store.facts(of: bob.id).tags == ["friend of erased", "vip"])
        #expect(try store.pauses().map(\.reason) == [.byHand(words: "no erased")])
        let notice = try #require(try store.deliveries(DeliveryFilter(states: [.queued])).first { $0.notice != nil })
        #expect(notice.composition?.inputs == #"{"contact":{"address":"erased"}}"#)
        try TableRules.check(folder("usher.sqlite"))
    }

    @Test("In tags, keys and names of tokens words are joined by hyphens, and names of tokens stay apart")
    func identifiers() throws {
        try fill()
        _ = try event("told", "bob@example.org", key: "order-ada.lovelace@example.org")
        let bob = try #require(try store.contact(address("bob@example.org").key))
        try store.addTags(
            ["friend-of-ada.lovelace@example.org", "ADA.LOVELACE@example.org", "ada-lovelace"], to: bob.id)
        for (number, name) in ["ada.lovelace@example.org", "Ada.Lovelace@example.org", "shop-ada.lovelace@example.org"]
            .enumerated()
        {
            _ = try store.addToken(named: name, hash: [UInt8(number)], scopes: [.events], endsAt: nil, now: now)
        }
        #expect(try erase() == .clean)
        #expect(try store.events(of: bob.id).contains { $0.key == "order-erased" })
        #expect(try store.facts(of: bob.id).tags == ["friend-of-erased", "erased", "ada-lovelace"])
        #expect(try store.tokens().map(\.name) == ["erased", "erased 2", "shop-erased"])
        try TableRules.check(folder("usher.sqlite"))
    }

    @Test("What is told about others afterwards, of before the erasure or in a list, does not write the address again")
    func toldLater() throws {
        try fill()
        #expect(try erase() == .clean)
        let data = [
            "a": "ask ada.lovelace@example.org", "b": "to=ADA.LOVELACE%40example.org&x",
            "c": "xada.lovelace@example.org",
            "d": "联系ada.lovelace@example.org谢谢",
        ]
        let later = now.adding(seconds: 60)
        var old = EventRequest(
            event: Event(name: "told", key: "x-ada.lovelace@example.org", at: later.adding(seconds: -3600), data: data),
            person: ContactDraft(address: try address("bob@example.org"), name: "c/o ada.lovelace@example.org"))
        _ = try store.record([old], now: later) { _, _ in .record([]) }
        let bob = try #require(try store.contact(address("bob@example.org").key))
        let told = try #require(try store.events(of: bob.id).last { $0.name == "told" })
        #expect(bob.name == "c/o erased" && told.key == "x-erased")
        #expect(
            told.data == [
                "a": "ask erased", "b": "to=erased&x", "c": "xada.lovelace@example.org", "d": "联系erased谢谢",
            ])
        old.event = Event(name: "told", key: "new", at: later, data: ["a": "ask ada.lovelace@example.org"])
        _ = try store.record([old], now: later) { _, _ in .record([]) }
        #expect(try store.events(of: bob.id).contains { $0.data["a"] == "ask ada.lovelace@example.org" }, "said since")

        var eve = ContactDraft(
            address: try address("eve@example.org"), name: "ada.lovelace@example.org",
            attributes: ["by": .text("ada.lovelace@example.org")])
        eve.tags = ["friend-of-ada.lovelace@example.org"]
        _ = try store.enter([EntryRequest(person: eve, campaign: nil)], now: later) { _, _ in .already }
        let saved = try #require(try store.contact(address("eve@example.org").key))
        #expect(saved.name == "erased" && saved.attributes == ["by": .text("erased")])
        #expect(try store.facts(of: saved.id).tags == ["friend-of-erased"])
    }

    @Test("A notice about what the person did goes wholly, by its event's key")
    func notice() throws {
        _ = try event("reviewed", "ada.lovelace@example.org", key: "r7")
        let id = try #require(
            try store.addNotice(
                NoticeRequest(
                    name: "low-score", key: "reviewed r7",
                    contact: ContactDraft(address: try address("shop@example.org")),
                    composition: Composition(
                        revision: Scene.revision, inputs: #"{"contact":{"name":"Ada"}}"#, composedAt: now), due: now),
                now: now))
        #expect(try erase() == .clean)
        let row = try #require(try store.deliveries(DeliveryFilter(delivery: id)).first)
        #expect(row.state == .cancelled && row.composition?.inputs == "{}")
        try TableRules.check(folder("usher.sqlite"))
    }

    @Test("Another person's message that is on its way and mentions the erased one is waited for")
    func claimedMention() throws {
        _ = try event("signed_up", "ann@example.org", key: "a")
        let campaign = catalog.campaigns["welcome"] ?? CampaignID(-1)
        let step = catalog.steps[campaign]?["one"] ?? StepID(-1)
        _ = try store.enter(
            [EntryRequest(person: ContactDraft(address: try address("bob@example.org")), campaign: campaign)], now: now
        ) { _, _ in .enter(PlannedStep(step: step, kind: .marketing, due: now, anchor: now)) }
        let inputs = #"{"friend":"ann@example.org"}"#
        let batch = try store.claim(owner: "test", now: now, limit: 10) { _, _ in
            .send(Composition(revision: Scene.revision, inputs: inputs, composedAt: now))
        }
        let claimed = try #require(batch.claimed.first)
        #expect(try erase("ann@example.org") == .onItsWay(1))
        #expect(try store.openErasures().count == 1)
        let row = try #require(try store.deliveries(DeliveryFilter(delivery: claimed.delivery)).first)
        #expect(row.state == .claimed && row.composition?.inputs == inputs)
        let settled = try store.settle(
            [Settlement(delivery: claimed.delivery, result: .sent(countsTowardsCap: true), advance: .stay)],
            owner: "test", now: now)
        #expect(settled.count == 1)
        #expect(try erase("ann@example.org") == .clean)
        let sent = try #require(try store.deliveries(DeliveryFilter(delivery: claimed.delivery)).first)
        #expect(sent.state == .sent && sent.composition?.inputs == #"{"friend":"erased"}"#)
        try TableRules.check(folder("usher.sqlite"))
    }
}
