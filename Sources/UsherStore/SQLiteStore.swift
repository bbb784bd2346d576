import GRDB
import UsherCore

/// The store of one home in one SQLite file.
///
/// Any number of these may be open on one file, in one process or several: SQLite lets one write at a time, and a verb
/// waits for its turn up to the busy timeout, then throws `.busy`. The verbs of one instance follow one another;
/// questions go over a connection of their own and wait for no writer.
package final class SQLiteStore: JourneyStore {
    /// A random id from the database's creation, 32 hexadecimal digits: what Message-IDs and tokens are derived from. A
    /// copy has the same.
    package let databaseID: String
    /// Who a suppression belongs to.
    let hash: @Sendable (AddressKey) -> AddressHash
    let path: String
    private let writer: DatabaseQueue
    private let reader: DatabaseQueue

    /// Opens the database at `path`, creates it (readable by its owner alone) when there is none, and brings its schema
    /// up to date.
    ///
    /// - Parameters:
    ///   - hash: HMAC-SHA-256 under the state folder's key; the same for every opening of the file.
    ///   - busyTimeoutMilliseconds: how long a verb waits for another process's transaction.
    ///   - isLasting: false for a simulation's database, which nobody misses: nothing waits for the disk then.
    /// - Throws: `.cannotOpen` (folder missing, permissions), `.corrupt` (not a database, or another program's),
    ///   `.newer`, `.busy`, `.cannotRecord`.
    package static func open(
        path: String, hash: @escaping @Sendable (AddressKey) -> AddressHash, busyTimeoutMilliseconds: Int = 5000,
        isLasting: Bool = true
    ) throws(StoreError) -> SQLiteStore {
        do {
            try DatabaseFile.create(path)
            let writer = try DatabaseQueue(
                path: path,
                configuration: DatabaseFile.configuration(
                    isLasting ? Schema.writerSettings : Schema.passingSettings, busyTimeoutMilliseconds,
                    label: "writer"))
            let fresh = DatabaseFile.randomID()
            let databaseID = try writer.writeWithoutTransaction { database in
                try Migration.run(in: database, databaseID: fresh)
                return try String.fetchOne(database, sql: "SELECT database_id FROM identity")
            }
            guard let databaseID else { throw StoreError.corrupt("it has no identity") }
            let reader = try DatabaseQueue(
                path: path,
                configuration: DatabaseFile.configuration(
                    Schema.readerSettings, busyTimeoutMilliseconds, label: "reader"))
            return SQLiteStore(path: path, databaseID: databaseID, hash: hash, writer: writer, reader: reader)
        } catch {
            throw StoreError(error)
        }
    }

    private init(
        path: String, databaseID: String, hash: @escaping @Sendable (AddressKey) -> AddressHash, writer: DatabaseQueue,
        reader: DatabaseQueue
    ) {
        self.path = path
        self.databaseID = databaseID
        self.hash = hash
        self.writer = writer
        self.reader = reader
    }

    /// A gate with a connection of its own; open one for each place that sends.
    package func gate() throws(StoreError) -> SQLiteConsentGate { try SQLiteConsentGate(path: path) }

    /// Moves what was committed from the write-ahead log into the file. Commits do not wait for it, unless the log has
    /// grown past 32 MiB because it never came to rest: then one commit waits while the rest is moved and the log is
    /// cut off.
    ///
    /// Call it about once a second while writing, and during bulk work, on a thread that may wait for the disk. A
    /// second call with nothing to move does nothing; the last close moves everything.
    package func checkpoint() throws(StoreError) {
        do {
            try reader.writeWithoutTransaction { database in
                let log = try database.checkpoint(.passive)
                guard log.walFrameCount > 8192 else { return }
                // Readers or the writer may be at work: then it waits for the next call.
                do { try database.checkpoint(.truncate) } catch DatabaseError.SQLITE_BUSY {}
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// Writes the file anew, without free pages. What it writes goes through the log.
    func vacuum() throws(StoreError) {
        do {
            try writer.writeWithoutTransaction { database in
                // The copy of a large file belongs on the disk, not into memory.
                try database.execute(sql: "PRAGMA temp_store = FILE")
                defer { try? database.execute(sql: "PRAGMA temp_store = MEMORY") }
                try database.execute(sql: "VACUUM")
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// Moves everything into the file and cuts the log off. False while somebody reads from it.
    func emptyLog() throws(StoreError) -> Bool {
        do {
            return try reader.writeWithoutTransaction { database in
                do { try database.checkpoint(.truncate) } catch DatabaseError.SQLITE_BUSY { return false }
                return true
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// For verbs that a command may call thousands of times where no daemon checkpoints: keeps the log from growing for
    /// ever. What was committed is safe whether or not this works.
    func relieve() {
        if DatabaseFile.size(path + "-wal") > 64 << 20 { try? checkpoint() }
    }

    /// Ends both connections. No verb may be called afterwards; gates have their own.
    package func close() throws(StoreError) {
        do {
            try reader.close()
            try writer.close()
        } catch {
            throw StoreError(error)
        }
    }

    /// One durable transaction. `body` may be followed by a rollback: it keeps nothing outside that it would not want
    /// back.
    func write<Result>(
        now: Timestamp = Timestamp(milliseconds: 0), _ body: (Transaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        do {
            return try writer.writeWithoutTransaction { database in
                try database.beginTransaction(.immediate)
                do {
                    let transaction = Transaction(database, now: now)
                    let result = try body(transaction)
                    try transaction.writeCounts()
                    try database.commit()
                    return result
                } catch {
                    try? database.rollback()
                    throw error
                }
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// What a transaction would leave, which is taken back.
    func rehearse<Result>(_ body: (Transaction) throws(StoreError) -> Result) throws(StoreError) -> Result {
        do {
            return try writer.writeWithoutTransaction { database in
                try database.beginTransaction(.immediate)
                defer { try? database.rollback() }
                return try body(Transaction(database, now: Timestamp(milliseconds: 0)))
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// A quick look at what is committed, on the writer's connection.
    func look<Result>(
        now: Timestamp = Timestamp(milliseconds: 0), _ body: (Transaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        do {
            return try writer.writeWithoutTransaction { database in try body(Transaction(database, now: now)) }
        } catch {
            throw StoreError(error)
        }
    }

    /// A question about one moment, which no writer waits for.
    func ask<Result>(
        now: Timestamp = Timestamp(milliseconds: 0), _ body: (Transaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        do {
            return try reader.writeWithoutTransaction { database in
                try database.beginTransaction(.deferred)
                defer { try? database.rollback() }
                return try body(Transaction(database, now: now))
            }
        } catch {
            throw StoreError(error)
        }
    }
}
