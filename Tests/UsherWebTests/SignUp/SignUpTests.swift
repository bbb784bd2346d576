import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherMail

@testable import UsherDaemon
@testable import UsherHome
@testable import UsherTemplates
@testable import UsherWeb

@Suite("Sign-ups from the web")
struct SignUpTests {
    private let linked: LinkedHome
    private let home: OpenHome
    private let clock: HandClock

    init() throws {
        linked = try LinkedHome {
            $0.settings.consent.wording = "Send it"
            $0.settings.consent.promise = CallToAction(
                text: "Download the PDF", url: "https://shop.example/notebook.pdf")
        }
        home = linked.home
        clock = linked.clock
    }

    private var consent: ConsentSettings { linked.edition.plan.settings.consent }

    /// Whether a sign-up was answered as all are.
    private func isTaken(
        _ address: String = "ada@example.org", _ fields: [String: String] = [:],
        network: ClientNetwork = .v4(0xCB00_7100)
    ) async throws -> Bool {
        try await linked.signUp(address, fields, network: network).page?.name == .almost
    }

    private func notices(_ address: String = "ada@example.org") throws -> [DeliveryRow] {
        guard let contact = try home.store.contact(EmailAddress(address).key) else { return [] }
        return try home.store.deliveries(DeliveryFilter(contact: contact.id)).filter { $0.notice != nil }
    }

    private func standing(_ address: String = "ada@example.org") throws -> Standing {
        try home.store.standing(EmailAddress(address).key, now: clock.now())
    }

    private func answer() throws -> ConsentPolicy.Answer {
        ConsentPolicy.answer(try standing(), settings: consent)
    }

    @Test("A sign-up is mailed its confirmation; the link shows itself and changes nothing; the button confirms")
    func whole() async throws {
        let fields = ["campaign": "free-notebook", "name": "Ada", "utm_source": "fair", "language": "de"]
        #expect(try await linked.signUp("ada@example.org", fields).page?.text("hint") == "a…@example.org")
        let token = try linked.confirmation()
        for _ in 1...100 {
            let page = try await linked.confirming.ask("GET", "/confirm/", token).page
            #expect(page?.name == .confirm && page?.language == "de" && page?.text("hint") == "a…@example.org")
        }
        #expect(try answer() == .unconfirmed)
        clock.pass(minutes: 3)
        for _ in 1...2 {
            let page = try await linked.confirm(token, from: .v6(7)).page
            #expect(page?.name == .confirmed && page?.language == "de" && page?.text("hint") == "a…@example.org")
            #expect(page?.text("promise.text") == "Download the PDF")
            #expect(page?.text("promise.url") == "https://shop.example/notebook.pdf")
        }
        #expect(try answer() == .yes)
        let ada = try home.contact("ada@example.org")
        #expect(ada.name == "Ada" && ada.stage == .subscribe)
        let consents = try home.store.consents(of: ada.id)
        #expect(consents.map(\.said) == [.agreed, .confirmed])
        #expect(consents.map(\.wording) == ["Send it", "Send it"])
        #expect(consents.map(\.source) == ["form free-notebook", "link"])
        #expect(
            consents.allSatisfy { $0.networkHash?.count == 32 } && consents[0].networkHash != consents[1].networkHash)
        #expect(try home.store.enrollments(of: ada.id).count == 1)
        let moves = try home.store.transitions(of: ada.id)
        #expect(moves.map(\.to) == [.engage, .subscribe])
        #expect(try home.store.events(of: ada.id).last?.data["utm_source"] == "fair")
    }

    @Test("Nobody can be bombed: one mail in ten minutes, three a day, and always the same answer")
    func bombing() async throws {
        var answers: Set<Page?> = []
        for _ in 1...72 {
            answers.insert(try await linked.signUp().page)
            clock.pass(minutes: 5)
        }
        #expect(answers == [Page(.almost, values: .object(["hint": .text("a…@example.org")]))])
        #expect(try notices().count == 3)
    }

    /// How many confirmations are due by now, of all that are queued.
    private func due() throws -> (now: Int, all: Int) {
        let rows = try home.store.deliveries(DeliveryFilter(limit: 10_000)).filter { $0.notice == "confirm" }
        return (rows.filter { $0.due.map { $0 <= clock.now() } ?? false }.count, rows.count)
    }

    @Test(
        "A network that signs up more than its budget is refused nobody; the rest waits its turn, and the status says so"
    )
    func quota() async throws {
        for number in 1...60 { #expect(try await isTaken("p\(number)@d\(number).example")) }
        #expect(try due() == (50, 60))
        let delayed = try #require(try home.store.delayedConfirmations(now: clock.now()))
        #expect(try delayed.count == 10 && #require(delayed.lastDue) > clock.now())
        #expect(try await isTaken("other@example.org", network: .v4(1)))
        #expect(try due() == (51, 61), "another network is not kept waiting")
        clock.pass(minutes: 120)
        #expect(try due() == (61, 61))
        #expect(try home.store.delayedConfirmations(now: clock.now()) == nil)
    }

    @Test(
        "Six hundred sign-ups under tags of one mailbox are two mails, and one that waits; the mailbox's own name goes"
    )
    func tags() async throws {
        for number in 1...600 {
            let network = ClientNetwork.v6(0x2001_0DB8_0000_0000 | UInt64(number % 30))
            let address = number % 2 == 0 ? "v.i.ctim+\(number)@gmail.com" : "victim+\(number)@googlemail.com"
            #expect(try await isTaken(address, network: network))
        }
        #expect(try due() == (2, 3))
        let delayed = try #require(try home.store.delayedConfirmations(now: clock.now()))
        #expect(delayed.count == 1 && delayed.leftOut == 597)
        #expect(try await isTaken("victim@gmail.com", network: .v4(9)))
        #expect(try due() == (3, 4))
        let leftOut = try home.story(of: "victim+599@googlemail.com").consent.joined()
        #expect(leftOut.contains("no confirmation was mailed for it"))
    }

    @Test("The mail to a stranger has nothing in it that the form said, whatever the template asks for")
    func words() async throws {
        let tags = ["contact.name", "contact.first_name", "event.utm_source", "event.source", "event.campaign"]
        let text = tags.map { "{{#\($0)}}{{\($0)}}{{/\($0)}}" }.joined(separator: " ")
        let linked = try LinkedHome {
            $0.templates.notices["confirm"] = TemplateVariants(
                base: SourceFile(
                    path: "templates/notices/confirm.md", text: "---\nsubject: One click\n---\nHello \(text)\n"))
        }
        let home = linked.home
        let fields = [
            "name": "evil bank says", "utm_source": "buy-now", "source": "cheap-pills", "campaign": "free-notebook",
        ]
        _ = try await linked.signUp("ada@example.org", fields)
        let ada = try home.contact("ada@example.org")
        #expect(ada.name == "evil bank says")
        let row = try #require(try home.store.deliveries(DeliveryFilter(contact: ada.id)).first { $0.notice != nil })
        #expect(row.composition?.inputs == #"{"to":{"address":"ada@example.org"}}"#)
    }

    @Test(
        "Whoever confirms an address that must not be mailed is told so",
        arguments: [Suppression.Reason.bounced, .complaint])
    func suppressed(reason: Suppression.Reason) async throws {
        _ = try home.store.suppress(
            EmailAddress("ada@example.org").key, scope: .everything, reason: reason, until: nil, by: "test", note: nil,
            now: clock.now())
        clock.pass(minutes: 1)
        _ = try await linked.signUp()
        for _ in 1...2 {
            let answer = try await linked.confirm(try linked.confirmation())
            #expect(answer.status == 409 && answer.page?.flag("is_suppressed") == true && answer.page?.language == nil)
        }
        #expect(try standing().suppressions.map(\.reason) == [reason])
    }

    @Test("A machine gets the same answer, and nothing is recorded")
    func machines() async throws {
        let opened = clock.now().milliseconds
        for fields in [["website": "x"], ["started": "\(opened - 1999)"], ["started": "\(opened)"]] {
            #expect(try await linked.signUp("ada@example.org", fields).page?.text("hint") == "a…@example.org")
        }
        #expect(try home.store.totals(now: clock.now()).contacts == 0)
        #expect(try await isTaken("ada@example.org", ["started": "\(opened - 2000)"]))
        #expect(try home.store.totals(now: clock.now()).contacts == 1)
    }

    @Test(
        "What is no address is refused", arguments: ["", "ada", "ada@", "a\r\nBcc: b@example.org", "a b@example.org"])
    func badAddress(text: String) async throws {
        await #expect(throws: WebRefusal.badAddress) { _ = try await linked.signUp(text) }
    }

    @Test("A form changes nothing about somebody who is known")
    func known() async throws {
        _ = try home.intake.enter([
            EntryRequest(
                person: ContactDraft(
                    address: try EmailAddress("ada@example.org"), name: "Ada",
                    consent: Consent(
                        kind: .marketing, said: .confirmed, basis: "test", source: "test", at: clock.now())),
                campaign: nil)
        ])
        _ = try await linked.signUp("ada@example.org", ["name": "Mallory", "zone": "Asia/Tokyo"])
        let ada = try home.contact("ada@example.org")
        #expect(ada.name == "Ada" && ada.zone == nil)
        #expect(try answer() == .yes)
    }

    /// `said_no_since` for whoever said no after the sign-up.
    private func flags(_ answer: Answer) -> [String] {
        ["said_no_since", "is_suppressed"].filter { answer.page?.flag($0) == true }
    }

    @Test("A link of before a no does not take it back; a new sign-up does")
    func stale() async throws {
        _ = try await linked.signUp()
        let old = try linked.confirmation()
        clock.pass(minutes: 1)
        _ = try await linked.confirm(old)
        clock.pass(minutes: 30)
        let ada = try home.contact("ada@example.org")
        try home.store.record(
            Consent(kind: .marketing, said: .unsubscribed, basis: "link", source: "test", at: clock.now()), of: ada.id)
        _ = try home.store.suppress(
            ada.address.key, scope: .marketing, reason: .unsubscribed, until: nil, by: "test", note: nil,
            now: clock.now())
        clock.pass(minutes: 1)
        #expect(try await flags(linked.confirm(old)) == ["said_no_since"])
        #expect(try answer() == .no(.unsubscribed))
        _ = try await linked.signUp()
        let fresh = try linked.confirmation()
        #expect(try await flags(linked.confirm(old)) == ["said_no_since"])
        #expect(try await linked.confirm(fresh).page?.name == .confirmed)
        #expect(try answer() == .yes)
        #expect(try standing().suppressions.isEmpty)
    }

    private func forgotten() throws -> Int {
        try Unconfirmed.forget(in: home.store, settings: consent, now: clock.now()).count
    }

    @Test("Who never confirms is forgotten after a month, leaves numbers only, and may come again; nobody else is")
    func unconfirmed() async throws {
        for name in ["ada", "bob", "cleo", "dora"] { _ = try await linked.signUp("\(name)@example.org") }
        _ = try await linked.confirm(try linked.confirmation(of: "bob@example.org"))
        // Somebody who bought is a customer, whatever became of the sign-up.
        let purchase = EventRequest(
            event: Event(name: "purchased", key: "o1", at: clock.now()),
            person: ContactDraft(address: try EmailAddress("cleo@example.org")))
        _ = try linked.record(purchase)
        clock.pass(minutes: 30 * 1440)
        #expect(try forgotten() == 0)
        // A second sign-up begins the month anew.
        _ = try await linked.signUp("dora@example.org")
        clock.pass(minutes: 1)
        let old = try linked.confirmation()
        #expect(try forgotten() == 1)
        #expect(try forgotten() == 0)
        #expect(try home.store.contact(EmailAddress("ada@example.org").key) == nil)
        for name in ["bob", "cleo", "dora"] {
            #expect(try home.store.contact(EmailAddress("\(name)@example.org").key) != nil)
        }
        #expect(try standing().suppressions.isEmpty)
        await #expect(throws: WebRefusal.unknownLink) {
            _ = try await linked.confirming.ask("GET", "/confirm/", old)
        }
        let days = ("2026-01-01", "2027-12-31")
        #expect(try home.store.journeyCounts(from: days.0, to: days.1) == home.store.recount(from: days.0, to: days.1))
        #expect(try await isTaken())
        #expect(try notices().count == 1)
    }

    @Test("Other people's tokens, cut ones and those of the erased are unknown")
    func unknown() async throws {
        _ = try await linked.signUp()
        let token = try linked.confirmation()
        let seal = home.press.composer.seal
        let ada = try home.contact("ada@example.org")
        func areUnknown(_ texts: [String]) async {
            for text in texts {
                await #expect(throws: WebRefusal.unknownLink) {
                    _ = try await linked.confirming.ask("GET", "/confirm/", text)
                }
                await #expect(throws: WebRefusal.unknownLink) { _ = try await linked.confirm(text) }
            }
        }
        await areUnknown([
            "", "x", String(token.dropLast()), seal.url(.unsubscribe(ada.id, DeliveryID(1)), at: clock.now()),
            seal.url(.confirm(ContactID(99), signedUpAt: clock.now()), at: clock.now()),
        ])
        _ = try Eraser(home).erase(ada.address, because: "asked")
        await areUnknown([token])
    }

    @Test("The data link shows everything, for a week")
    func data() async throws {
        _ = try await linked.signUp("ada@example.org", ["name": "Ada"])
        let ada = try home.contact("ada@example.org")
        let data = linked.data
        let token = linked.seal.url(.data(ada.id, askedAt: clock.now()), at: clock.now())
        let page = try #require(try await data.ask("GET", "/data/", token).page)
        let json = try #require(try await data.ask("GET", "/data/", token, query: ["format": "json"]).text)
        #expect(page.text("address") == "ada@example.org" && page.text("name") == "Ada" && page.misfits == [])
        #expect(page.text("json") == json)
        #expect(json.contains("\"signed_up\"") && json.contains("Send it") && json.contains("\"confirm\""))
        await #expect(throws: WebRefusal.unknownLink) { _ = try await data.ask("GET", "/data/", "x") }
        clock.pass(minutes: 7 * 1440)
        #expect(try await data.ask("GET", "/data/", token).status == 200)
        clock.pass(minutes: 1)
        await #expect(throws: WebRefusal.expired) { _ = try await data.ask("GET", "/data/", token) }
    }
}
