import Testing
import TestSupport

@testable import UsherIMAP

/// A mailbox, and a visitor of it who takes what says `ours`. It may die before any action.
struct Visited {
    var mailbox: ModelMailbox
    /// As on disk.
    var memory = MailboxMemory(account: "a")
    /// What was put into the spool, each time.
    var spool: [String] = []
    var news: [MailboxVisit.News] = []
    var said: [String] = []
    /// What the server answers instead, by the beginning of a command.
    var instead: [(command: String, reply: String)] = []

    init(_ mails: [ModelMailbox.Mail], capabilities: [String] = ["MOVE", "UIDPLUS"]) {
        mailbox = ModelMailbox(mails, capabilities: capabilities)
    }

    enum Ending: Hashable {
        case died
        case ended(MailboxTrouble?)
    }

    /// One visit, which dies before its action number `dies`.
    @discardableResult
    mutating func visit(dies: Int = .max) -> Ending {
        var visit = MailboxVisit(folder: "INBOX", taken: "Usher", memory: memory)
        var reader = ResponseReader()
        var events: [MailboxVisit.Event] = [.began]
        var done = 0
        while !events.isEmpty {
            var actions: [MailboxVisit.Action] = []
            visit.handle(events.removeFirst(), &actions)
            for action in actions {
                done += 1
                if done == dies { return .died }
                switch action {
                case .say(let command): events += answers(to: command, &reader)
                case .judge(let octets):
                    let text = String(decoding: octets, as: UTF8.self)
                    if text.contains("ours") { spool.append(text) }
                    events.append(.judged(isTaken: text.contains("ours")))
                case .remember(let new): memory = new
                case .tell(let item): news.append(item)
                case .end(let trouble): return .ended(trouble)
                }
            }
        }
        return .died
    }

    private mutating func answers(to command: String, _ reader: inout ResponseReader) -> [MailboxVisit.Event] {
        let words = command.split(separator: " ", maxSplits: 1).map(String.init)
        said.append(words[1])
        let other = instead.first { words[1].hasPrefix($0.command) }?.reply.replacing("TAG", with: words[0])
        let reply = other.map { Array($0.utf8) } ?? mailbox.reply(to: command) ?? Array("\(words[0]) BAD\r\n".utf8)
        var events: [MailboxVisit.Event] = []
        do throws(IMAPMalformed) {
            try reader.feed(reply[...])
            while let response = reader.next() { events.append(.response(response)) }
        } catch { events.append(.ended(error == .flood ? .flood : .malformed)) }
        if other?.hasSuffix("CLOSE") == true { events.append(.ended(.lost)) }
        return events
    }

    var left: [UInt32] { mailbox.mails.map(\.uid) }
    var moved: Int { mailbox.moved["Usher"]?.count ?? 0 }
}

@Suite("A visit to a mailbox")
struct MailboxVisitTests {
    private static let three = [
        ModelMailbox.Mail(3, "ours 3"), ModelMailbox.Mail(5, "a friend's"), ModelMailbox.Mail(9, "ours 9"),
    ]

    @Test("What is ours goes into the spool and then away; what is not stays unread, and is read once")
    func usual() {
        var there = Visited(Self.three)
        #expect(there.visit() == .ended(nil))
        #expect(there.spool == ["ours 3", "ours 9"] && there.left == [5] && there.moved == 2)
        #expect(there.mailbox.mails.allSatisfy { $0.flags.isEmpty })
        #expect(
            there.said == [
                "CAPABILITY", "SELECT \"INBOX\"", "UID FETCH 1:* (UID RFC822.SIZE FLAGS)",
                "UID FETCH 3 (UID BODY.PEEK[])", "UID FETCH 5 (UID BODY.PEEK[])", "UID FETCH 9 (UID BODY.PEEK[])",
                "UID MOVE 3,9 \"Usher\"", "CREATE \"Usher\"", "UID MOVE 3,9 \"Usher\"", "LOGOUT",
            ])
        there.visit()
        there.mailbox.mails.append(ModelMailbox.Mail(10, "ours 10"))
        there.visit()
        #expect(there.mailbox.fetched == [3, 5, 9, 10] && there.left == [5])
    }

    @Test("An empty folder is only opened")
    func empty() {
        var there = Visited([])
        #expect(there.visit() == .ended(nil) && there.said == ["CAPABILITY", "SELECT \"INBOX\"", "LOGOUT"])
    }

    @Test("Without MOVE they are copied, marked, and taken out by number; without UIDPLUS they stay marked")
    func copying() {
        var there = Visited(Self.three, capabilities: ["UIDPLUS"])
        #expect(there.visit() == .ended(nil) && there.left == [5] && there.moved == 2)
        var old = Visited(Self.three, capabilities: [])
        #expect(old.visit() == .ended(nil) && old.left == [3, 5, 9] && old.moved == 2)
        #expect(old.mailbox.mails.map { $0.flags == ["\\Deleted"] } == [true, false, true])
        old.visit()
        #expect(old.moved == 2 && old.mailbox.fetched == [3, 5, 9])
    }

    @Test("Numbered anew, all are looked at once more, and nothing is moved by an old number")
    func renumbered() {
        var there = Visited(Self.three)
        there.memory = MailboxMemory(account: "a", validity: 6, looked: 900, taken: [5])
        #expect(there.visit() == .ended(nil) && there.news == [.renumbered])
        #expect(there.left == [5] && there.spool.count == 2)
    }

    @Test("What is too large, or deleted, is not read")
    func notRead() {
        var deleted = ModelMailbox.Mail(4, "ours, deleted")
        deleted.flags = ["\\Deleted"]
        var there = Visited([deleted, ModelMailbox.Mail(6, "ours 6")])
        there.instead = [
            (
                "UID FETCH 1:*",
                "* 1 FETCH (UID 4 FLAGS (\\Deleted))\r\n* 2 FETCH (UID 6 RFC822.SIZE 10000001)\r\nTAG OK\r\n"
            )
        ]
        #expect(there.visit() == .ended(nil) && there.mailbox.fetched.isEmpty && there.news == [.tooLarge(uid: 6)])
        #expect(there.memory.looked == 6)
    }

    @Test("Ten thousand go fifty at a time; a listing holds no more than its bound")
    func many() {
        var there = Visited((1...10_000).map { ModelMailbox.Mail($0, $0 % 3 == 0 ? "ours \($0)" : "a friend's") })
        #expect(there.visit() == .ended(nil))
        #expect(there.spool.count == 3333 && there.left.count == 6667 && there.mailbox.fetched.count == 10_000)
        #expect(there.said.count { $0.hasPrefix("UID MOVE") } == 201)
        #expect(there.said.allSatisfy { $0.utf8.count < 1000 })
        let most = MailboxVisit.mostListed
        var visit = MailboxVisit(folder: "INBOX", taken: "Usher", memory: MailboxMemory(account: "a"))
        visit.state = .listing
        var actions: [MailboxVisit.Action] = []
        for uid in stride(from: UInt32(5 * most), to: 0, by: -1) {
            visit.handle(.response(.fetched(FetchedMail(uid: uid))), &actions)
            if uid % 1000 == 0 { #expect(visit.found.count < 2 * most) }
        }
        visit.cutListing()
        #expect(visit.found.count == most && visit.found.first?.uid == 1 && visit.isCut)
    }

    @Test(
        "What a server cannot or will not",
        arguments: [
            ("SELECT", "TAG NO no such folder\r\n", MailboxTrouble.noFolder("INBOX")),
            ("SELECT", "* OK [UIDVALIDITY 7]\r\nTAG OK [READ-ONLY]\r\n", .readOnly("INBOX")),
            ("SELECT", "TAG OK\r\n", .noValidity), ("SELECT", "* OK [UIDVALIDITY 0]\r\nTAG OK\r\n", .noValidity),
            ("SELECT", "u99 OK\r\n", .malformed), ("SELECT", "+ more\r\n", .malformed),
            ("SELECT", "* BYE too many\r\n", .lost), ("UID FETCH 1:*", "TAG NO\r\n", .notListed),
            ("UID MOVE", "TAG NO over quota\r\n", .cannotMove(to: "Usher")),
            ("UID MOVE", "CLOSE", .lost),
        ] as [(String, String, MailboxTrouble)])
    func troubles(command: String, reply: String, trouble: MailboxTrouble) {
        var there = Visited(Self.three)
        there.instead = [(command, reply)]
        #expect(there.visit() == .ended(trouble))
        there.instead = []
        #expect(there.visit() == .ended(nil) && there.left == [5] && Set(there.spool) == ["ours 3", "ours 9"])
        #expect(there.spool.count == 2, "what was remembered is not read again")
    }

    @Test("What cannot be moved is neither copied nor read again and again")
    func stuck() {
        var there = Visited(Self.three, capabilities: [])
        there.instead = [("UID STORE", "TAG NO you may not\r\n")]
        for _ in 1...5 { #expect(there.visit() == .ended(.cannotMove(to: "Usher"))) }
        #expect(there.moved == 2 && there.mailbox.fetched == [3, 5, 9])
    }

    @Test("A message that is not given is asked for three times; one that ends connections, ten times")
    func unreadable() {
        var there = Visited(Self.three)
        there.instead = [("UID FETCH 5 ", "TAG NO cannot\r\n")]
        for _ in 1...3 { #expect(there.visit() == .ended(nil)) }
        #expect(there.news == [.unreadable(uid: 5, tries: 3)] && there.left == [5] && there.spool.count == 2)
        var other = Visited(Self.three)
        other.instead = [("UID FETCH 3 ", "* 1 FETCH (UID 3 BODY[] {6}\r\nourCLOSE")]
        for _ in 1...10 { #expect(other.visit() == .ended(.lost)) }
        #expect(other.news == [.unreadable(uid: 3, tries: 10)] && other.visit() == .ended(nil))
        #expect(other.left == [3, 5] && other.spool == ["ours 9"])
        // Gone meanwhile: the next one has all its tries.
        var gone = Visited(Self.three)
        gone.instead = [("UID FETCH 3 ", "TAG OK\r\n")]
        gone.visit()
        gone.mailbox.mails.removeFirst()
        gone.instead = []
        #expect(gone.visit() == .ended(nil) && gone.spool == ["ours 9"] && gone.news.isEmpty)
    }

    @Test("One larger than the server said is named once and passed over at once; those behind it are read")
    func larger() {
        var there = Visited(Self.three)
        there.instead = [("UID FETCH 3 ", "* 1 FETCH (UID 3 BODY[] {10000001}\r\nours")]
        #expect(there.visit() == .ended(nil) && there.news == [.tooLarge(uid: 3)])
        #expect(there.visit() == .ended(nil) && there.news.count == 1)
        #expect(there.left == [3, 5] && there.spool == ["ours 9"])
        // Elsewhere it is trouble.
        var other = Visited(Self.three)
        other.instead = [("UID FETCH 1:*", "* 1 FETCH (UID 3 BODY[] {10000001}\r\n")]
        #expect(other.visit() == .ended(.flood))
    }

    @Test("One that the server writes wrongly is asked for three times")
    func misspelled() {
        var there = Visited(Self.three)
        there.instead = [("UID FETCH 3 ", "u99 OK\r\n")]
        for _ in 1...3 { #expect(there.visit() == .ended(.malformed)) }
        #expect(there.news == [.unreadable(uid: 3, tries: 3)] && there.visit() == .ended(nil))
        #expect(there.left == [3, 5] && there.spool == ["ours 9"])
    }

    @Test(
        "Where what was taken cannot be moved, what is new is heard all the same, and all of it moves when it can",
        arguments: [
            (["MOVE"], "UID MOVE"), (["UIDPLUS"], "UID COPY"), (["UIDPLUS"], "UID STORE"), (["UIDPLUS"], "UID EXPUNGE"),
        ])
    func hearing(capabilities: [String], command: String) {
        var there = Visited(Self.three, capabilities: capabilities)
        there.instead = [(command, "TAG NO you may not\r\n"), ("CREATE", "TAG NO\r\n")]
        for uid in UInt32(11)...13 {
            #expect(there.visit() == .ended(.cannotMove(to: "Usher")))
            there.mailbox.mails.append(ModelMailbox.Mail(uid, "ours \(uid)"))
        }
        #expect(there.visit() == .ended(.cannotMove(to: "Usher")))
        #expect(there.spool == ["ours 3", "ours 9", "ours 11", "ours 12", "ours 13"])
        there.instead = []
        #expect(there.visit() == .ended(nil) && there.left == [5] && there.moved == 5 && there.spool.count == 5)
    }

    @Test("So many wait to be moved, and no more are taken before")
    func mostLeft() {
        var there = Visited((1...1000).map { ModelMailbox.Mail($0, "ours \($0)") })
        there.instead = [("UID MOVE", "TAG NO you may not\r\n")]
        for _ in 1...3 { #expect(there.visit() == .ended(.cannotMove(to: "Usher"))) }
        #expect(there.spool.count == MailboxVisit.mostLeft && there.said.allSatisfy { $0.utf8.count < 8000 })
        there.instead = []
        #expect(there.visit() == .ended(nil) && there.left.isEmpty && there.spool.count == 1000)
    }

    @Test("The body of another message is not taken for the one that was asked for")
    func another() {
        var there = Visited(Self.three)
        there.instead = [("UID FETCH 5 ", "* 1 FETCH (UID 6 BODY[] {4}\r\nours)\r\nTAG OK\r\n")]
        there.visit()
        #expect(there.spool == ["ours 3"] && there.left == [5, 9])
    }

    @Test("Dead at any moment, as often as it likes: nothing is lost, and nothing of others is touched")
    func crashes() {
        for capabilities in [["MOVE"], ["UIDPLUS"], []] {
            var generator = SeededGenerator(seed: 7)
            for _ in 1...60 {
                let count = UInt32.random(in: 1...120, using: &generator)
                var there = Visited(
                    (1...count).map {
                        ModelMailbox.Mail($0 * 2, Bool.random(using: &generator) ? "ours \($0)" : "not")
                    },
                    capabilities: capabilities)
                let ours = Set(there.mailbox.mails.map { String(decoding: $0.octets, as: UTF8.self) }).subtracting([
                    "not"
                ])
                let others = there.mailbox.mails.filter { $0.octets == Array("not".utf8) }
                for _ in 1...Int.random(in: 1...6, using: &generator) {
                    there.visit(dies: Int.random(in: 1...400, using: &generator))
                    // What is gone from the folder is in the spool.
                    let here = Set(there.mailbox.mails.map { String(decoding: $0.octets, as: UTF8.self) })
                    #expect(ours.subtracting(here).isSubset(of: there.spool))
                }
                #expect(there.visit() == .ended(nil))
                #expect(Set(there.spool) == ours)
                let left = there.mailbox.mails.filter { !$0.flags.contains("\\Deleted") }
                #expect(left == others && there.mailbox.mails.allSatisfy { !$0.flags.contains("\\Seen") })
            }
        }
    }

    @Test("What is remembered is read as it was written, and nothing of another mailbox")
    func memory() throws {
        var memory = MailboxMemory(account: "a@b:1/INBOX", validity: 7, looked: .max, taken: [1, 2])
        memory.isCopied = true
        memory.take(3)
        #expect(memory.taken == [1, 2] && memory.left == 3)
        #expect(MailboxMemory(try memory.text, account: "a@b:1/INBOX") == memory)
        for text in [nil, "", "{}", "[]", "{\"account\":\"a@b:1/INBOX\",\"looked\":-1}", try memory.text] {
            #expect(MailboxMemory(text, account: "c").looked == 0)
        }
    }
}
