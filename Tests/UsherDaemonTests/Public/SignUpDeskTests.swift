import Synchronization
import TestSupport
import Testing
import UsherCore
import UsherMail
import UsherWeb

@testable import UsherDaemon

@Suite("Sign-ups from the web")
struct SignUpDeskTests {
    private final class HandClock: CalendarClock {
        private let time: Mutex<Timestamp>

        init(_ time: Timestamp) { self.time = Mutex(time) }

        func now() -> Timestamp { time.withLock { $0 } }

        func pass(minutes: Int64) { time.withLock { $0 = $0.adding(milliseconds: minutes * 60_000) } }
    }

    private let folder: TemporaryFolder
    private let home: OpenHome
    private let desk: SignUpDesk
    private let clock = HandClock(Timestamp(seconds: 1_795_431_600))

    init() throws {
        folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        let path = folder("config/usher.yaml")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let promise = "promise: { text: Download the PDF, url: \"https://shop.example/notebook.pdf\" }"
        try "\(text)\nconsent: { wording: Send it, \(promise) }\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        home = try OpenHome.open(folder.path, environment: [:])
        desk = SignUpDesk(
            store: home.store, keyring: home.keyring, seal: home.press.composer.seal, clock: clock,
            editions: EditionBox(try home.edition))
    }

    private func form(
        _ address: String = "ada@example.org", _ fields: [String: String] = [:],
        network: ClientNetwork = .v4(0xCB00_7100)
    ) -> SignUpForm {
        SignUpForm(fields.merging(["address": address]) { own, _ in own }, network: network)
    }

    private func signUp(_ form: SignUpForm) async throws -> SignUpAnswer { try await desk.signUp(form) }

    private func notices(_ address: String = "ada@example.org") throws -> [DeliveryRow] {
        guard let contact = try home.store.contact(EmailAddress(address).key) else { return [] }
        return try home.store.deliveries(DeliveryFilter(contact: contact.id)).filter { $0.notice != nil }
    }

    /// Of the latest sign-up, as its link has it.
    private func token(_ address: String = "ada@example.org") throws -> String {
        let contact = try home.contact(address)
        let signedUpAt = try #require(try home.store.events(of: contact.id).last { $0.name == "signed_up" }).at
        return home.press.composer.seal.url(.confirm(contact.id, signedUpAt: signedUpAt), at: clock.now())
    }

    private func standing(_ address: String = "ada@example.org") throws -> Standing {
        try home.store.standing(EmailAddress(address).key, now: clock.now())
    }

    private func answer() throws -> ConsentPolicy.Answer {
        ConsentPolicy.answer(try standing(), settings: home.settings.consent)
    }

    @Test("A sign-up is mailed its confirmation; the link shows itself and changes nothing; the button confirms")
    func whole() async throws {
        let fields = ["campaign": "free-notebook", "name": "Ada", "utm_source": "fair", "language": "de"]
        #expect(try await signUp(form(fields: fields)) == .taken(hint: "a…@example.org"))
        let token = try token()
        for _ in 1...100 {
            #expect(
                try await desk.subject(ofConfirmation: token)
                    == ConfirmingSubject(language: "de", hint: "a…@example.org"))
        }
        #expect(try answer() == .unconfirmed)
        clock.pass(minutes: 3)
        for _ in 1...2 {
            #expect(
                try await desk.confirm(token, from: .v6(7))
                    == .confirmed(
                        ConfirmingSubject(language: "de", hint: "a…@example.org"),
                        promise: CallToAction(text: "Download the PDF", url: "https://shop.example/notebook.pdf")))
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

    private func form(fields: [String: String]) -> SignUpForm { form("ada@example.org", fields) }

    @Test("Nobody can be bombed: one mail in ten minutes, three a day, and always the same answer")
    func bombing() async throws {
        var answers: Set<SignUpAnswer> = []
        for _ in 1...72 {
            answers.insert(try await signUp(form()))
            clock.pass(minutes: 5)
        }
        #expect(answers == [.taken(hint: "a…@example.org")])
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
        for number in 1...60 { #expect(try await signUp(form("p\(number)@d\(number).example")).isTaken) }
        #expect(try due() == (50, 60))
        let delayed = try #require(try home.store.delayedConfirmations(now: clock.now()))
        #expect(delayed.count == 10 && delayed.lastDue > clock.now())
        #expect(try await signUp(form("other@example.org", network: .v4(1))).isTaken)
        #expect(try due() == (51, 61), "another network is not kept waiting")
        clock.pass(minutes: 120)
        #expect(try due() == (61, 61))
        #expect(try home.store.delayedConfirmations(now: clock.now()) == nil)
    }

    @Test("Six hundred sign-ups under tags of one mailbox, from thirty networks of one owner, are three mails that day")
    func tags() async throws {
        for number in 1...600 {
            let network = ClientNetwork.v6(0x2001_0DB8_0000_0000 | UInt64(number % 30))
            let address = number % 2 == 0 ? "v.i.ctim+\(number)@gmail.com" : "victim+\(number)@googlemail.com"
            #expect(try await signUp(form(address, network: network)).isTaken)
        }
        #expect(try due().now == 3)
        #expect(try due().all == 600)
    }

    @Test("The mail to a stranger has nothing in it that the form said, whatever the template asks for")
    func words() async throws {
        let asking = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: asking.path)
        let tags = ["contact.name", "contact.first_name", "event.utm_source", "event.source", "event.campaign"]
        let text = tags.map { "{{#\($0)}}{{\($0)}}{{/\($0)}}" }.joined(separator: " ")
        try "---\nsubject: One click\n---\nHello \(text)\n".write(
            toFile: asking("templates/notices/confirm.md"), atomically: true, encoding: .utf8)
        let home = try OpenHome.open(asking.path, environment: [:])
        let desk = SignUpDesk(
            store: home.store, keyring: home.keyring, seal: home.press.composer.seal, clock: clock,
            editions: EditionBox(try home.edition))
        let fields = [
            "name": "evil bank says", "utm_source": "buy-now", "source": "cheap-pills", "campaign": "free-notebook",
        ]
        _ = try await desk.signUp(form(fields: fields))
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
        _ = try await signUp(form())
        for _ in 1...2 {
            #expect(
                try await desk.confirm(try token(), from: .local)
                    == .suppressed(ConfirmingSubject(language: nil, hint: "a…@example.org")))
        }
        #expect(try standing().suppressions.map(\.reason) == [reason])
    }

    @Test("A machine gets the same answer, and nothing is recorded")
    func machines() async throws {
        let opened = clock.now().milliseconds
        for fields in [["website": "x"], ["started": "\(opened - 1999)"], ["started": "\(opened)"]] {
            #expect(try await signUp(form(fields: fields)) == .taken(hint: "a…@example.org"))
        }
        #expect(try home.store.totals(now: clock.now()).contacts == 0)
        #expect(try await signUp(form(fields: ["started": "\(opened - 2000)"])).isTaken)
        #expect(try home.store.totals(now: clock.now()).contacts == 1)
    }

    @Test(
        "What is no address is refused", arguments: ["", "ada", "ada@", "a\r\nBcc: b@example.org", "a b@example.org"])
    func badAddress(text: String) async throws {
        #expect(try await signUp(form(text)) == .badAddress)
    }

    @Test("A form changes nothing about somebody who is known")
    func known() async throws {
        _ = try home.intake.enter([
            EntryRequest(
                person: PersonDraft(
                    address: try EmailAddress("ada@example.org"), name: "Ada",
                    consent: Consent(
                        kind: .marketing, said: .confirmed, basis: "test", source: "test", at: clock.now())),
                campaign: nil)
        ])
        _ = try await signUp(form(fields: ["name": "Mallory", "zone": "Asia/Tokyo"]))
        let ada = try home.contact("ada@example.org")
        #expect(ada.name == "Ada" && ada.zone == nil)
        #expect(try answer() == .yes)
    }

    private static let ada = ConfirmingSubject(language: nil, hint: "a…@example.org")

    @Test("A link of before a no does not take it back; a new sign-up does")
    func stale() async throws {
        _ = try await signUp(form())
        let old = try token()
        clock.pass(minutes: 1)
        _ = try await desk.confirm(old, from: .local)
        clock.pass(minutes: 30)
        let ada = try home.contact("ada@example.org")
        try home.store.record(
            Consent(kind: .marketing, said: .unsubscribed, basis: "link", source: "test", at: clock.now()), of: ada.id)
        _ = try home.store.suppress(
            ada.address.key, scope: .marketing, reason: .unsubscribed, until: nil, by: "test", note: nil,
            now: clock.now())
        clock.pass(minutes: 1)
        #expect(try await desk.confirm(old, from: .local) == .saidNoSince(Self.ada))
        #expect(try answer() == .no(.unsubscribed))
        _ = try await signUp(form())
        let fresh = try token()
        #expect(try await desk.confirm(old, from: .local) == .saidNoSince(Self.ada))
        guard case .confirmed = try await desk.confirm(fresh, from: .local) else {
            Issue.record("a fresh sign-up is not confirmed")
            return
        }
        #expect(try answer() == .yes)
        #expect(try standing().suppressions.isEmpty)
    }

    private func forgotten() throws -> Int {
        try Unconfirmed.forget(in: home.store, settings: home.settings.consent, now: clock.now()).count
    }

    @Test("Who never confirms is forgotten after a month, leaves numbers only, and may come again; nobody else is")
    func unconfirmed() async throws {
        for name in ["ada", "bob", "cleo", "dora"] { _ = try await signUp(form("\(name)@example.org")) }
        _ = try await desk.confirm(try token("bob@example.org"), from: .local)
        // Somebody who bought is a customer, whatever became of the sign-up.
        let purchase = EventRequest(
            event: Event(name: "purchased", key: "o1", at: clock.now()),
            person: PersonDraft(address: try EmailAddress("cleo@example.org")))
        _ = try EventIntake(store: home.store, edition: home.edition, clock: clock).record([purchase])
        clock.pass(minutes: 30 * 1440)
        #expect(try forgotten() == 0)
        // A second sign-up begins the month anew.
        _ = try await signUp(form("dora@example.org"))
        clock.pass(minutes: 1)
        let old = try token()
        #expect(try forgotten() == 1)
        #expect(try forgotten() == 0)
        #expect(try home.store.contact(EmailAddress("ada@example.org").key) == nil)
        for name in ["bob", "cleo", "dora"] {
            #expect(try home.store.contact(EmailAddress("\(name)@example.org").key) != nil)
        }
        #expect(try standing().suppressions.isEmpty)
        #expect(try await desk.subject(ofConfirmation: old) == nil)
        let days = ("2026-01-01", "2027-12-31")
        #expect(try home.store.journeyCounts(from: days.0, to: days.1) == home.store.recount(from: days.0, to: days.1))
        #expect(try await signUp(form()).isTaken)
        #expect(try notices().count == 1)
    }

    @Test("Other people's tokens, cut ones and those of the erased are unknown")
    func unknown() async throws {
        _ = try await signUp(form())
        let token = try token()
        let seal = home.press.composer.seal
        let ada = try home.contact("ada@example.org")
        for text in [
            "", "x", String(token.dropLast()), seal.url(.unsubscribe(ada.id, DeliveryID(1)), at: clock.now()),
            seal.url(.confirm(ContactID(99), signedUpAt: clock.now()), at: clock.now()),
        ] {
            #expect(try await desk.subject(ofConfirmation: text) == nil)
            #expect(try await desk.confirm(text, from: .local) == nil)
        }
        _ = try Eraser(home).erase(ada.address, because: "asked")
        #expect(try await desk.subject(ofConfirmation: token) == nil)
        #expect(try await desk.confirm(token, from: .local) == nil)
    }

    @Test(
        "A name that advertises is left out",
        arguments: [
            ("Ada", true), ("Ada King-Noel", true), ("Zoë Öz", true), ("www.spam.example", false),
            ("http://spam", false), ("a@b", false), ("{{shop.name}}", false),
            (String(repeating: "a", count: 61), false), ("evil-bank.com", false), ("Visit evil-bank.com now", false),
            ("J.R. Smith", true), ("Ada B. King", true), ("Sammy Davis Jr.", true), ("a.b", true),
        ])
    func names(text: String, isOne: Bool) { #expect(SignUpName.isOne(text) == isOne) }

    @Test("The data link shows everything, for a week")
    func data() async throws {
        _ = try await signUp(form(fields: ["name": "Ada"]))
        let ada = try home.contact("ada@example.org")
        let desk = DataDesk(
            store: home.store, seal: home.press.composer.seal, clock: clock, editions: EditionBox(try home.edition))
        let token = home.press.composer.seal.url(.data(ada.id, askedAt: clock.now()), at: clock.now())
        guard case .data(.object(let values), _, let json)? = try await desk.data(for: token) else {
            Issue.record("no data")
            return
        }
        #expect(values["address"] == .text("ada@example.org") && values["name"] == .text("Ada"))
        #expect(values["json"] == .text(json))
        #expect(json.contains("\"signed_up\"") && json.contains("Send it") && json.contains("\"confirm\""))
        #expect(try await desk.data(for: "x") == nil)
        clock.pass(minutes: 7 * 1440)
        #expect(try await desk.data(for: token) != .expired)
        clock.pass(minutes: 1)
        #expect(try await desk.data(for: token) == .expired)
    }
}

extension SignUpAnswer {
    fileprivate var isTaken: Bool {
        if case .taken = self { return true }
        return false
    }
}
