import Foundation
import TestSupport
import TestWorld

/// A database that is written to, cut short and opened again, over and over, and what was promised about it.
struct RawLife {
    enum End {
        case kill, power
    }

    /// What a life must never see.
    enum Broken: Error, Equatable {
        case lost
        case half
        case damaged(String)
    }

    let settings: [String]
    let folder: TemporaryFolder
    private let disk: FaultyDisk
    private var random: SeededGenerator
    /// How many rows were committed.
    private var promised = 0
    /// How many rows are there: those, and what a life that was cut short may have left.
    private var present = 0

    init(_ settings: [String], seed: UInt64, in folder: TemporaryFolder) throws {
        self.settings = settings
        self.folder = folder
        random = SeededGenerator(seed: seed)
        disk = try FaultyDisk(folder.path, using: &random)
        let database = try open()
        try database.run("CREATE TABLE rows (n INTEGER PRIMARY KEY, octets BLOB NOT NULL, sum INTEGER NOT NULL)")
        try database.run("CREATE TABLE pairs (n INTEGER PRIMARY KEY, octets BLOB NOT NULL)")
    }

    private var path: String { folder("raw.sqlite") }

    private func open() throws -> RawDatabase {
        let database = try RawDatabase(path)
        for setting in settings { try database.run(setting) }
        return database
    }

    /// Throws a `Broken` where the disk, or SQLite, did not keep what was promised.
    mutating func run(lives: Int, ends: [End] = [.kill, .power], garbage: Bool = false) throws {
        for life in 1...lives {
            disk.begin(life % 60)
            disk.kill(life % 60, atCall: Int.random(in: 1...120, using: &random))
            // Only a killed process's verbs throw.
            do { try live() } catch let error as RawDatabase.Failure {
                guard disk.isDead(life % 60) else { throw Broken.damaged("\(error)") }
            }
            if ends.randomElement(using: &random) == .power {
                disk.losePower(garbage: garbage, using: &random)
            }
            disk.begin(61)
            try look()
        }
    }

    private mutating func live() throws {
        let database = try open()
        for _ in 0..<40 {
            let n = present + 1
            let octets = Int.random(in: 10...6000, using: &random)
            try database.run(
                """
                BEGIN;
                INSERT INTO rows VALUES (\(n), zeroblob(\(octets)), \(octets));
                INSERT INTO pairs VALUES (\(n), zeroblob(\(octets / 2)));
                DELETE FROM pairs WHERE n % 7 = \(n % 7) AND n < \(n - 9);
                INSERT OR REPLACE INTO pairs VALUES (\(n), zeroblob(7));
                COMMIT;
                """)
            promised = n
            present = n
            if Int.random(in: 0..<12, using: &random) == 0 { try database.run("PRAGMA wal_checkpoint(TRUNCATE)") }
        }
    }

    private mutating func look() throws {
        do {
            let database = try open()
            let integrity = try database.texts("PRAGMA integrity_check")
            guard integrity == ["ok"] else { throw Broken.damaged(integrity.joined(separator: ", ")) }
            let rows = try database.texts("SELECT count(*) FROM rows WHERE length(octets) = sum").first ?? ""
            let last = try database.texts("SELECT max(n) FROM pairs").first ?? ""
            let count = Int(rows) ?? 0
            guard count >= promised else { throw Broken.lost }
            guard count <= present + 1, (Int(last) ?? 0) == count else { throw Broken.half }
            present = count
        } catch let error as RawDatabase.Failure {
            throw Broken.damaged("\(error)")
        }
    }

    /// Every file of the folder, by its name.
    func octets() throws -> [String: Data] {
        var octets: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            octets[name] = try Data(contentsOf: URL(fileURLWithPath: folder(name)))
        }
        return octets
    }
}
