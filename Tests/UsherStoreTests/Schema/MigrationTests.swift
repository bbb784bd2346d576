import Crypto
import Foundation
import TestSupport
import Testing
import UsherCore

@testable import UsherStore

@Suite("A database of another version")
struct MigrationTests {
    private let folder: TemporaryFolder
    private let path: String

    /// A later version, invented.
    private static let later = [
        "ALTER TABLE contacts ADD COLUMN nickname TEXT;",
        "CREATE TABLE pets (name TEXT NOT NULL) STRICT; INSERT INTO pets SELECT name FROM campaigns;",
    ]

    /// A database that an earlier version wrote, the version that it says, and the one whose tables it has. Programs
    /// that were built at three times all said 3.
    private struct Written: CustomTestStringConvertible {
        let name: String
        let says: Int
        let has: Int

        var testDescription: String { name }
    }

    private static let written = [
        Written(name: "schema-1.sqlite", says: 1, has: 1), Written(name: "schema-2.sqlite", says: 2, has: 2),
        Written(name: "schema-3.sqlite", says: 3, has: 3), Written(name: "schema-3-of-4.sqlite", says: 3, has: 4),
        Written(name: "schema-3-of-5.sqlite", says: 3, has: 5), Written(name: "schema-6.sqlite", says: 6, has: 6),
        Written(name: "schema-7.sqlite", says: 7, has: 7),
    ]

    init() throws {
        folder = try TemporaryFolder()
        path = folder("usher.sqlite")
    }

    private func put(_ name: String) throws {
        try FileManager.default.copyItem(atPath: Repository.file("Tests/Fixtures/databases/\(name)"), toPath: path)
        chmod(path, 0o600)
    }

    private func migrate(_ migrations: [String], isServed: Bool = false) throws(StoreError) {
        let database = try SQLiteDatabase(path, label: "test")
        try database.use { (connection) throws(StoreError) in
            try Schema.create(
                in: connection, databaseID: "new", mayBegin: true, migrations: migrations, isServed: { isServed })
        }
        try database.close()
    }

    private func ask(_ question: String) throws -> String? {
        let database = try SQLiteDatabase(path, label: "test")
        defer { try? database.close() }
        return try database.use { (connection) throws(StoreError) in try connection.text(question) }
    }

    private var octets: Data? { FileManager.default.contents(atPath: path) }

    private static let tables = """
        SELECT group_concat(replace(sql, char(10), ' '), ';') FROM (SELECT sql FROM sqlite_master ORDER BY name)
        """

    @Test("There is one for each version before this, and one for this")
    func complete() {
        #expect(Set(Self.written.map(\.has)) == Set(1...Int(Schema.version)))
    }

    @Test("Each is read as ever, and then has the tables of a new one", arguments: written)
    private func brought(_ written: Written) throws {
        try migrate(Schema.migrations)
        let new = try ask(Self.tables)
        try FileManager.default.removeItem(atPath: path)
        try put(written.name)
        #expect(try ask("PRAGMA user_version") == "\(written.says)")
        let store = try SQLiteStore.open(path: path, hash: TestHash.of)
        let totals = try store.totals(now: Timestamp(seconds: 1_795_431_600))
        #expect(totals.contacts == 3 && totals.byState[.sent] == 3 && totals.byState[.queued] == 1)
        #expect(try store.contact(EmailAddress("ada@example.org").key) != nil)
        try store.close()
        #expect(try ask("PRAGMA user_version") == "\(Schema.version)")
        #expect(try ask(Self.tables) == new)
        let noes = try ask("SELECT group_concat(delivery || ' ' || said_at) FROM unsubscribes")
        #expect(noes == (written.has == 1 ? nil : "3 1772530000000"))
    }

    @Test("Of a draft that nobody landed, or one that a hand changed, nothing is changed, and no defect is told of")
    func drafts() throws {
        for change in [
            "DROP TABLE dashboard_links", "ALTER TABLE mistakes DROP COLUMN kind", "DROP INDEX deliveries_sent",
            "DROP TABLE unsubscribes",
        ] {
            try? FileManager.default.removeItem(atPath: path)
            try put("schema-3-of-5.sqlite")
            _ = try ask(change)
            let before = octets
            let error = #expect(throws: StoreError.self, "\(change)") { try migrate(Schema.migrations) }
            guard case .unlike = error else {
                Issue.record("\(change): \(error.map { "\($0)" } ?? "")")
                continue
            }
            #expect(octets == before)
        }
    }

    @Test("What somebody added is let be")
    func added() throws {
        try put("schema-3-of-4.sqlite")
        _ = try ask("CREATE TABLE mine (pet TEXT)")
        _ = try ask("CREATE INDEX my_people ON contacts (zone)")
        try migrate(Schema.migrations)
        #expect(try ask("SELECT count(*) FROM sqlite_master WHERE name IN ('mine', 'my_people')") == "2")
    }

    @Test("The text of a version never changes: it is out there")
    func texts() {
        let digests = ([Schema.tables] + Schema.migrations).map {
            SHA256.hash(data: Data($0.utf8)).map { String(format: "%02x", $0) }.joined()
        }
        #expect(
            digests == [
                "e47f33a1cc94a99591642189326312e1a55e8a9439d4cad704a9babc632b8ecd",
                "a60e476e3c0d6dd0865b29894678af7ce86bc39d226c447710222f15c7d0423a",
                "3311fa3ac643bc96b9e7adb729d64d3e540bcc598aec6ab2902d6d45abd43d24",
                "a5e25bec4703c09d092711bbc38daee2211f833d89b2999a4f28af732e15a142",
                "8a7522e2bd177c41febd2674c5e678c9ee674bc365051a12fb3372b64d1657fe",
                "9a228c3756f69f4317a53dc0c10f3fcf849a2b3f7098a000be34cec514d793e3",
                "bf435888dd266688cac410022455330f3c43c7adf0956572bab8c6a0832a4609",
            ])
    }

    @Test("Invented versions are brought up to date likewise")
    func same() throws {
        try migrate(Self.later)
        let new = try ask(Self.tables)
        try FileManager.default.removeItem(atPath: path)
        try put("schema-1.sqlite")
        let people = try ask("SELECT count(*) FROM contacts")
        try migrate(Self.later)
        #expect(try ask(Self.tables) == new)
        #expect(try ask("SELECT count(*) FROM contacts") == people)
        #expect(try ask("PRAGMA user_version") == "3")
        // Again nothing is done.
        try migrate(Self.later)
    }

    @Test("A step from one version to the next does only what is new")
    func step() throws {
        try put("schema-1.sqlite")
        try migrate(Array(Self.later.prefix(1)))
        try migrate(Self.later)
        #expect(try ask("SELECT name FROM pets") == "excite")
    }

    @Test("The first messages of a campaign that has sent many are over, and those of another are not")
    func beginnings() throws {
        try put("schema-1.sqlite")
        let database = try SQLiteDatabase(path, label: "test")
        try database.use { (connection) throws(StoreError) in
            try connection.execute(
                """
                DELETE FROM attempts;
                INSERT INTO campaigns VALUES (2, 'quiet');
                INSERT INTO attempts VALUES (0, 0, 1000), (1, 0, 500), (2, 0, 499), (2, 1, 600);
                """)
        }
        try database.close()
        try migrate(Schema.migrations)
        #expect(try ask("SELECT group_concat(campaign || ' ' || full_at) FROM beginnings") == "1 0")
    }

    @Test("A step that fails leaves it as it was")
    func whole() throws {
        try put("schema-1.sqlite")
        #expect(throws: StoreError.self) { try migrate(Self.later + ["CREATE TABLE pets (name TEXT);"]) }
        #expect(try ask("PRAGMA user_version") == "1")
        #expect(try ask("SELECT count(*) FROM sqlite_master WHERE name = 'pets'") == "0")
    }

    @Test("Under a daemon of the version before nothing is changed")
    func served() throws {
        try put("schema-1.sqlite")
        let before = octets
        #expect(throws: StoreError.outdatedDaemon) { try migrate(Self.later, isServed: true) }
        #expect(octets == before)
        // One of the same version disturbs nobody.
        try migrate([], isServed: true)
    }

    @Test("One of a newer version is refused, and not an octet of it is touched")
    func newer() throws {
        try put("schema-1.sqlite")
        try migrate(Self.later)
        let before = octets
        #expect(throws: StoreError.newer(found: 3, known: 1)) { try migrate([]) }
        #expect(octets == before)
    }
}
