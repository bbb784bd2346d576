/// Everything that is SQLite's own: its settings and its tables. Every other statement of this target is in the dialect
/// that SQLite and PostgreSQL share.
///
/// The tables are version 1, and what came later are `migrations`. Both are out there in databases, and so are never
/// changed, only added to. `docs/store.md` says what they mean.
enum Schema {
    /// The application id in the file's header, `Ushe`, which says whose database this is.
    static let applicationID: Int64 = 0x5573_6865
    /// The application id that versions wrote which were never released, `Ushr`.
    static let unreleasedID: Int64 = 0x5573_6872

    /// The file's `user_version`.
    static var version: Int64 { Int64(1 + migrations.count) }

    /// The statements that make version 1's tables in an empty file. A table comes after those that it refers to.
    static let tables = [house, campaigns, people, journey, mail, refusals, counts].joined(separator: "\n")

    /// The settings for the connection that writes. Its commits wait for the disk (FULL) and never for a checkpoint:
    /// those run on another connection.
    static let writerSettings = [
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA wal_autocheckpoint = 0",
        "PRAGMA cache_size = -4000",
        "PRAGMA temp_store = MEMORY",
    ]

    /// The settings for a database that goes away with its process: what is committed need not survive anything.
    static let passingSettings = writerSettings.map {
        $0.hasPrefix("PRAGMA synchronous") ? "PRAGMA synchronous = OFF" : $0
    }

    /// The setting for connections of which there are many: the system has the file in its memory all the same.
    static let smallCache = ["PRAGMA cache_size = -512"]

    /// The settings for connections that only read, or only move the write-ahead log into the file.
    static let readerSettings = [
        "PRAGMA synchronous = FULL",
        "PRAGMA wal_autocheckpoint = 0",
    ]
}
