import Foundation
import TestHomes
import TestSupport
import Testing
import UsherMail
import UsherReceiving
import UsherStore
import UsherSupport

@testable import UsherCore
@testable import UsherDaemon
@testable import UsherIMAP

@Suite("The mailbox that mail comes back to")
struct MailboxReaderTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let spool: Spool
    private let book = LogBook()

    init() throws {
        (folder, home) = try OpenHome.shipped()
        spool = Spool(path: folder("spool"))
        try spool.prepare()
        try Data("secret\n".utf8).write(to: URL(fileURLWithPath: folder("password")))
        chmod(folder("password"), 0o600)
    }

    private func reader(_ peer: IMAPPeer) -> MailboxReader {
        let imap = IMAPSettings(
            host: "127.0.0.1", port: peer.port, tls: .none, username: "usher", passwordFile: "password",
            everyMilliseconds: 86_400_000)
        let judge = MailboxJudge(
            spool: spool, store: home.store, composer: home.press.composer,
            leaving: { try? EmailAddress("leave@shop.example") }, clock: home.clock)
        return MailboxReader(
            home: folder.path, settings: { imap }, store: home.store, judge: judge, environment: [:], note: { _ in },
            logger: book.logger)
    }

    private func files(_ name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(spool.path)/\(name)")
    }

    @Test("A no in more words is heard and stays to be read; told a second time, by new numbers, it stays as well")
    func letters() async throws {
        _ = try home.intake.enter([home.entry("ada@example.org")])
        let letter = "From: ada@example.org\nTo: leave@shop.example\nSubject: no more\n\nAnd refund order 4711.\n"
        let peer = try IMAPPeer(ModelMailbox([ModelMailbox.Mail(1, letter)]))
        await reader(peer).tick()
        #expect(peer.mailbox.mails.map(\.flags) == [[]])
        #expect(try files("new").count == 1 && book.lines(.warning).isEmpty)
        // It is recorded, and the mailbox begins anew.
        let report = ReturnedMail.report(
            of: Array(letter.utf8), leaving: try EmailAddress("leave@shop.example"), seal: home.press.composer.seal)
        let outcomes = try home.store.take([report], now: home.clock.now()) { _, _ in "" }
        #expect(outcomes.map(\.effect) == [.unsubscribed])
        try home.store.setNote("mailbox", "{}")
        await reader(peer).tick()
        #expect(peer.mailbox.mails.map(\.flags) == [[]] && peer.mailbox.fetched == [1, 1])
        #expect(try files("new").count == 1)
    }

    @Test("A report that a person passes on is heard, by a copy, and their letter stays to be read")
    func passedOn() async throws {
        let local = BounceAddress.localPart(DeliveryID(12), at: home.clock.now(), seal: home.press.composer.seal)
        let letter = try Repository.text("Tests/UsherReceivingTests/Mails/person-passes-report-on.eml")
            .replacing("b+ceaqcaib", with: local)
        let peer = try IMAPPeer(ModelMailbox([ModelMailbox.Mail(1, letter)]))
        await reader(peer).tick()
        #expect(peer.mailbox.mails.map(\.flags) == [[]] && peer.mailbox.mails.count == 1)
        #expect(try files("new").count == 1 && book.lines(.warning).isEmpty)
    }

    @Test("A known person's no is taken; a stranger's mail, and what is about nobody's message, stay; once each")
    func takes() async throws {
        _ = try home.intake.enter([home.entry("ada@example.org")])
        let report = """
            From: MAILER-DAEMON@mx.example
            Subject: Undelivered
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; bob@example.org
            Action: failed
            Status: 5.1.1
            --b--

            """
        let no = "From: ada@example.org\nTo: leave@shop.example\nSubject: unsubscribe\n\nunsubscribe\n"
        let peer = try IMAPPeer(
            ModelMailbox([
                ModelMailbox.Mail(1, "From: bob@example.org\nTo: hello@shop.example\nSubject: Hello\n\nA question.\n"),
                ModelMailbox.Mail(2, no), ModelMailbox.Mail(3, report),
                ModelMailbox.Mail(4, no.replacing("ada@", with: "bob@")),
            ]))
        let reader = reader(peer)
        await reader.tick()
        #expect(peer.mailbox.mails.map(\.uid) == [1, 3, 4] && peer.mailbox.mails.allSatisfy { $0.flags.isEmpty })
        #expect(try files("new").count == 1 && book.lines(.warning).isEmpty)
        // The report about nobody's message changed nobody, and is listed.
        let rows = try home.store.returned(ReturnedFilter(isUnmatched: true))
        #expect(rows.map(\.kind) == [.report] && rows.map(\.effect) == [.none] && rows.map(\.file) == [nil])
        // Too early for another visit.
        await reader.tick()
        #expect(peer.connections == 1)
        // What was looked at is remembered over a restart.
        await self.reader(peer).tick()
        #expect(peer.mailbox.fetched == [1, 2, 3, 4] && peer.connections == 2)
        try home.store.setNote("mailbox", "{}")
        await self.reader(peer).tick()
        #expect(peer.mailbox.mails.map(\.uid) == [1, 3, 4], "what is recorded of a report about nobody stays there")
    }

    @Test("A wrong password is said once and offered once, until there is another")
    func wrongPassword() async throws {
        let peer = try IMAPPeer(ModelMailbox([], password: "right"))
        let reader = reader(peer)
        for _ in 1...5 { await reader.tick() }
        #expect(peer.logins == 1)
        #expect(
            book.lines(.warning) == [
                "mail that came back waits in the mailbox on 127.0.0.1: it refuses the user name or the password"
            ])
        try Data("right\n".utf8).write(to: URL(fileURLWithPath: folder("password")))
        await reader.tick()
        #expect(peer.logins == 2 && book.lines(.notice).last == "the mailbox on 127.0.0.1 is looked into again")
    }

    @Test("A spool that is full leaves mail in the mailbox")
    func fullSpool() async throws {
        _ = try home.intake.enter([home.entry("ada@example.org")])
        try FileManager.default.removeItem(atPath: spool.path)
        let no = "From: ada@example.org\nTo: leave@shop.example\nSubject: unsubscribe\n\nunsubscribe\n"
        let peer = try IMAPPeer(ModelMailbox([ModelMailbox.Mail(1, no)]))
        await reader(peer).tick()
        #expect(peer.mailbox.mails.count == 1 && book.lines(.warning).count == 1)
        try spool.prepare()
        await reader(peer).tick()
        #expect(try files("new").count == 1 && peer.mailbox.mails.isEmpty)
    }

    @Test("A cancel ends a visit to a server that hangs at once")
    func cancel() async throws {
        let peer = try IMAPPeer(ModelMailbox([]), [IMAPPeer.Rule("SELECT", .hang)])
        let reader = reader(peer)
        let task = Task { await reader.run() }
        var patience = Patience()
        while !peer.commands.contains(where: { $0.hasPrefix("SELECT") }) {
            try patience.look(for: "a visit")
            try await Task.sleep(for: .milliseconds(5))
        }
        task.cancel()
        await task.value
        #expect(book.lines(.warning).isEmpty)
    }
}
