import Foundation
import TestHomes
import TestSupport
import Testing
import UsherMail

@testable import UsherCore
@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherStore

@Suite("The spool and its reader")
struct SpoolReaderTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let spool: Spool
    private let reader: SpoolReader
    private let book = LogBook()

    init() throws {
        (folder, home) = try OpenHome.shipped()
        spool = Spool(path: folder("spool"))
        try spool.prepare()
        reader = SpoolReader(
            spool: spool, store: home.store, composer: home.press.composer,
            leaving: { try? EmailAddress("leave@shop.example") },
            confirm: Doors(
                store: home.store, editions: EditionBox(try home.edition), clock: home.clock, wake: {}
            ).confirm, clock: home.clock, logger: book.logger)
    }

    // MARK: What is there

    /// Somebody whose first e-mail was sent, and its return address.
    private func sent(_ address: String) throws -> (delivery: DeliveryID, local: String) {
        _ = try home.intake.enter([home.entry(address)])
        let now = home.clock.now()
        let sources = try home.edition.revisions
        try home.store.save(sources)
        let revision = try #require(sources.keys.first)
        let batch = try home.store.claim(
            owner: "test", now: now.adding(seconds: 9_000_000), limit: 10, factsFor: { _ in false },
            makeCode: { _ in nil }
        ) { _, _ in .send(Composition(revision: revision, inputs: "{}", composedAt: now)) }
        let delivery = try #require(batch.claimed.first?.delivery)
        let settlement = Settlement(
            delivery: delivery, result: .sent(countsTowardsCap: true), reply: nil, advance: .end(.finished))
        _ = try home.store.settle([settlement], owner: "test", now: now)
        return (delivery, BounceAddress.localPart(delivery, at: now, seal: home.press.composer.seal))
    }

    private func bounce(to local: String, of address: String, trace: String = "") -> String {
        """
        \(trace)From: MAILER-DAEMON@mx.example
        To: \(local)@bounces.shop.example
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        It failed.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; \(address)
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 no such user
        --b--

        """
    }

    private func put(_ mail: String) throws {
        var pieces = [Array(mail.utf8), []]
        try spool.put { pieces.removeFirst() }
    }

    private func files(_ name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(spool.path)/\(name)")
    }

    private func suppressions() throws -> [Suppression.Reason] {
        try home.store.suppressions(limit: 99, now: home.clock.now()).map(\.suppression.reason)
    }

    // MARK: Tests

    @Test("What is tied to a message has its consequence and goes; the same by another door changes nothing")
    func bounces() async throws {
        let ada = try sent("ada@example.org")
        try put(bounce(to: ada.local, of: "ada@example.org"))
        #expect(await reader.tick() == false)
        #expect(try suppressions() == [.bounced])
        #expect(try files("new").isEmpty && files("kept").isEmpty && files("tmp").isEmpty)
        try put(bounce(to: ada.local, of: "ada@example.org", trace: "Return-Path: <>\nReceived: by another\n"))
        _ = await reader.tick()
        #expect(try suppressions() == [.bounced] && files("new").isEmpty && files("kept").isEmpty)
        #expect(try home.store.returned(ReturnedFilter()).map(\.effect) == [.bounced])
    }

    @Test("A person's mail, and what is tied to nobody, is kept for people; by its name the list finds it")
    func kept() async throws {
        let ada = try sent("ada@example.org")
        try put("From: ada@example.org\nTo: \(ada.local)@bounces.shop.example\nSubject: Thanks\n\nLovely.\n")
        try put(bounce(to: "b+aaaa", of: "ada@example.org"))
        _ = await reader.tick()
        #expect(try suppressions().isEmpty)
        let rows = try home.store.returned(ReturnedFilter())
        let kept = try files("kept") + files("strange")
        #expect(Set(kept) == Set(rows.compactMap(\.file)) && rows.count == 2 && kept.count == 2)
        let names = try spool.keptNames()
        #expect(kept.allSatisfy { access(spool.keptPath($0), F_OK) == 0 } && Set(names) == Set(kept))
        #expect(try home.store.returned(ReturnedFilter(isUnmatched: true)).map(\.kind) == [.report])
    }

    @Test("A report that a person passes on has its consequence, and their letter is kept")
    func passedOn() async throws {
        let karl = try sent("karl@customer.example")
        let letter = try Repository.text("Tests/UsherReceivingTests/Mails/person-passes-report-on.eml")
        try put(letter.replacing("b+ceaqcaib", with: karl.local))
        _ = await reader.tick()
        #expect(try suppressions() == [.bounced])
        let rows = try home.store.returned(ReturnedFilter())
        #expect(try files("kept") == rows.compactMap(\.file) && rows.count == 1 && files("new").isEmpty)
    }

    @Test("What cannot be recorded because of one row waits, holds up nothing, and is recorded when the row is mended")
    func damaged() async throws {
        let (ada, bob) = (try sent("ada@example.org"), try sent("bob@example.org"))
        func write(_ kind: String) throws {
            try home.store.write { transaction throws(StoreError) in
                _ = try transaction.query("UPDATE deliveries SET kind = ? WHERE id = ?").run(kind, ada.delivery)
            }
        }
        try write("neither")
        try put(bounce(to: ada.local, of: "ada@example.org"))
        try put(bounce(to: bob.local, of: "bob@example.org"))
        while await reader.tick() {}
        #expect(try suppressions() == [.bounced])
        #expect(try files("new").count == 1 && files("kept").isEmpty && files("strange").isEmpty)
        #expect(book.lines(.error).contains { $0.contains("cannot be recorded") })
        try write("marketing")
        for _ in 0..<600 { _ = await reader.tick() }
        #expect(try suppressions() == [.bounced, .bounced] && files("new").isEmpty)
    }

    @Test("What is about nobody goes with its file, when it is old enough; what a person wrote about a message stays")
    func unmatched() async throws {
        let ada = try sent("ada@example.org")
        try put("From: ada@example.org\nTo: \(ada.local)@bounces.shop.example\nSubject: Thanks\n\nLovely.\n")
        for number in 1...3 { try put(bounce(to: "b+aaaa\(number)", of: "ada\(number)@example.org")) }
        _ = await reader.tick()
        let rows = try home.store.returned(ReturnedFilter())
        #expect(try files("kept").count == 1 && files("strange").count == 3 && rows.count == 4)
        let letter = try #require(rows.first { $0.contact != nil }?.file)
        // The newest row stays, so that no number comes twice. One whose file cannot go stays with it.
        let stuck = try #require(rows.last { $0.contact == nil && $0.id != rows.first?.id }?.file)
        try FileManager.default.removeItem(atPath: spool.keptPath(stuck))
        try FileManager.default.createDirectory(atPath: spool.keptPath(stuck), withIntermediateDirectories: false)
        func prune(after days: Int64) throws -> Pruning.Found {
            var pruning = Pruning()
            var settings = home.settings
            settings.keep = KeepSettings(unmatchedMilliseconds: 7 * 86_400_000)
            let plan = Plan(settings: settings, campaigns: [], catalog: home.plan.catalog)
            while !pruning.isOver {
                try pruning.goOn(
                    home.store, spool, plan: plan, now: home.clock.now().adding(seconds: days * 86_400), dry: false)
            }
            return pruning.found
        }
        #expect(try prune(after: 6).unmatched == 0)
        let last = try #require(rows.first?.file)
        let found = try prune(after: 8)
        #expect(found.trouble != nil)
        let left = try home.store.returned(ReturnedFilter())
        let stay = Set([letter, stuck, last])
        #expect(Set(try spool.keptNames()) == stay && Set(left.compactMap(\.file)) == stay)
        #expect(found.unmatched == 4 - left.count)
    }

    @Test("Of two copies of a person's mail one is kept, under the name that the list has")
    func keptOnce() async throws {
        let ada = try sent("ada@example.org")
        let mail = "From: ada@example.org\nTo: \(ada.local)@bounces.shop.example\nSubject: Thanks\n\nLovely.\n"
        for _ in 1...2 {
            try put(mail)
            _ = await reader.tick()
        }
        let rows = try home.store.returned(ReturnedFilter())
        #expect(try files("kept") == rows.compactMap(\.file) && rows.count == 1)
    }

    @Test("A person's answer confirms a sign-up, once; an automatic one, and one to another token, does not")
    func confirming() async throws {
        let address = try EmailAddress("ada@example.org")
        let (now, seal) = (home.clock.now(), home.press.composer.seal)
        let doors = Doors(store: home.store, editions: EditionBox(try home.edition), clock: home.clock, wake: {})
        var signUp = EventRequest(
            event: Event(name: "signed_up", key: "form", at: now), person: ContactDraft(address: address))
        signUp.consent = ConsentTold(wording: "Send it", source: "form")
        _ = try doors.record(signUp, nil)
        let contact = try #require(try home.store.contact(address.key)).id
        func answer(_ token: Token, more: String = "", id: String = "a1") -> String {
            "From: ada@example.org\nTo: confirm+\(seal.address(token, at: now))@shop.example\nSubject: Re: One word\n"
                + "Message-ID: <\(id)@example.org>\n\(more)\nYes!\n"
        }
        let right = Token.confirm(contact, signedUpAt: now)
        try put(answer(right, more: "Auto-Submitted: auto-replied\n"))
        try put(answer(.confirm(contact, signedUpAt: now.adding(seconds: -60))))
        try put(answer(.unsubscribe(contact, DeliveryID(1))))
        _ = await reader.tick()
        #expect(try home.store.consents(of: contact).map(\.said) == [.agreed])
        try put(answer(right))
        try put(answer(right, id: "a2"))
        _ = await reader.tick()
        let said = try home.store.consents(of: contact)
        #expect(said.map(\.said) == [.agreed, .confirmed] && said.last?.basis == Consent.doubleOptIn)
        #expect(said.last?.source == "answer <a1@example.org> from ada@example.org" && said.last?.wording == "Send it")
        #expect(try home.store.events(of: contact).map(\.name) == ["signed_up", "confirmed"])
        // A no after the sign-up stands against an old answer.
        _ = try home.store.unsubscribe(
            [
                UnsubscribeRequest(
                    contact: contact, delivery: DeliveryID(0), choice: .all, basis: "test", source: "test")
            ],
            now: home.clock.now())
        try put(answer(right, id: "a3"))
        _ = await reader.tick()
        #expect(try suppressions() == [.unsubscribed])
    }

    @Test("A mail to the unsubscribing address is a no at once; what somebody wrote there is kept, a mere no is not")
    func leaving() async throws {
        _ = try sent("ada@example.org")
        try put("From: ada@example.org\nTo: leave@shop.example\nSubject: no more\n\nAnd refund order 4711.\n")
        _ = await reader.tick()
        #expect(try suppressions() == [.unsubscribed] && files("kept").count == 1)
        try put("From: ada@example.org\nTo: leave@shop.example\nSubject: unsubscribe\n\n")
        _ = await reader.tick()
        #expect(try files("kept").count == 1 && files("new").isEmpty)
    }

    @Test("A customer's letter with one word for a subject unsubscribes nobody, and is kept")
    func oneWord() async throws {
        _ = try sent("ada@example.org")
        try put("From: ada@example.org\nTo: hello@shop.example\nSubject: Re: Cancel\n\nOrder 4711, please.\n")
        _ = await reader.tick()
        #expect(try suppressions().isEmpty && files("letters").count == 1)
    }

    @Test("Our own notice that comes back, in whatever form, suppresses nobody and makes no mail")
    func loop() async throws {
        let ada = try sent("ada@example.org")
        for number in 1...30 {
            try put(
                """
                Return-Path: <\(ada.local)@bounces.shop.example>
                Received: from loop\(number).example
                From: Paper Heron <hello@shop.example>
                To: \(ada.local)@bounces.shop.example
                Subject: Notice \(number)
                List-Unsubscribe: <mailto:leave@shop.example?subject=unsubscribe>
                List-Unsubscribe-Post: List-Unsubscribe=One-Click
                Message-ID: <notice\(number)@shop.example>

                Your order is on its way; unsubscribe at the link below.

                """)
        }
        let before = try home.store.deliveries(DeliveryFilter(limit: 99)).count
        _ = await reader.tick()
        #expect(try suppressions().isEmpty && files("new").isEmpty)
        #expect(try home.store.deliveries(DeliveryFilter(limit: 99)).count == before)
        #expect(try home.store.returned(ReturnedFilter(limit: 99)).allSatisfy { $0.effect == .none })
    }

    @Test("However much strangers send, what is about our messages and what people wrote stays")
    func displaced() throws {
        for kind in KeptMail.allCases {
            let count = kind == .strange ? kind.most + 50 : 20
            for number in 1...count {
                let name = "\(kind)\(number)"
                try Data("x".utf8).write(to: URL(fileURLWithPath: "\(spool.path)/new/\(name)"))
                #expect(spool.keep(name, as: kind))
            }
        }
        try spool.tidy()
        #expect(try files("kept").count == 20 && files("letters").count == 20)
        #expect(try files("strange").count == KeptMail.strange.most)
    }

    @Test("However many are away, what a person wrote to a return address before stays, and so does its row")
    func absences() async throws {
        let ada = try sent("ada@example.org")
        let new = "\(spool.path)/new"
        func put(_ mail: String, name: String, age: TimeInterval) throws {
            try Data(mail.utf8).write(to: URL(fileURLWithPath: "\(new)/\(name)"))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: "\(new)/\(name)")
        }
        let to = "To: \(ada.local)@bounces.shop.example\n"
        try put("From: ada@example.org\n\(to)Subject: Re: Hello\n\nWhere is order 7?\n", name: "letter", age: 3600)
        _ = await reader.tick()
        for number in 1...(KeptMail.ours.most + 50) {
            let absence =
                "From: ada@example.org\n\(to)Subject: Out of office\nAuto-Submitted: auto-replied\n"
                + "Message-ID: <\(number)@x.example>\n\nI am away.\n"
            try put(absence, name: "absence\(number)", age: 60)
        }
        while await reader.tick() {}
        try spool.tidy()
        #expect(try files("kept") == ["letter"] && files("new").isEmpty)
        #expect(try files("strange").count == KeptMail.strange.most)
        let rows = try home.store.returned(ReturnedFilter(limit: 9999))
        #expect(rows.filter { $0.kind == .person }.map(\.file) == ["letter"])
        #expect(rows.count == KeptMail.ours.most + 1 && rows.allSatisfy { $0.delivery == ada.delivery })
    }

    @Test("What is no mail is named once, stays, and holds up nothing")
    func misfits() async throws {
        let new = "\(spool.path)/new"
        mkdir("\(new)/a folder", 0o700)
        mkfifo("\(new)/a pipe", 0o600)
        symlink("/etc/passwd", "\(new)/a link")
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // A path of few octets, wherever the folder is.
        let opened = open(new, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(opened) }
        let short = Array("/proc/self/fd/\(opened)/a-socket".utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: short) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0)
        let giant = open("\(new)/a giant", O_CREAT | O_WRONLY, 0o600)
        ftruncate(giant, 50_000_000)
        close(giant)
        let ada = try sent("ada@example.org")
        try put(bounce(to: ada.local, of: "ada@example.org"))
        for _ in 1...3 { _ = await reader.tick() }
        #expect(try suppressions() == [.bounced])
        #expect(try files("new").sorted() == ["a folder", "a giant", "a link", "a pipe", "a-socket"])
        #expect(book.lines(.warning).count == 5 && book.lines(.error).isEmpty, "\(book.lines(.warning))")
    }

    @Test("Forged reports about everybody, without a seal, change nobody")
    func forged() async throws {
        let people = (1...20).map { "person\($0)@example.org" }
        for person in people { _ = try sent(person) }
        for person in people {
            for _ in 1...20 { try put(bounce(to: "b+\(UInt64.random(in: 1...(.max)))", of: person)) }
        }
        while await reader.tick() {}
        #expect(try suppressions().isEmpty && files("new").isEmpty)
        #expect(try home.store.returned(ReturnedFilter(limit: 999)).count == 400)
        #expect(try files("strange").count == 400 && files("kept").isEmpty)
    }

    @Test("What cannot be put in leaves nothing behind")
    func refused() throws {
        #expect(throws: Spool.Fault.empty) { try put("") }
        #expect(throws: Spool.Fault.tooLarge) {
            try spool.put { [UInt8](repeating: 0x41, count: 64 << 10) }
        }
        #expect(throws: (any Error).self) { try Spool(path: folder("nowhere")).put { [0x41] } }
        #expect(try files("new").isEmpty && files("tmp").isEmpty)
    }

    @Test("What is kept has bounds")
    func tidy() throws {
        for number in 1...(KeptMail.ours.most + 5) {
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(spool.path)/kept/\(number)"))
        }
        try spool.tidy()
        #expect(try files("kept").count == KeptMail.ours.most)
        try spool.tidy(now: Int(Date().timeIntervalSince1970) + Spool.longestKept + 10)
        #expect(try files("kept").isEmpty)
    }
}
