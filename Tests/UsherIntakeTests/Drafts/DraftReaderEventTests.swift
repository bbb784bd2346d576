import Testing
import UsherCore

@testable import UsherIntake

@Suite("What an event tells")
struct DraftReaderEventTests {
    private static let noon = Timestamp(seconds: 1_795_431_600)
    private static let ad = CampaignID(3)

    private static var plan: Plan {
        let settings = Settings(
            sender: Mailbox(name: "Shop", address: "shop@shop.example"),
            shop: ShopSettings(name: "Shop", zone: "Europe/Berlin"),
            attributes: ["package": AttributeDeclaration(type: .text), "since": AttributeDeclaration(type: .date)])
        let ad = Campaign(
            name: "spring-ad", title: "Ad", moves: Move(from: nil, to: .aware),
            callToAction: CallToAction(text: "Look", url: "https://shop.example/"), trafficSource: .ad)
        return Plan(
            settings: settings, campaigns: [ad], catalog: Catalog(campaigns: ["spring-ad": Self.ad]),
            journey: Journey(events: [
                "confirmed": .init(reaches: .subscribe), "purchased": .init(reaches: .convert),
            ]))
    }

    private func told(_ draft: Draft) throws -> ToldEvent {
        var reader = DraftReader(plan: Self.plan, source: "usher event", makeKey: { "made-up" })
        return try reader.event(draft, now: Self.noon)
    }

    private func request(_ change: (inout Draft) -> Void) throws -> EventRequest? {
        var draft = Draft(.json, [.event: "purchased", .address: "Ada@Example.org"])
        change(&draft)
        guard case .event(let request) = try told(draft) else { return nil }
        return request
    }

    @Test("Is now and has a key of its own where nothing else is said")
    func plain() throws {
        let request = try #require(try request { _ in })
        #expect(request.event == Event(name: "purchased", key: "made-up", at: Self.noon))
        #expect(request.person == ContactDraft(address: try EmailAddress("Ada@example.org")))
        #expect((request.by, request.code, request.campaign) == (nil, nil, nil))
    }

    @Test("Has its amount, moment, product and people")
    func full() throws {
        let request = try #require(
            try request {
                $0[.key] = "o-1"
                $0[.value] = "49"
                $0[.currency] = "eur"
                $0[.product] = "bench"
                $0[.at] = "2026-11-20 18:00"
                $0[.by] = "bob@example.org"
                $0[.code] = " AB cd "
                $0[.campaign] = "spring-ad"
                $0.data = ["order": "1"]
                $0.attributes = ["package": "bench"]
            })
        #expect(
            request.event
                == Event(
                    name: "purchased", key: "o-1", at: try Timestamp(parsing: "2026-11-20T17:00Z", clock: .utc),
                    value: Money(minorUnits: 4900, currency: "EUR"), product: "bench", data: ["order": "1"]))
        #expect(request.by == (try EmailAddress("bob@example.org")))
        #expect(request.code == "abcd" && request.campaign == "spring-ad")
        #expect(request.person.attributes == ["package": .text("bench")])
    }

    @Test("Leaves it to the decision what a sign-up and its confirmation mean; else only words are consent")
    func consent() throws {
        let confirmed = try #require(
            try request {
                $0[.event] = "confirmed"
                $0[.consent] = "the form"
            })
        #expect(confirmed.person.consent == nil)
        #expect(confirmed.consent == ConsentTold(wording: "the form", source: "usher event confirmed"))
        #expect(try request { $0[.event] = "signed_up" }?.consent == ConsentTold(source: "usher event signed_up"))
        let told = try #require(try request { $0[.consent] = "at the till" })
        #expect(told.consent == nil && told.person.consent?.wording == "at the till")
        #expect(told.person.consent?.basis == Consent.stated)
        #expect(try request { _ in }?.person.consent == nil)
    }

    @Test("Has evidence only from the operator's reason, and remembers that a program tells it")
    func evidence() throws {
        let told = try #require(
            try request {
                $0[.event] = "confirmed"
                $0[.because] = "she rang"
            })
        #expect(told.consent?.proof == .operatorSays(because: "she rang") && told.consent?.isOfProgram == false)
        #expect(throws: Misreading.self) { try request { $0[.because] = "she rang" } }
        var reader = DraftReader(plan: Self.plan, source: "usher event", teller: .program(Set(TokenScope.allCases)))
        var draft = Draft(.json, [.event: "confirmed", .address: "ada@example.org"])
        guard case .event(let request) = try reader.event(draft, now: Self.noon) else { return }
        #expect(request.consent?.isOfProgram == true && request.consent?.proof == nil)
        draft[.because] = "she rang"
        #expect(reader.refusal(of: draft) != nil)
        #expect(throws: Misreading.self) { try reader.event(draft, now: Self.noon) }
    }

    @Test("Says what people agreed to only from a token that may")
    func scopes() throws {
        let rows: [(event: String, words: String?, isConsent: Bool)] = [
            ("purchased", nil, false), ("purchased", "at the till", true), ("confirmed", nil, true),
            ("signed_up", nil, false), ("signed_up", "the form", false),
        ]
        for row in rows {
            var draft = Draft(.json, [.event: row.event, .address: "ada@example.org"])
            draft[.consent] = row.words
            for scopes in [TokenScope.standard, [.events], [.events, .consent]] {
                let reader = DraftReader(plan: Self.plan, source: "usher event", teller: .program(scopes))
                let mayNot = row.isConsent && !scopes.contains(.consent)
                #expect((reader.refusal(of: draft) != nil) == mayNot, "\(row) \(scopes)")
            }
            #expect(DraftReader(plan: Self.plan, source: "usher event").refusal(of: draft) == nil)
        }
    }

    @Test("Without an address only counts visits, by the day in UTC")
    func visits() throws {
        var draft = Draft(.json, [.event: "visited"])
        draft[.campaign] = "spring-ad"
        #expect(try told(draft) == .visits(Visits(campaign: Self.ad, day: "2026-11-23", count: 1)))
        draft[.count] = "120"
        draft[.at] = "2026-11-21 00:30"
        #expect(try told(draft) == .visits(Visits(campaign: Self.ad, day: "2026-11-20", count: 120)))
    }

    typealias Change = @Sendable (inout Draft) -> Void

    static let wrong: [(Change, String)] = [
        ({ $0[.address] = "ada" }, "'ada' is not an e-mail address: it has no @"),
        ({ $0[.by] = "b@" }, "'by': 'b@' is not an e-mail address: the part after the @ is not a domain name"),
        ({ $0[.key] = "" }, "'key' is empty; say something or leave it out"),
        ({ $0[.key] = "a\nb" }, "'key' contains a line break or another control character"),
        ({ $0[.value] = "49" }, "the value 49 has no currency; add one such as EUR"),
        ({ $0[.currency] = "EUR" }, "a currency without a value; add the value, or leave the currency out"),
        (
            { ($0[.value], $0[.currency]) = ("49", "EURO") },
            "the value '49 EURO' must be an amount like 49.00 EUR: there is no currency 'EURO'; did you mean 'EUR'?"
        ),
        (
            { ($0[.value], $0[.currency]) = ("4.999", "EUR") },
            "the value '4.999 EUR' must be an amount like 49.00 EUR: EUR has 2 decimals"
        ),
        (
            { $0[.at] = "soon" },
            "'at': 'soon' is not a moment; write for example '2026-12-01 09:00' or '2026-12-01T09:00:00Z'"
        ),
        ({ $0[.count] = "3" }, "'count' is for visits without an address; leave one of the two out"),
        (
            { $0[.zone] = "Mars/Olympus" },
            "'zone': 'Mars/Olympus' is not a time zone's name; write it like Europe/Madrid or UTC"
        ),
        ({ $0[.language] = "klingon" }, "'language': 'klingon' is not a language; write it like de or pt-BR"),
        ({ $0.attributes = ["packge": "x"] }, "there is no attribute 'packge'; did you mean 'package'?"),
        ({ $0.attributes = ["since": "May"] }, "'attributes.since' must be a date like 2026-12-04, not 'May'"),
        (
            { $0.data = ["Order No": "1"] },
            "a field of 'data' must be made of a-z, 0-9 and '_', at most 64 characters, such as 'order_no'; 'Order No' is not"
        ),
        ({ $0.data = ["a": String(repeating: "x", count: 2001)] }, "'data.a' is longer than 2000 characters"),
        ({ $0[.address] = nil }, "'purchased' needs the address of who did it; only 'visited' goes without"),
        (
            { ($0[.event], $0[.address]) = ("visited", nil) },
            "a visit without an address is counted for a campaign; name it in 'campaign'"
        ),
        (
            { ($0[.event], $0[.address], $0[.campaign], $0[.key]) = ("visited", nil, "spring-ad", "7") },
            "a visit without an address is only counted, and takes no 'key'"
        ),
        (
            { ($0[.event], $0[.address], $0[.campaign]) = ("visited", nil, "sprng-ad") },
            "there is no campaign 'sprng-ad'; did you mean 'spring-ad'?"
        ),
        (
            { ($0[.event], $0[.address], $0[.campaign], $0[.count]) = ("visited", nil, "spring-ad", "-1") },
            "'count' must be a whole number from 1 to 1000000000"
        ),
    ]

    @Test("Says in one clause what is wrong", arguments: wrong.indices)
    func faults(index: Int) {
        let (change, reason) = Self.wrong[index]
        let fault = #expect(throws: Misreading.self) { try request(change) }
        #expect(fault?.reason == reason)
    }

    @Test("Checks the same amount again as it did before")
    func remembered() throws {
        var reader = DraftReader(plan: Self.plan, source: "usher event")
        var draft = Draft(.json, [.event: "purchased", .address: "ada@example.org"])
        draft[.value] = "49.00"
        draft[.currency] = "EUR"
        for _ in 1...2 {
            guard case .event(let request) = try reader.event(draft, now: Self.noon) else { return }
            #expect(request.event.value == Money(minorUnits: 4900, currency: "EUR"))
            #expect(request.event.hasMadeUpKey)
        }
        draft[.currency] = "JPY"
        #expect(throws: Misreading.self) { try reader.event(draft, now: Self.noon) }
    }
}
