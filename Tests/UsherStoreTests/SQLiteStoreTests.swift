import Foundation
import GRDB
import Testing
import TestSupport
import UsherCore

@testable import UsherStore

@Suite("SQLite store: the file")
struct SQLiteStoreTests {
    private static let start = Scene.start

    private func open(_ folder: TemporaryFolder, timeout: Int = 5000) throws -> SQLiteStore {
        try SQLiteStore.open(path: folder("usher.sqlite"), hash: TestHash.of, busyTimeoutMilliseconds: timeout)
    }

    @Test("A new file has an id of its own for ever, and is its owner's alone")
    func identity() throws {
        let folders = try [TemporaryFolder(), TemporaryFolder()]
        let first = try open(folders[0])
        #expect(first.databaseID.count == 32)
        #expect(try open(folders[1]).databaseID != first.databaseID)
        try first.setNote("a", "b")
        for name in ["usher.sqlite", "usher.sqlite-wal"] {
            let rights = try FileManager.default.attributesOfItem(atPath: folders[0](name))[.posixPermissions] as? Int
            #expect(rights == 0o600)
        }
        try first.close()
        #expect(try open(folders[0]).databaseID == first.databaseID)
        #expect(try open(folders[0]).note("a") == "b")
    }

    @Test("What cannot be opened says why")
    func cannotOpen() throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: StoreError.self) {
            try SQLiteStore.open(path: folder("missing/usher.sqlite"), hash: TestHash.of)
        }
        #expect(missing?.word == "cannotOpen")
        try Data("This is a letter to my aunt, and certainly not a database of any kind. It goes on.".utf8)
            .write(to: URL(fileURLWithPath: folder("letter")))
        let letter = #expect(throws: StoreError.self) {
            try SQLiteStore.open(path: folder("letter"), hash: TestHash.of)
        }
        #expect(letter?.word == "corrupt")
        #expect(try String(contentsOfFile: folder("letter"), encoding: .utf8).hasPrefix("This is a letter"))
    }

    @Test("Where there must be one, none is made of nothing")
    func mustBeThere() throws {
        let folder = try TemporaryFolder()
        let path = folder("usher.sqlite")
        let missing = #expect(throws: StoreError.self) {
            try SQLiteStore.open(path: path, mayBegin: false, hash: TestHash.of)
        }
        #expect(missing?.word == "cannotOpen" && !FileManager.default.fileExists(atPath: path))
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.corrupt("it is empty")) {
            try SQLiteStore.open(path: path, mayBegin: false, hash: TestHash.of)
        }
        try open(folder).close()
        _ = try SQLiteStore.open(path: path, mayBegin: false, hash: TestHash.of)
    }

    @Test("Another program's database is left alone")
    func foreign() throws {
        let folder = try TemporaryFolder()
        try DatabaseQueue(path: folder("usher.sqlite")).write { try $0.execute(sql: "CREATE TABLE songs (name TEXT)") }
        #expect(throws: StoreError.corrupt("it is another program's database")) { try open(folder) }
        let tables = try DatabaseQueue(path: folder("usher.sqlite")).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master")
        }
        #expect(tables == ["songs"])
    }

    @Test("A newer schema is refused")
    func newer() throws {
        let folder = try TemporaryFolder()
        try open(folder).close()
        try DatabaseQueue(path: folder("usher.sqlite")).writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA user_version = 77")
        }
        #expect(throws: StoreError.newer(found: 77, known: Int(Schema.version))) { try open(folder) }
    }

    @Test("What a version wrote that was never released is refused", arguments: 1...13)
    func older(version: Int) throws {
        let folder = try TemporaryFolder()
        try DatabaseQueue(path: folder("usher.sqlite")).writeWithoutTransaction {
            try $0.execute(sql: "CREATE TABLE identity (database_id TEXT)")
            try $0.execute(sql: "PRAGMA application_id = \(Schema.unreleasedID); PRAGMA user_version = \(version)")
        }
        #expect(throws: StoreError.older) { try open(folder) }
        let tables = try DatabaseQueue(path: folder("usher.sqlite")).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master")
        }
        #expect(tables == ["identity"])
    }

    @Test("A new row says its number, and one that was there already says none")
    func newRows() throws {
        let folder = try TemporaryFolder()
        let store = try open(folder)
        let numbers = try store.write { (transaction) throws(StoreError) in
            let insert = try transaction.query("INSERT INTO campaigns (name) VALUES (?) ON CONFLICT DO NOTHING")
            var numbers: [CampaignID?] = []
            for name in ["one", "two", "one"] { numbers.append(try insert.newRow(name)) }
            return numbers
        }
        #expect(numbers == [CampaignID(1), CampaignID(2), nil])
    }

    @Test("A column that a statement does not have, or has twice, is a defect")
    func columns() throws {
        let folder = try TemporaryFolder()
        let store = try open(folder)
        for sql in ["SELECT 1 AS one", "SELECT 1 AS two, 2 AS two"] {
            #expect(throws: StoreError.defect("no one column 'two' in: \(sql)")) {
                try store.look { (transaction) throws(StoreError) in try transaction.query(sql).first { $0.int("two") }
                }
            }
        }
    }

    @Test(
        "What belongs to a reason and cannot be read makes its words unknown, and stops nothing else",
        arguments: [#"{"words":"#, "[1]", "7", #"{"words":{}}"#, ""])
    func brokenReason(data: String) throws {
        let folder = try TemporaryFolder()
        let store = try open(folder)
        let key = try EmailAddress("ada@example.org").key
        try store.pause(Pause(scope: .relay, reason: .byHand(words: "a typo"), since: Self.start))
        _ = try store.suppress(
            key, scope: .marketing, reason: .unsubscribed, until: nil, by: "test", note: .said("by phone"),
            now: Self.start)
        try DatabaseQueue(path: folder("usher.sqlite")).write { database in
            try database.execute(sql: "UPDATE pauses SET reason_data = ?", arguments: [data])
            try database.execute(sql: "UPDATE suppressions SET note_data = ?", arguments: [data])
        }
        #expect(try store.pauses().map(\.reason) == [.unknown(Coded("by_hand", ["unreadable": data]))])
        #expect(try store.standing(key, now: Self.start).suppressions.map(\.scope) == [.marketing])
        #expect(try store.suppressions(limit: 10, now: Self.start).count == 1)
    }

    @Test("The promised settings are in force")
    func settings() throws {
        let folder = try TemporaryFolder()
        let store = try open(folder)
        let expected: [(StaticString, String)] = [
            ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("wal_autocheckpoint", "0"),
        ]
        for (name, value) in expected {
            let found = try store.look { (transaction) throws(StoreError) in
                try transaction.query("PRAGMA \(name)").first { $0.text(name) }
            }
            #expect(found == value, "\(name)")
        }
    }

    @Test("A writer that waits too long is told so; questions do not wait")
    func busy() throws {
        let folder = try TemporaryFolder()
        let store = try open(folder, timeout: 20)
        let other = try DatabaseQueue(path: folder("usher.sqlite"))
        try other.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            #expect(throws: StoreError.busy) { try store.setNote("a", "b") }
            #expect(try store.totals(now: Self.start).contacts == 0)
            try database.execute(sql: "COMMIT")
        }
        try store.setNote("a", "b")
        #expect(try store.note("a") == "b")
    }

    @Test("A full disk is said, changes nothing, and is over when there is room")
    func full() throws {
        let scene = try Scene(try #require(StoreUnderTest.all.first))
        let store = try #require(scene.store as? SQLiteStore)
        try scene.entered("ada@example.com")
        func limitPages(_ number: String) throws {
            _ = try store.look { (transaction) throws(StoreError) in
                try transaction.query("PRAGMA max_page_count = \(number)").first { $0.int("max_page_count") }
            }
        }
        try limitPages("1")
        let requests = try (0..<300).map {
            EntryRequest(person: try scene.person("p\($0)@example.com"), campaign: scene.campaign())
        }
        let first = scene.planned("one")
        let full = #expect(throws: StoreError.self) {
            try store.enter(requests, now: scene.now) { _, _ in .enter(first) }
        }
        #expect(full?.word == "cannotRecord")
        #expect(try store.totals(now: scene.now).contacts == 1)
        try limitPages("4294967294")
        #expect(try store.enter(requests, now: scene.now) { _, _ in .enter(first) }.count == 300)
    }

    @Test("Errors name the statement, never a person")
    func defect() throws {
        let folder = try TemporaryFolder()
        let store = try open(folder)
        let error = #expect(throws: StoreError.self) {
            try store.write { (transaction) throws(StoreError) in
                for _ in 1...2 {
                    try transaction.query("INSERT INTO contacts (address, address_key, created_at) VALUES (?, ?, 0)")
                        .run("ada@example.com", "ada@example.com")
                }
            }
        }
        let sentence = try #require(error).description
        #expect(
            error?.word == "defect" && sentence.contains("contacts.address_key") && sentence.contains("INSERT INTO"))
        #expect(!sentence.contains("ada"))
        #expect(throws: StoreError.self) {
            try store.look { (transaction) throws(StoreError) in try transaction.query("SELECT ?").run(1, 2) }
        }
    }

    @Test("A checkpoint moves the log into the file, and an overgrown log begins anew")
    func checkpoint() throws {
        let scene = try Scene(try #require(StoreUnderTest.all.first))
        let store = try #require(scene.store as? SQLiteStore)
        func size(_ name: String) throws -> Int {
            try FileManager.default.attributesOfItem(atPath: scene.folder(name))[.size] as? Int ?? 0
        }
        let text = String(repeating: "x", count: 1_000_000)
        for number in 0..<10 { try store.setNote("big \(number)", text) }
        let before = try size("usher.sqlite")
        try store.checkpoint()
        #expect(try size("usher.sqlite") > before + 9_000_000)
        for number in 0..<40 { try store.setNote("big \(number % 10)", text + "\(number)") }
        let overgrown = try size("usher.sqlite-wal")
        #expect(overgrown > 32 << 20)
        try store.checkpoint()
        #expect(try store.note("big 9") == text + "39")
        // Hundreds of thousands of commits would wait while so large a file is cut off: not now.
        for number in 0..<20 { try store.setNote("big \(number % 10)", text + "again \(number)") }
        #expect(try size("usher.sqlite-wal") == overgrown)
        try store.checkpoint()
        #expect(try size("usher.sqlite-wal") == overgrown)
        // When it is at rest, it is.
        for _ in 1...2 { try store.checkpoint() }
        #expect(try size("usher.sqlite-wal") == 0)
        #expect(try store.note("big 9") == text + "again 19")
    }

    @Test("A bulk command where nobody checkpoints does not grow the log for ever")
    func bulk() throws {
        let scene = try Scene(try #require(StoreUnderTest.all.first))
        let log = scene.folder("usher.sqlite-wal")
        // SQLite skips pages that stay the same: each text is another from its first letter on.
        let texts = ["x", "y"].map { String(repeating: $0, count: 1_000_000) }
        for number in 0..<70 { try scene.store.setNote("big \(number % 5)", texts[number % 2]) }
        #expect(DatabaseFile.size(log) > 64 << 20)
        try scene.entered("ada@example.com")
        let overgrown = DatabaseFile.size(log)
        for number in 0..<40 { try scene.store.setNote("big \(number % 5)", texts[number % 2]) }
        #expect(DatabaseFile.size(log) == overgrown)
    }
}
