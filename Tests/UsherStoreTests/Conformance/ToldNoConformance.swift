import Testing
import UsherCore

/// What every store does with the noes of somebody else's list.
@Suite("Conformance: noes that lists tell")
struct ToldNoConformance {
    private static let old = Scene.start.adding(seconds: -86_400 * 900)

    private func entry(_ scene: Scene, _ address: String, _ noes: [ToldNo], wording: String? = nil) throws
        -> EntryRequest
    {
        var request = EntryRequest(
            told: try scene.person(address), campaign: nil, wording: wording, source: "usher import", now: scene.now)
        request.noes = noes.map { NoRequest(request.person.address.key, $0, by: "usher import") }
        return request
    }

    @Test(
        "A row that says no makes somebody known who gets no marketing, in both ledgers; a second time adds nothing",
        arguments: StoreUnderTest.all)
    func rows(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let rows: [(ToldNo, Suppression.Scope, [Consent.Said])] = [
            (ToldNo(.unsubscribed, at: Self.old, note: .said("list")), .marketing, [.unsubscribed]),
            (ToldNo(.complaint), .marketing, [.complained]), (ToldNo(.bounced), .everything, []),
        ]
        for (no, scope, said) in rows {
            let address = "\(no.reason.rawValue)@example.com"
            for _ in 1...2 {
                _ = try scene.store.enter([try entry(scene, address, [no])], now: scene.now) { _, _ in .already }
            }
            let standing = try scene.store.standing(scene.key(address), now: scene.now)
            #expect(standing.suppressions.map(\.scope) == [scope] && standing.suppressions.map(\.reason) == [no.reason])
            #expect(standing.suppressions.map(\.at) == [no.at ?? scene.now])
            #expect(standing.suppressions.map(\.note) == [no.note])
            let contact = try #require(try scene.store.contact(scene.key(address)))
            #expect(try scene.store.consents(of: contact.id).map(\.said) == said)
            // No later yes of a file takes it back.
            let yes = try entry(scene, address, [], wording: "at the fair")
            _ = try scene.store.enter([yes], now: scene.now) { _, _ in .already }
            let after = try scene.store.standing(scene.key(address), now: scene.now)
            #expect(after.suppressions == standing.suppressions)
            #expect(after.marketing?.isYes == (no.reason == .bounced ? true : false))
        }
    }

    @Test("The first no that there is stands where its row is decided on", arguments: StoreUnderTest.all)
    func first(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var request = try entry(scene, "first@example.com", [ToldNo(.unsubscribed, at: Self.old)])
        request.campaign = scene.campaign()
        var decidedOn: [Suppression.Reason] = []
        _ = try scene.store.enter([request], now: scene.now) { _, facts in
            decidedOn = facts.standing.suppressions.map(\.reason)
            return .already
        }
        #expect(decidedOn == [.unsubscribed])
    }

    @Test("A no takes a yes of before it, and not what the person confirmed since", arguments: StoreUnderTest.all)
    func order(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        func stands(_ name: String, confirmed: Bool, _ no: ToldNo) throws -> Standing {
            let address = "\(name)@example.com"
            let yes = try entry(scene, address, [], wording: "at the fair")
            _ = try scene.store.enter([yes], now: scene.now) { _, _ in .already }
            let contact = try #require(try scene.store.contact(scene.key(address)))
            if confirmed {
                try scene.store.record(
                    Consent(
                        kind: .marketing, said: .confirmed, basis: Consent.doubleOptIn, source: "link", at: scene.now),
                    of: contact.id)
            }
            _ = try scene.store.enter([try entry(scene, address, [no])], now: scene.now) { _, _ in .already }
            return try scene.store.standing(scene.key(address), now: scene.now)
        }
        let dated = ToldNo(.unsubscribed, at: Self.old)
        let agreed = try stands("agreed", confirmed: false, dated)
        #expect(agreed.marketing == .unsubscribed && agreed.suppressions.count == 1)
        let since = try stands("since", confirmed: true, dated)
        #expect(since.marketing == .confirmed && since.suppressions.isEmpty)
        let now = try stands("now", confirmed: true, ToldNo(.unsubscribed))
        #expect(now.marketing == .unsubscribed && now.suppressions.count == 1)
    }

    @Test(
        "A list of noes suppresses whom nobody knows, once, and ends what goes on", arguments: StoreUnderTest.all)
    func list(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let entered = try scene.entered("ada@example.com")
        let requests = try ["ada", "bob", "bob", "cleo"].map { name in
            NoRequest(
                try scene.key("\(name)@example.com"), ToldNo(name == "cleo" ? .bounced : .unsubscribed), by: "operator")
        }
        #expect(try scene.store.suppress(requests, now: scene.now) == [.added, .added, .held, .added])
        #expect(try scene.store.suppress(requests, now: scene.now) == [.held, .held, .held, .held])
        #expect(try scene.store.suppress([], now: scene.now) == [])
        let enrollment = try scene.enrollment(entered.enrollment, of: entered.contact)
        #expect(enrollment.endReason == .suppressed)
        #expect(try scene.store.contact(scene.key("bob@example.com")) == nil)
        #expect(try scene.store.consents(of: entered.contact).allSatisfy { $0.said.isYes })
        #expect(try scene.store.totals(now: scene.now).suppressions == 3)
    }

    @Test("A no that was lifted stays so, however often the list tells it", arguments: StoreUnderTest.all)
    func lifted(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        func tell(_ no: ToldNo) throws -> [ToldNo.Answer] {
            let request = NoRequest(try scene.key("ada@example.com"), no, by: "operator")
            #expect(try scene.store.wouldSuppress([request], now: scene.now).count == 1)
            return try scene.store.suppress([request], now: scene.now)
        }
        let no = ToldNo(.bounced, at: Self.old)
        #expect(try tell(no) == [.added])
        let id = try #require(
            try scene.store.standing(scene.key("ada@example.com"), now: scene.now).suppressions.first?.id)
        #expect(try scene.store.lift(id, by: "operator", note: .said("came back"), now: scene.now))
        #expect(try tell(no) == [.lifted])
        #expect(try tell(ToldNo(.bounced, at: Self.old.adding(seconds: 1))) == [.added], "another no is a new one")
        #expect(try tell(ToldNo(.unsubscribed, at: Self.old)) == [.added])
    }

    @Test("What a list would do is told without doing it", arguments: StoreUnderTest.all)
    func rehearsed(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let request = NoRequest(try scene.key("ada@example.com"), ToldNo(.unsubscribed), by: "operator")
        for _ in 1...2 { #expect(try scene.store.wouldSuppress([request], now: scene.now) == [.added]) }
        #expect(try scene.store.totals(now: scene.now).suppressions == 0)
        #expect(try scene.store.suppress([request], now: scene.now) == [.added])
        #expect(try scene.store.wouldSuppress([request], now: scene.now) == [.held])
    }

    @Test("A no that may be silence leaves a sign-up that waits to its button", arguments: StoreUnderTest.all)
    func signUp(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let key = try scene.key("ada@example.com")
        _ = try scene.store.enter([try entry(scene, "ada@example.com", [])], now: scene.now) { _, _ in .already }
        let contact = try #require(try scene.store.contact(key))
        try scene.store.record(
            Consent(kind: .marketing, said: .agreed, basis: Consent.signUp, source: "form", at: scene.now),
            of: contact.id)
        let now = scene.now.adding(seconds: 60)
        let row = try entry(scene, "ada@example.com", [ToldNo(.unsubscribed, mayBeSilence: true)])
        _ = try scene.store.enter([row], now: now) { _, _ in .already }
        let standing = try scene.store.standing(key, now: now)
        #expect(standing.marketing == .unsubscribed && standing.suppressions.count == 1)
        #expect(!standing.saidNo(after: scene.now))
        // Where the tool has a real no, it ends the sign-up as well.
        _ = try scene.store.enter(
            [try entry(scene, "bob@example.com", [ToldNo(.unsubscribed)])], now: now
        ) { _, _ in .already }
        #expect(try scene.store.standing(scene.key("bob@example.com"), now: now).saidNo(after: scene.now))
    }
}
