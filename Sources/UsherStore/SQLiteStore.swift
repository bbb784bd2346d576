import Foundation
import Synchronization
import UsherCore
import UsherSupport

/// The store of one home in one SQLite file.
///
/// Any number of these may be open on one file, in one process or several: SQLite lets one write at a time, and a verb
/// waits for its turn up to the busy timeout, then throws `.busy`. The verbs of one instance follow one another;
/// questions go over a connection of their own and wait for no writer.
package final class SQLiteStore: Store {
    /// A random id from the database's creation, 32 hexadecimal digits: what Message-IDs and tokens are derived from. A
    /// copy has the same.
    package let databaseID: String
    /// Hashes an address: by this hash it is known whose a suppression is.
    let hash: @Sendable (AddressKey) -> AddressHash
    package let path: String
    let writer: SQLiteDatabase
    private let reader: SQLiteDatabase
    let files: FileIdentity
    let log = Log()

    /// Opens the database at `path`, or creates it (readable by its owner alone) when there is none.
    ///
    /// - Parameters:
    ///   - mayBegin: false where there must be one already: then none is made.
    ///   - hash: HMAC-SHA-256 under the state folder's key; the same for every opening of the file.
    ///   - busyTimeoutMilliseconds: how long a verb waits for another process's transaction.
    ///   - isLasting: false for a simulation's database, which nobody misses: nothing waits for the disk then.
    /// - Throws: `.cannotOpen` (folder missing, permissions), `.corrupt` (not a database, or another program's),
    ///   `.newer`, `.older`, `.unlike`, `.outdatedDaemon`, `.busy`, `.cannotRecord`.
    package static func open(
        path: String, mayBegin: Bool = true, hash: @escaping @Sendable (AddressKey) -> AddressHash,
        busyTimeoutMilliseconds: Int = 5000, isLasting: Bool = true, isSmall: Bool = false
    ) throws(StoreError) -> SQLiteStore {
        do throws(StoreError) {
            return try begin(path, mayBegin, hash, busyTimeoutMilliseconds, isLasting, isSmall)
        } catch {
            throw DatabaseFile.meaning(of: error, at: path)
        }
    }

    private static func begin(
        _ path: String, _ mayBegin: Bool, _ hash: @escaping @Sendable (AddressKey) -> AddressHash,
        _ busyTimeoutMilliseconds: Int, _ isLasting: Bool, _ isSmall: Bool
    ) throws(StoreError) -> SQLiteStore {
        try DatabaseFile.create(path, mayBegin: mayBegin)
        let size = isSmall ? Schema.smallCache : []
        let writer = try SQLiteDatabase(
            path, label: "writer", settings: (isLasting ? Schema.writerSettings : Schema.passingSettings) + size,
            patience: busyTimeoutMilliseconds)
        let fresh = DatabaseFile.randomID()
        let databaseID = try writer.use { (connection) throws(StoreError) in
            try Schema.create(in: connection, databaseID: fresh, mayBegin: mayBegin) {
                StateLock.isHeldByAnother(folder: PathText.folder(of: path))
            }
            return try Transaction(connection, now: .none).query("SELECT database_id FROM identity")
                .first { (row) throws(StoreError) in row.text("database_id") }
        }
        guard let databaseID else { throw .corrupt("it has no identity") }
        let reader = try SQLiteDatabase(
            path, label: "reader", settings: Schema.readerSettings + size,
            patience: busyTimeoutMilliseconds)
        return SQLiteStore(path: path, databaseID: databaseID, hash: hash, writer: writer, reader: reader)
    }

    private init(
        path: String, databaseID: String, hash: @escaping @Sendable (AddressKey) -> AddressHash,
        writer: SQLiteDatabase, reader: SQLiteDatabase
    ) {
        self.path = path
        self.databaseID = databaseID
        self.hash = hash
        self.writer = writer
        self.reader = reader
        files = FileIdentity(path)
    }

    /// A store of the same database over connections of its own: for questions that take long and should keep nobody
    /// waiting. `isSmall`: with little memory for each, where there are many of them.
    package func again(isSmall: Bool = false) throws(StoreError) -> SQLiteStore {
        try SQLiteStore.open(path: path, mayBegin: false, hash: hash, isSmall: isSmall)
    }

    /// A gate with a connection of its own; open one for each place that sends or answers.
    package func gate() throws(StoreError) -> SQLiteGate {
        try mustBeInPlace()
        return try SQLiteGate(path: path)
    }

    /// Ends all connections. No verb may be called afterwards; gates have their own.
    package func close() throws(StoreError) {
        do throws(StoreError) {
            try log.close()
            try reader.close()
            try writer.close()
        } catch {
            throw meaning(of: error)
        }
    }

    // MARK: Moved files

    /// What somebody did to the files since they were opened; nil while they are where they were.
    package var fileChange: StoreFileChange? { files.change }

    /// The error to throw for one that a verb met: one that comes of moved files says that.
    func meaning(of error: StoreError) -> StoreError {
        switch error {
        case .busy, .newer, .older, .unlike, .outdatedDaemon, .moved: return error
        case .cannotRecord, .corrupt, .cannotOpen, .defect:
            return files.change.map { .moved("\(path): \($0.reason)") } ?? DatabaseFile.meaning(of: error, at: path)
        }
    }

    /// Throws where somebody has moved the files: nothing new is begun in one, for it would be lost with it.
    func mustBeInPlace() throws(StoreError) {
        if let change = files.change { throw .moved("\(path): \(change.reason)") }
    }

    // MARK: Transactions

    /// Runs `body` in one durable transaction. `body` may be followed by a rollback: it keeps nothing outside that it
    /// would not want back. `evenIfMoved`: for what has happened already, which a file that was moved away still takes.
    func write<Result>(
        now: Timestamp = .none, evenIfMoved: Bool = false, _ body: (Transaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        if !evenIfMoved { try mustBeInPlace() }
        return try on(writer) { (connection) throws(StoreError) in
            try connection.begin(toWrite: true)
            do throws(StoreError) {
                let transaction = Transaction(connection, now: now)
                let result = try body(transaction)
                try transaction.writeCounts()
                try connection.commit()
                return result
            } catch {
                connection.rollback()
                throw error
            }
        }
    }

    /// The result of a transaction, which is taken back.
    func rehearse<Result>(_ body: (Transaction) throws(StoreError) -> Result) throws(StoreError) -> Result {
        try on(writer) { (connection) throws(StoreError) in
            try connection.begin(toWrite: true)
            defer { connection.rollback() }
            return try body(Transaction(connection, now: .none))
        }
    }

    /// A quick look at what is committed, on the writer's connection.
    func look<Result>(
        now: Timestamp = .none, _ body: (Transaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try on(writer) { (connection) throws(StoreError) in try body(Transaction(connection, now: now)) }
    }

    /// A question about one moment, which no writer waits for.
    func ask<Result>(
        now: Timestamp = .none, _ body: (Transaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try on(reader) { (connection) throws(StoreError) in
            try connection.begin(toWrite: false)
            defer { connection.rollback() }
            return try body(Transaction(connection, now: now))
        }
    }

    private func on<Result>(
        _ database: SQLiteDatabase, _ body: (SQLiteConnection) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        do throws(StoreError) { return try database.use(body) } catch { throw meaning(of: error) }
    }
}

extension Timestamp {
    /// The moment for verbs in which time plays no part.
    static let none = Timestamp(milliseconds: 0)
}
