import Foundation
import Synchronization
import TestSupport
import Testing
import UsherCore

@testable import UsherIMAP

@Suite("A visit over a real connection")
struct MailboxCallTests {
    private static let three = [
        ModelMailbox.Mail(3, "ours 3"), ModelMailbox.Mail(5, "a friend's"), ModelMailbox.Mail(9, "ours 9"),
    ]

    /// What a visitor keeps.
    private final class Book: Sendable {
        struct State {
            var spool: [String] = []
            var memory = MailboxMemory(account: "a")
        }
        let state = Mutex(State())

        var hands: MailboxCall.Hands {
            MailboxCall.Hands(
                judge: { [self] octets throws(MailboxTrouble) in
                    let text = String(decoding: octets, as: UTF8.self)
                    guard text.contains("ours") else { return false }
                    state.withLock { $0.spool.append(text) }
                    return true
                },
                remember: { [self] memory throws(MailboxTrouble) in state.withLock { $0.memory = memory } },
                tell: { _ in })
        }
        var spool: [String] { state.withLock { $0.spool } }
    }

    private func visit(
        _ peer: IMAPPeer, _ book: Book, password: String = "secret", stop: StopFlag = StopFlag(),
        _ change: (inout MailboxTimeouts) -> Void = { _ in }
    ) -> MailboxTrouble? {
        var timeouts = MailboxTimeouts()
        change(&timeouts)
        let settings = IMAPSettings(host: "127.0.0.1", port: peer.port, tls: .none, username: "usher")
        let access = MailboxAccess(settings, password: password, timeouts: timeouts)
        do throws(MailboxTrouble) {
            try MailboxCall(access, isStopped: stop).run(book.state.withLock { $0.memory }, book.hands)
            return nil
        } catch { return error }
    }

    @Test("Logs in, takes what is ours, and leaves the rest unread")
    func usual() throws {
        let peer = try IMAPPeer(ModelMailbox(Self.three, password: "secret"))
        let book = Book()
        #expect(visit(peer, book) == nil)
        #expect(book.spool == ["ours 3", "ours 9"])
        #expect(peer.mailbox.mails.map(\.uid) == [5] && peer.mailbox.mails.allSatisfy { $0.flags.isEmpty })
        #expect(visit(peer, book) == nil && peer.mailbox.fetched == [3, 5, 9])
    }

    @Test("A wrong password is offered once in a visit")
    func wrongPassword() throws {
        let peer = try IMAPPeer(ModelMailbox(Self.three, password: "right"))
        #expect(visit(peer, Book()) == .refused && peer.logins == 1 && peer.connections == 1)
    }

    static let lies: [(rule: IMAPPeer.Rule, trouble: MailboxTrouble?)] = [
        (IMAPPeer.Rule("greeting", .say("* BYE full\r\n")), .unavailable),
        (IMAPPeer.Rule("greeting", .say("220 smtp.example\r\n")), .malformed),
        (IMAPPeer.Rule("greeting", .cut(0)), .malformed),
        (IMAPPeer.Rule("greeting", .flood("* OK x\r\n")), .flood),
        (IMAPPeer.Rule("AUTHENTICATE", .say("TAG NO [UNAVAILABLE] later\r\n")), .unavailable),
        (IMAPPeer.Rule("SELECT", .cut(7)), .lost),
        (IMAPPeer.Rule("SELECT", .flood("* 1 EXISTS \r\n")), .timeout),
        (IMAPPeer.Rule("SELECT", .flood("x")), .flood),
        (IMAPPeer.Rule("UID FETCH 3 ", .say("* 1 FETCH (UID 3 BODY[] {-1}\r\n")), .malformed),
        (IMAPPeer.Rule("UID FETCH 3 ", .cut(20)), .lost),
        (IMAPPeer.Rule("UID FETCH 3 ", .say("* 1 FETCH (UID 3 BODY[] {9999999}\r\nours")), .timeout),
        (IMAPPeer.Rule("UID FETCH 3 ", .hang), .timeout),
        (IMAPPeer.Rule("UID FETCH 3 ", .drip), nil),
        (IMAPPeer.Rule("UID MOVE", .obeyAndClose), .lost),
        (IMAPPeer.Rule("LOGOUT", .obeyAndClose), nil),
        (IMAPPeer.Rule("LOGOUT", .hang), nil),
    ]

    @Test("Whatever a server does, the visit ends, says why, and the next honest one loses nothing", arguments: lies)
    func liars(rule: IMAPPeer.Rule, trouble: MailboxTrouble?) throws {
        let peer = try IMAPPeer(ModelMailbox(Self.three), [rule])
        let book = Book()
        let met = visit(peer, book) {
            // Only where that is what ends it: an honest answer may come late.
            if trouble == .timeout { ($0.silence, $0.answer) = (.milliseconds(400), .milliseconds(1500)) }
            if trouble == nil { $0.silence = .seconds(5) }
        }
        #expect(met == trouble || trouble == .malformed && met == .lost, "\(String(describing: met))")
        let honest = try IMAPPeer(peer.mailbox)
        #expect(visit(honest, book) == nil)
        #expect(Set(book.spool) == ["ours 3", "ours 9"] && honest.mailbox.mails.map(\.uid) == [5])
    }

    @Test("A mail that is larger than a mail may have, and was not said to be, is passed over at once and stays")
    func larger() throws {
        let rule = IMAPPeer.Rule("UID FETCH 3 ", .say("* 1 FETCH (UID 3 BODY[] {10000001}\r\n"))
        let peer = try IMAPPeer(ModelMailbox(Self.three), [rule])
        let book = Book()
        #expect(visit(peer, book) == nil)
        let honest = try IMAPPeer(peer.mailbox)
        #expect(visit(honest, book) == nil)
        #expect(book.spool == ["ours 9"] && Set(honest.mailbox.mails.map(\.uid)) == [3, 5])
    }

    @Test("A stop ends a visit at a server that hangs, at the login and behind it", arguments: ["greeting", "SELECT"])
    func stops(command: String) async throws {
        let peer = try IMAPPeer(ModelMailbox(Self.three), [IMAPPeer.Rule(command, .hang)])
        let stop = StopFlag()
        let book = Book()
        let thread = Thread { _ = visit(peer, book, stop: stop) }
        thread.start()
        var patience = Patience()
        while peer.connections == 0 {
            try patience.look(for: "a connection")
            try await Task.sleep(for: .milliseconds(5))
        }
        stop.set()
        while !thread.isFinished {
            try patience.look(for: "the end of the visit")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test("A password never travels without TLS to another machine, and a port where nobody listens is said")
    func refusals() throws {
        func run(_ settings: IMAPSettings) -> MailboxTrouble? {
            do throws(MailboxTrouble) {
                try MailboxCall(MailboxAccess(settings, password: "x"), isStopped: StopFlag())
                    .run(MailboxMemory(account: "a"), Book().hands)
                return nil
            } catch { return error }
        }
        #expect(run(IMAPSettings(host: "192.0.2.1", port: 143, tls: .none, username: "u")) == .passwordWithoutTLS)
        let peer = try IMAPPeer(ModelMailbox([]))
        #expect(run(IMAPSettings(host: "127.0.0.1", port: peer.port, username: "u")) == .startTLSMissing)
        peer.stop()
        #expect(peer.logins == 0)
    }
}
