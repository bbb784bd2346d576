import Foundation
import GRDB
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherStore

@testable import UsherDaemon
@testable import UsherInbox

@Suite("Erasing a person everywhere")
struct EraserTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    init() throws { (folder, home) = try OpenHome.shipped() }

    private func ada() throws -> EmailAddress { try EmailAddress("ada.lovelace@example.org") }

    /// The database of live mode, beside the home's own, with `people` in it.
    private func live(_ people: [String]) throws -> SQLiteStore {
        let keyring = home.keyring
        let store = try SQLiteStore.open(path: folder("state/usher.sqlite"), hash: { keyring.hash($0) })
        for person in people {
            let draft = ContactDraft(address: try EmailAddress(person), name: "Lovelace")
            _ = try store.enter([EntryRequest(person: draft, campaign: nil)], now: home.clock.now()) { _, _ in .already
            }
        }
        return store
    }

    private func known(_ people: String...) throws {
        for person in people { _ = try home.intake.enter([home.entry(person)]) }
    }

    private func put(_ name: String, to recipient: String, _ text: String = "Hello", isIndexed: Bool = true) throws {
        try FileManager.default.createDirectory(atPath: home.folders.inbox, withIntermediateDirectories: true)
        try "To: \(recipient)\r\nSubject: x\r\n\r\n\(text)\r\n".write(
            toFile: "\(home.folders.inbox)/\(name).eml", atomically: true, encoding: .utf8)
        guard isIndexed else { return }
        let path = InboxFolder(path: home.folders.inbox).indexPath
        let line = #"{"name":"\#(name)","recipients":["\#(recipient)"],"size":1}"# + "\n"
        let before = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        try (before + line).write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func inbox() throws -> [String] { try InboxFolder(path: home.folders.inbox).list().map(\.name) }

    /// Files of the state folder that have the person's name in them.
    private func words() throws -> [String] {
        let state = home.folders.state
        return try FileManager.default.subpathsOfDirectory(atPath: state).filter { name in
            guard let octets = FileManager.default.contents(atPath: "\(state)/\(name)") else { return false }
            let text = String(decoding: octets.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
            return text.lowercased().contains("lovelace")
        }.sorted()
    }

    @Test("Whoever has a database open is said to be waited for, for a while; the daemon's writes go on meanwhile")
    func reader() throws {
        try known("ada.lovelace@example.org")
        let reader = try DatabaseQueue(path: home.folders.database)
        var (told, left): ([[ErasureLeft]], [ErasureLeft]) = ([], [])
        try reader.writeWithoutTransaction { database in
            try database.beginTransaction(.deferred)
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM contacts")
            do {
                _ = try Eraser(home).erase(ada(), because: "asked", waiting: 5, patience: .zero) { left in
                    told.append(left)
                    // Whoever writes is not kept waiting.
                    do { try known("bob\(told.count)@example.org") } catch { Issue.record(error) }
                }
            } catch Eraser.Fault.unfinished(let found) {
                left = found
            }
            try database.rollback()
        }
        let busy = ErasureLeft.beingRead(path: home.folders.database)
        #expect(left == [busy] && told.count > 1 && told.allSatisfy { $0 == [busy] })
        #expect(try Eraser(home).goOn(looksAtBoth: false).isEmpty)
    }

    @Test("Both databases and the inbox, whichever mode the files say, and nobody else's")
    func everywhere() throws {
        try known("Ada.Lovelace@example.org", "bob@example.org")
        let live = try live(["ada.LOVELACE@example.org", "joada.lovelace@example.com"])
        try put("00000001-aa", to: "ADA.lovelace@example.org")
        try put("00000002-bb", to: "bob@example.org", "ask ada.lovel=\r\nace=40example.org")
        try put("00000003-cc", to: "bob@example.org", "not xada.lovelace@example.org")
        try put("00000004-dd", to: "ada.lovelace@example.org", isIndexed: false)
        try put(".00000005-ee.eml.new", to: "ada.lovelace@example.org", isIndexed: false)
        try FileManager.default.moveItem(
            atPath: "\(home.folders.inbox)/.00000005-ee.eml.new.eml",
            toPath: "\(home.folders.inbox)/.00000005-ee.eml.new")
        let result = try Eraser(home).erase(ada(), because: "asked")
        #expect(result.messagesFromInbox == 4 && result.isCompact)
        #expect(try inbox() == ["00000003-cc"])
        for store in [home.store, live] {
            #expect(try store.contact(ada().key) == nil && store.openErasures().isEmpty)
            #expect(try store.standing(ada().key, now: home.clock.now()).suppressions.map(\.reason) == [.erased])
        }
        #expect(try home.store.contact(EmailAddress("bob@example.org").key) != nil)
        #expect(try live.contact(EmailAddress("joada.lovelace@example.com").key) != nil)
        try live.erase(EmailAddress("joada.lovelace@example.com"), isAlive: { _ in false }, now: home.clock.now())
        try live.compact()
        _ = try live.emptyLog()
        #expect(try words() == ["inbox/00000003-cc.eml"])
        #expect(throws: Eraser.Fault.nobody) { try Eraser(home).erase(ada(), because: "asked") }
    }

    @Test("Whoever is known in the other mode alone is erased, and nobody makes a database that is not there")
    func otherMode() throws {
        let live = try live(["ada.lovelace@example.org"])
        _ = try Eraser(home).erase(ada(), because: "asked")
        #expect(try live.contact(ada().key) == nil)
        let (other, alone) = try OpenHome.shipped()
        _ = try alone.intake.enter([alone.entry("ada.lovelace@example.org")])
        _ = try Eraser(alone).erase(ada(), because: "asked")
        #expect(!FileManager.default.fileExists(atPath: other("state/usher.sqlite")))
    }

    @Test("A message that cannot be removed is said, keeps none of the rest, and is waited for")
    func stubbornFile() throws {
        try known("ada.lovelace@example.org")
        try put("00000001-aa", to: "ada.lovelace@example.org")
        try put("00000002-bb", to: "ada.lovelace@example.org")
        // Nobody removes a folder as a file, whoever runs this.
        let stubborn = "\(home.folders.inbox)/00000001-aa.eml"
        try FileManager.default.removeItem(atPath: stubborn)
        try FileManager.default.createDirectory(atPath: stubborn, withIntermediateDirectories: false)
        for _ in 1...2 {
            let fault = #expect(throws: Eraser.Fault.self) { try Eraser(home).erase(ada(), because: "asked") }
            guard case .unfinished(let left)? = fault else { return }
            #expect(left.count == 1 && "\(left)".contains("00000001-aa.eml"))
            #expect(try inbox() == ["00000001-aa"], "the others are gone")
            #expect(try home.store.contact(ada().key) == nil && home.store.openErasures().count == 1)
        }
        try FileManager.default.removeItem(atPath: stubborn)
        #expect(try Eraser(home).goOn(looksAtBoth: false).isEmpty)
        #expect(try home.store.openErasures().isEmpty)
        #expect(try words().isEmpty)
    }

    @Test("A database that cannot be opened is said, and the rest is done")
    func garbage() throws {
        try known("ada.lovelace@example.org")
        try put("00000001-aa", to: "ada.lovelace@example.org")
        try "nothing".write(toFile: folder("state/usher.sqlite"), atomically: true, encoding: .utf8)
        let fault = #expect(throws: Eraser.Fault.self) { try Eraser(home).erase(ada(), because: "asked") }
        guard case .unfinished(let left)? = fault, case .otherMode(let why)? = left.first else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(why.contains("usher.sqlite"))
        #expect(try home.store.contact(ada().key) == nil)
        try FileManager.default.removeItem(atPath: folder("state/usher.sqlite"))
        #expect(try Eraser(home).goOn(looksAtBoth: true).isEmpty)
        #expect(try home.store.openErasures().isEmpty && words().isEmpty)
    }

    /// How far a process came before it was killed.
    enum Point: CaseIterable {
        case begun, cleanHere, cleanInBoth, withoutAddressHere, doneHere
    }

    @Test("Wherever it was cut off, the next go finishes it in both databases", arguments: Point.allCases)
    func resumes(point: Point) throws {
        try known("ada.lovelace@example.org")
        let live = try live(["ada.lovelace@example.org"])
        try put("00000001-aa", to: "ada.lovelace@example.org")
        let now = home.clock.now()
        try home.store.beginErasing(ada(), by: "operator", note: .said("asked"), now: now)
        func clean(_ store: SQLiteStore) throws {
            for job in try store.openErasures() {
                _ = try store.goOnErasing(job.id, isAlive: { _ in false }, now: now)
            }
        }
        switch point {
        case .begun: break
        case .cleanHere: try clean(home.store)
        default:
            try live.beginErasing(ada(), by: "operator", note: .said("asked"), now: now)
            try clean(home.store)
            try clean(live)
        }
        if point == .withoutAddressHere || point == .doneHere {
            _ = try InboxFolder(path: home.folders.inbox).erase([Mention(of: try ada())])
            for job in try home.store.openErasures() {
                try home.store.forgetAddress(of: job.id)
                if point == .doneHere { try home.store.endErasing(job.id, now: now) }
            }
        }
        #expect(try Eraser(home).goOn(looksAtBoth: true).isEmpty)
        for store in [home.store, live] {
            #expect(try store.openErasures().isEmpty && store.contact(ada().key) == nil)
        }
        #expect(try inbox().isEmpty && words().isEmpty)
    }

    @Test("What a dead daemon had claimed in the other mode's database is taken back")
    func deadClaim() throws {
        try known("ada.lovelace@example.org")
        let edition = try home.edition
        try home.store.save(edition.revisions)
        _ = try home.store.claim(owner: "1-dead", now: home.clock.now(), limit: 9) { candidate, _ in
            .send(edition.composition(for: candidate, now: home.clock.now()))
        }
        _ = try Eraser(home).erase(ada(), because: "asked", waiting: 0)
        #expect(try home.store.contact(ada().key) == nil && home.store.openErasures().isEmpty)
    }

    @Test("A sign-up that nobody confirmed leaves no mail in the inbox, no suppression and no hash")
    func unconfirmed() throws {
        let then = home.clock.now().adding(milliseconds: -31 * 86_400_000)
        var request = EventRequest(
            event: Event(name: "signed_up", key: "s", at: then), person: ContactDraft(address: try ada()))
        request.consent = ConsentTold(source: "form")
        _ = try home.events.record([request], now: then)
        try put("00000001-aa", to: "Ada.Lovelace@example.org")
        try put("00000002-bb", to: "bob@example.org")
        let result = try Unconfirmed.forget(
            in: home.store, settings: home.settings.consent, now: home.clock.now())
        #expect(result.count == 1)
        #expect(try Eraser(home).goOn(looksAtBoth: false).isEmpty)
        #expect(try inbox() == ["00000002-bb"])
        #expect(try home.store.standing(ada().key, now: home.clock.now()).suppressions.isEmpty)
        let jobs = try DatabaseQueue(path: home.folders.database).read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM erasures")
        }
        #expect(jobs == 0)
    }

    @Test("A sign-up that nobody confirmed is in no file any more once its job is done, the database's log among them")
    func forgottenInFiles() throws {
        let then = home.clock.now().adding(milliseconds: -31 * 86_400_000)
        var request = EventRequest(
            event: Event(name: "signed_up", key: "s", at: then), person: ContactDraft(address: try ada(), name: "Ada"))
        request.consent = ConsentTold(source: "form")
        _ = try home.events.record([request], now: then)
        #expect(try !words().isEmpty)
        let result = try Unconfirmed.forget(in: home.store, settings: home.settings.consent, now: home.clock.now())
        #expect(result.count == 1)
        #expect(try Eraser(home).goOn(looksAtBoth: false).isEmpty)
        #expect(try words() == [])
    }

    @Test("One sign-up whose row is bad is passed over and told, and every other one is forgotten")
    func badRow() throws {
        let then = home.clock.now().adding(milliseconds: -31 * 86_400_000)
        for number in 1...250 {
            var request = EventRequest(
                event: Event(name: "signed_up", key: "s\(number)", at: then),
                person: ContactDraft(address: try EmailAddress("p\(number)@example.org")))
            request.consent = ConsentTold(source: "form")
            _ = try home.events.record([request], now: then)
        }
        let bad = try home.contact("p3@example.org").id
        try DatabaseQueue(path: home.folders.database).write { database in
            try database.execute(
                sql: """
                    CREATE TRIGGER bad BEFORE UPDATE ON contacts WHEN old.id = \(bad)
                    BEGIN SELECT RAISE(ABORT, 'a bad row'); END
                    """)
        }
        let result = try Unconfirmed.forget(in: home.store, settings: home.settings.consent, now: home.clock.now())
        #expect(result.count == 249 && result.failed.keys.sorted() == [bad])
        #expect(try home.store.contacts(ContactFilter()).map(\.id) == [bad])
    }
}
