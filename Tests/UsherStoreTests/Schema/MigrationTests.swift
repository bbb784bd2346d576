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

    /// What each version of the database file was made by, as it was released.
    private static let released = ["schema-1.sqlite"]

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

    @Test("There is one for each version that was released, and one of the version before is read as ever")
    func released() throws {
        #expect(Self.released.count <= Int(Schema.version))
        for (index, name) in Self.released.enumerated() {
            try? FileManager.default.removeItem(atPath: path)
            try put(name)
            #expect(try ask("PRAGMA user_version") == "\(index + 1)")
            let store = try SQLiteStore.open(path: path, hash: TestHash.of)
            let totals = try store.totals(now: Timestamp(seconds: 1_795_431_600))
            #expect(totals.contacts == 3 && totals.byState[.sent] == 3 && totals.byState[.queued] == 1)
            #expect(try store.contact(EmailAddress("ada@example.org").key) != nil)
            try store.close()
            #expect(try ask("PRAGMA user_version") == "\(Schema.version)")
        }
    }

    @Test("Brought up to date, it has the tables that a new one has", arguments: [Schema.migrations, later])
    func same(_ migrations: [String]) throws {
        let tables = """
            SELECT group_concat(replace(sql, char(10), ' '), ';') FROM (SELECT sql FROM sqlite_master ORDER BY name)
            """
        try migrate(migrations)
        let new = try ask(tables)
        try FileManager.default.removeItem(atPath: path)
        try put("schema-1.sqlite")
        let people = try ask("SELECT count(*) FROM contacts")
        try migrate(migrations)
        #expect(try ask(tables) == new)
        #expect(try ask("SELECT count(*) FROM contacts") == people)
        #expect(try ask("PRAGMA user_version") == "\(1 + migrations.count)")
        // Again nothing is done.
        try migrate(migrations)
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
