import Testing
import UsherCore

@Suite("Conformance: entering a campaign")
struct EntryConformance {
    @Test("The same person, campaign and key a second time adds nothing", arguments: StoreUnderTest.all)
    func twice(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let first = try scene.entered("ada@example.com")
        guard case .already(let contact) = try scene.enter("ADA@example.com") else {
            Issue.record("entered twice")
            return
        }
        #expect(contact.id == first.contact && contact.address.wire == "ada@example.com")
        #expect(try scene.rows(of: first.contact).count == 1)
        #expect(try scene.store.totals(now: scene.now).activeEnrollments == 1)
    }

    @Test(
        "A second enrollment with the same key, where the decision wants it, gets a key of its own",
        arguments: StoreUnderTest.all)
    func again(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let request = EntryRequest(
            person: try scene.person("ada@example.com"), campaign: scene.campaign(), key: "order")
        for _ in 1...3 {
            _ = try scene.store.enter([request], now: scene.now) { _, _ in .enter(scene.planned("one")) }
        }
        let contact = try #require(try scene.store.contact(scene.key("ada@example.com")))
        #expect(try scene.store.enrollments(of: contact.id).map(\.key) == ["order", "order~2", "order~3"])
    }

    @Test(
        "Another key is another enrollment, and the decision sees the enrollments before it",
        arguments: StoreUnderTest.all)
    func keys(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var seen: [[String]] = []
        for key in ["order-1", "order-2", "order-3"] {
            let request = EntryRequest(
                person: try scene.person("ada@example.com"), campaign: scene.campaign(), key: key, data: ["order": key])
            _ = try scene.store.enter([request], now: scene.now) { _, facts in
                seen.append(facts.enrollments.map(\.key))
                #expect(facts.enrollments.allSatisfy { $0.data == ["order": $0.key] })
                return .enter(scene.planned("one"))
            }
        }
        #expect(seen == [[], ["order-1"], ["order-1", "order-2"]])
    }

    @Test("A refusal keeps the contact and starts nothing", arguments: StoreUnderTest.all)
    func refusal(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let request = EntryRequest(person: try scene.person("ada@example.com"), campaign: scene.campaign())
        let results = try scene.store.enter([request], now: scene.now) { _, _ in .refuse(.noSteps) }
        guard case .refused(.noSteps, let contact)? = results.first else {
            Issue.record("not refused: \(results)")
            return
        }
        #expect(try scene.store.contact(scene.key("ada@example.com")) == contact)
        #expect(try scene.store.nextDue() == nil)
        #expect(try scene.store.enrollments(of: contact.id).isEmpty)
    }

    @Test("Nil and absent leave what is known; the rest is taken over", arguments: StoreUnderTest.all)
    func draft(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var draft = try scene.person("Ada.L@example.com")
        draft.name = "Ada"
        draft.zone = "Europe/London"
        draft.attributes = ["plan": .text("gold"), "orders": .number("4")]
        func save() throws -> EntryResult {
            try #require(
                try scene.store.enter([EntryRequest(person: draft, campaign: nil)], now: scene.now) { _, _ in .already }
                    .first)
        }
        guard case .saved(let id, isNew: true) = try save() else {
            Issue.record("not saved as new")
            return
        }
        draft = try scene.person("ada.l@EXAMPLE.com")
        draft.language = "de"
        draft.attributes = ["orders": .number("5"), "since": .date(CalendarDate(year: 2026, month: 2, day: 3))]
        #expect(try save() == .saved(id, isNew: false))
        let expected = Contact(
            id: id, address: try scene.address("Ada.L@example.com"), name: "Ada",
            attributes: [
                "plan": .text("gold"), "orders": .number("5"),
                "since": .date(CalendarDate(year: 2026, month: 2, day: 3)),
            ], zone: "Europe/London", language: "de")
        #expect(try scene.store.contact(scene.key("ada.l@example.com")) == expected)
        #expect(try scene.store.totals(now: scene.now).contacts == 1)
    }

    @Test("Consent is recorded once, and never for one who said no", arguments: StoreUnderTest.all)
    func consent(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com").contact
        try scene.enter("ada@example.com", key: "2")
        #expect(try scene.store.consents(of: ada).map(\.said) == [.agreed])
        let no = Consent(kind: .marketing, said: .unsubscribed, basis: "link", source: "welcome", at: scene.now)
        try scene.store.record(no, of: ada)
        try scene.enter("ada@example.com", key: "3")
        #expect(try scene.store.consents(of: ada).map(\.said) == [.agreed, .unsubscribed])
        #expect(try scene.store.standing(scene.key("ada@example.com"), now: scene.now).marketing == .unsubscribed)
    }

    @Test("A consent of another kind has its own ledger entry", arguments: StoreUnderTest.all)
    func consentKinds(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com").contact
        var draft = try scene.person("ada@example.com")
        draft.consent = Consent(
            kind: .transactional, said: .confirmed, basis: "form", wording: "Send me my data", source: "form",
            at: scene.now)
        for _ in 1...2 {
            _ = try scene.store.enter([EntryRequest(person: draft, campaign: nil)], now: scene.now) { _, _ in .already }
        }
        let consents = try scene.store.consents(of: ada)
        #expect(consents.map(\.kind) == [.marketing, .transactional])
        #expect(consents.last == draft.consent)
        #expect(try scene.store.standing(scene.key("ada@example.com"), now: scene.now).marketing == .agreed)
    }

    @Test("The newest word counts, by its own time", arguments: StoreUnderTest.all)
    func lateConsent(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com").contact
        func say(_ said: Consent.Said, hours: Int64) throws {
            let at = scene.now.adding(seconds: hours * 3600)
            try scene.store.record(
                Consent(kind: .marketing, said: said, basis: "link", source: "test", at: at), of: ada)
        }
        try say(.confirmed, hours: 5)
        try say(.unsubscribed, hours: 4)
        #expect(try scene.store.standing(scene.key("ada@example.com"), now: scene.now).marketing == .confirmed)
        try say(.complained, hours: 5)
        #expect(try scene.store.standing(scene.key("ada@example.com"), now: scene.now).marketing == .complained)
    }

    @Test("A form that anybody can fill in takes back no yes and no no", arguments: StoreUnderTest.all)
    func signUp(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        func say(_ said: Consent.Said, _ basis: String, of contact: ContactID) throws {
            try scene.store.record(
                Consent(kind: .marketing, said: said, basis: basis, source: "test", at: scene.now), of: contact)
        }
        func standing(_ address: String) throws -> Standing {
            try scene.store.standing(scene.key(address), now: scene.now)
        }
        let ada = try scene.entered("ada@example.com").contact
        try say(.agreed, Consent.signUp, of: ada)
        #expect(
            try standing("ada@example.com") == Standing(marketing: .agreed, basis: Consent.stated, saidAt: scene.now))
        try say(.unsubscribed, "link", of: ada)
        try say(.agreed, Consent.signUp, of: ada)
        #expect(try standing("ada@example.com").marketing == .unsubscribed)
        try say(.confirmed, Consent.doubleOptIn, of: ada)
        #expect(
            try standing("ada@example.com")
                == Standing(marketing: .confirmed, basis: Consent.doubleOptIn, saidAt: scene.now))
        var draft = try scene.person("bob@example.com")
        draft.consent?.basis = Consent.signUp
        draft.consent?.networkHash = [UInt8](repeating: 7, count: 32)
        _ = try scene.store.enter([EntryRequest(person: draft, campaign: nil)], now: scene.now) { _, _ in .already }
        let bob = try #require(try scene.store.contact(scene.key("bob@example.com"))).id
        #expect(try scene.store.consents(of: bob) == [draft.consent])
        #expect(
            try standing("bob@example.com") == Standing(marketing: .agreed, basis: Consent.signUp, saidAt: scene.now))
        try say(.agreed, Consent.softOptIn, of: bob)
        #expect(try standing("bob@example.com").basis == Consent.softOptIn)
    }

    @Test("A large lot is one transaction, in order, and its repetition changes nothing", arguments: StoreUnderTest.all)
    func largeLot(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let requests = try (0..<500).map { number in
            EntryRequest(person: try scene.person("p\(number % 450)@example.com"), campaign: scene.campaign())
        }
        let first = scene.planned("one")
        let results = try scene.store.enter(requests, now: scene.now) { _, facts in
            facts.enrollments.isEmpty ? .enter(first) : .already
        }
        #expect(results.count == 500)
        #expect(results.prefix(450).allSatisfy { if case .entered = $0 { true } else { false } })
        #expect(results.suffix(50).allSatisfy { if case .already = $0 { true } else { false } })
        let again = try scene.store.enter(requests, now: scene.now) { _, facts in
            facts.enrollments.isEmpty ? .enter(first) : .already
        }
        #expect(again.allSatisfy { if case .already = $0 { true } else { false } })
        let totals = try scene.store.totals(now: scene.now)
        #expect(totals.contacts == 450 && totals.activeEnrollments == 450 && totals.byState == [.queued: 450])
        #expect(totals.overdue == 450)
        #expect(try scene.store.activeEnrollments(campaign: scene.campaign()) == 450)
    }

    @Test("Leaving ends the enrollments of one campaign and cancels what waited", arguments: StoreUnderTest.all)
    func leave(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let other = try scene.entered("ada@example.com", "ascend", in: 10)
        #expect(try scene.store.leave(scene.campaign(), contact: ada.contact, reason: .left, now: scene.now) == 1)
        #expect(try scene.store.leave(scene.campaign(), contact: ada.contact, reason: .left, now: scene.now) == 0)
        #expect(try scene.state(ada.delivery) == .cancelled)
        #expect(try scene.state(other.delivery) == .queued)
        let enrollment = try scene.enrollment(ada.enrollment, of: ada.contact)
        #expect(enrollment.state == .ended && enrollment.endReason == .left && enrollment.endedAt == scene.now)
        #expect(try scene.store.nextDue() == scene.now.adding(milliseconds: 10))
    }
}
