import CSQLite
import Foundation
import TestSupport
import TestWorld
import Testing

@Suite("The faulty disk's troubles")
struct FaultyDiskTroubleTests {
    private let folder: TemporaryFolder
    private let disk: FaultyDisk

    init() throws {
        folder = try TemporaryFolder("disk")
        var random = SeededGenerator(seed: 1)
        disk = try FaultyDisk(folder.path, using: &random)
    }

    private func open(_ journal: String = "WAL", synchronous: String = "FULL") throws -> RawDatabase {
        let database = try RawDatabase(folder("raw.sqlite"))
        try database.run("PRAGMA journal_mode = \(journal); PRAGMA synchronous = \(synchronous)")
        try database.run("CREATE TABLE IF NOT EXISTS rows (n INTEGER PRIMARY KEY, octets BLOB)")
        return database
    }

    private func add(_ database: RawDatabase, octets: Int = 100) throws {
        try database.run("INSERT INTO rows (octets) VALUES (zeroblob(\(octets)))")
    }

    private func count(_ database: RawDatabase) throws -> Int {
        Int(try database.texts("SELECT count(*) FROM rows").first ?? "") ?? -1
    }

    /// SQLite's code for what `body` throws.
    private func code(_ body: () throws -> Void) -> CInt? {
        do { try body() } catch { return (error as? RawDatabase.Failure)?.code }
        return nil
    }

    private func octets() throws -> [String: Data] {
        var octets: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            octets[name] = try Data(contentsOf: URL(fileURLWithPath: folder(name)))
        }
        return octets
    }

    @Test("A slow call takes its time on the world's clock, as often as it was ordered")
    func slow() throws {
        let world = HandWorld(seed: 1)
        let folder = try TemporaryFolder("slow")
        var random = SeededGenerator(seed: 1)
        let disk = try FaultyDisk(folder.path, world: world, using: &random)
        let database = try RawDatabase(folder("raw.sqlite"))
        try database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (octets BLOB)")
        let begun = world.now
        disk.slow(.sync, by: .seconds(7), times: 2)
        for _ in 0..<3 { try add(database) }
        #expect(world.now == begun + 14_000_000_000)
    }

    @Test("A full disk takes nothing that makes a file longer, and a reserve beside it can be given up")
    func full() throws {
        let database = try open()
        try add(database)
        try Data(count: 100_000).write(to: URL(fileURLWithPath: folder("reserve")))
        let used = try octets().values.map(\.count).reduce(0, +)
        disk.limit(used + 5000)
        #expect(code { try add(database, octets: 50_000) } == SQLITE_FULL)
        #expect(try count(database) == 1)
        #expect(try octets().values.map(\.count).reduce(0, +) <= used + 5000)
        try FileManager.default.removeItem(atPath: folder("reserve"))
        try add(database, octets: 50_000)
        disk.limit(nil)
        #expect(try count(database) == 2 && database.texts("PRAGMA integrity_check") == ["ok"])
    }

    @Test("Calls fail as ordered, upon the files that were named, and then work again")
    func failures() throws {
        let database = try open()
        try add(database)
        disk.fail(.sync, of: .log)
        #expect(code { try add(database) } == SQLITE_IOERR | 4 << 8)
        try add(database)
        disk.fail(.write, of: .database, times: nil)
        try add(database)
        #expect(code { try database.run("PRAGMA wal_checkpoint(TRUNCATE)") } == SQLITE_IOERR | 3 << 8)
        disk.fail(.write, times: 0)
        try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
        disk.fail(.read, of: .database)
        #expect(code { _ = try count(try RawDatabase(folder("raw.sqlite"))) }.map { $0 & 0xFF } == SQLITE_IOERR)
        #expect(try count(database) == 3)
    }

    @Test("What a failed sync was to make durable is still not")
    func failedSync() throws {
        let database = try open()
        try add(database)
        #expect(disk.unsynced == 0)
        disk.fail(.sync)
        #expect(code { try add(database) } != nil)
        #expect(disk.unsynced > 0)
        try add(database)
        #expect(disk.unsynced == 0)
    }

    @Test("A dead process reads and writes nothing, and closing what it had open changes no file", arguments: 1...40)
    func closing(call: Int) throws {
        for journal in ["WAL", "DELETE"] {
            disk.begin(call)
            var database: RawDatabase? = try open(journal)
            disk.kill(call, atCall: call)
            let failure = try #require(
                code {
                    for _ in 0..<40 { try database.map { try add($0, octets: 5000) } }
                })
            #expect(failure & 0xFF == SQLITE_IOERR && disk.isDead(call))
            let before = try octets()
            #expect(code { try database.map { _ = try count($0) } } ?? 0 != 0)
            #expect(disk.openFiles(of: call) > 0)
            database = nil
            #expect(disk.openFiles(of: call) == 0)
            #expect(try octets() == before)
            disk.begin(0)
            #expect(try open(journal).texts("PRAGMA integrity_check") == ["ok"])
        }
    }

    @Test("A process goes on beside one that dies, whatever that was at", arguments: ["WAL", "DELETE"])
    func beside(journal: String) throws {
        disk.begin(0)
        let living = try open(journal)
        var expected = 0
        for call in 1...40 {
            disk.begin(1)
            let dying = try open(journal)
            try add(living, octets: 3000)
            expected += 1
            disk.kill(1, atCall: call)
            #expect(
                code {
                    for _ in 0..<40 {
                        try add(dying, octets: 3000)
                        expected += 1
                    }
                } != nil)
            #expect(!disk.isDead(0))
            let found = try count(living)
            #expect(found == expected || found == expected + 1)
            expected = found
            try add(living, octets: 3000)
            expected += 1
            #expect(try count(living) == expected && living.texts("PRAGMA integrity_check") == ["ok"])
        }
    }

    @Test("What a disk was asked for is counted, and files elsewhere are not its own")
    func counts() throws {
        let other = try TemporaryFolder("disk")
        let elsewhere = try RawDatabase(other("raw.sqlite"))
        try elsewhere.run("CREATE TABLE rows (n)")
        #expect(disk.counts.opens == 0 && disk.counts.changes == 0)
        let database = try open()
        let before = disk.counts
        try add(database)
        let after = disk.counts
        #expect(after.syncs == before.syncs + 1 && after.octetsSynced - before.octetsSynced >= 4096)
        #expect(after.octetsWritten - before.octetsWritten == after.octetsSynced - before.octetsSynced)
    }
}
