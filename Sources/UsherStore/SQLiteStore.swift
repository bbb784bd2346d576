import GRDB
import Synchronization
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
    package let path: String
    private let writer: DatabaseQueue
    private let reader: DatabaseQueue
    private let files: FileIdentity
    /// For checkpoints: nobody who asks waits for one, and it waits for nobody long. Opened by the first.
    private let keeper = Mutex<DatabaseQueue?>(nil)
    /// Why the log could not be moved into the file the last time; nil when it could.
    private let trouble = Mutex<StoreError?>(nil)
    /// How many pages the log had at the last checkpoint.
    private let lastLog = Mutex(0)

    /// Opens the database at `path`, or creates it (readable by its owner alone) when there is none.
    ///
    /// - Parameters:
    ///   - mayBegin: false where there must be one already: then none is made.
    ///   - hash: HMAC-SHA-256 under the state folder's key; the same for every opening of the file.
    ///   - busyTimeoutMilliseconds: how long a verb waits for another process's transaction.
    ///   - isLasting: false for a simulation's database, which nobody misses: nothing waits for the disk then.
    /// - Throws: `.cannotOpen` (folder missing, permissions), `.corrupt` (not a database, or another program's),
    ///   `.newer`, `.older`, `.busy`, `.cannotRecord`.
    package static func open(
        path: String, mayBegin: Bool = true, hash: @escaping @Sendable (AddressKey) -> AddressHash,
        busyTimeoutMilliseconds: Int = 5000, isLasting: Bool = true
    ) throws(StoreError) -> SQLiteStore {
        do {
            try DatabaseFile.create(path, mayBegin: mayBegin)
            let writer = try DatabaseQueue(
                path: path,
                configuration: DatabaseFile.configuration(
                    isLasting ? Schema.writerSettings : Schema.passingSettings, busyTimeoutMilliseconds,
                    label: "writer"))
            let fresh = DatabaseFile.randomID()
            let databaseID = try writer.writeWithoutTransaction { database in
                try Schema.create(in: database, databaseID: fresh, mayBegin: mayBegin)
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
        files = FileIdentity(path)
    }

    /// What somebody did to the files since they were opened; nil while they are where they were.
    package var fileChange: StoreFileChange? { files.change }

    /// What an error means that a verb met: one that comes of moved files says that.
    private func meaning(of error: any Error) -> StoreError {
        let meaning = StoreError(error)
        switch meaning {
        case .busy, .newer, .older, .moved: return meaning
        case .cannotRecord, .corrupt, .cannotOpen, .defect:
            return files.change.map { .moved("\(path): \($0.reason)") } ?? meaning
        }
    }

    /// Nothing new is begun in a file that somebody has moved: it would be lost with it.
    private func mustBeInPlace() throws(StoreError) {
        if let change = files.change { throw .moved("\(path): \(change.reason)") }
    }

    /// A gate with a connection of its own; open one for each place that sends.
    package func gate() throws(StoreError) -> SQLiteConsentGate {
        try mustBeInPlace()
        return try SQLiteConsentGate(path: path)
    }

    /// Moves what was committed from the write-ahead log into the file, and lets the log begin anew. Commits and questions do not wait for it, but
    /// for a moment at the end when the log has grown past 32 MiB, because then it never comes to rest by itself.
    ///
    /// | The log | |
    /// | --- | --- |
    /// | up to 32 MiB | is moved; it begins anew when it comes to rest |
    /// | more | is moved, what came meanwhile as well, and commits wait while the last of it is: some milliseconds |
    /// | at rest since the last checkpoint, and its file is that large | its file is cut off. This frees its pages, which takes a second for each GB: never under load |
    ///
    /// Call it once a second while writing, and during bulk work, on a thread that may wait for the disk. A second call with nothing to move does
    /// nothing; the last close moves everything. What it throws is `checkpointTrouble` until it works.
    package func checkpoint() throws(StoreError) {
        try moving { database in
            let used = try database.checkpoint(.passive).walFrameCount
            let isAtRest = lastLog.withLock { last in
                defer { last = used }
                return used == last || max(used, last) <= Self.atRest
            }
            guard isAtRest ? DatabaseFile.size(path + "-wal") > Self.largeLog : used > Self.largeLog / Self.page
            else { return }
            if !isAtRest { try database.checkpoint(.passive) }
            // Somebody may be reading from the log, or the writer be at work: then it waits for the next call.
            do { try database.checkpoint(isAtRest ? .truncate : .restart) } catch DatabaseError.SQLITE_BUSY {}
        }
    }

    /// Why the log could not be moved into the file the last time: then it grows, and nothing should be sent. Nil when
    /// it could.
    package var checkpointTrouble: StoreError? { trouble.withLock(\.self) }

    /// What moves the log goes through here: a full disk gets the reserve, and what fails is remembered.
    private func moving<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        func move() throws -> Result { try checkpointer().writeWithoutTransaction(body) }
        do {
            let result: Result
            do { result = try move() } catch DatabaseError.SQLITE_FULL where releaseReserve() { result = try move() }
            trouble.withLock { $0 = nil }
            return result
        } catch {
            var error = meaning(of: error)
            if case .cannotRecord(let why) = error {
                error = .cannotRecord("its log cannot be moved into the file: \(why)")
            }
            if error != .busy { trouble.withLock { $0 = error } }
            throw error
        }
    }

    /// The same over a connection that has the log open, for a log that has lost its name: nobody else can read it any
    /// more.
    package func rescue() throws(StoreError) {
        do {
            try writer.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
        } catch {
            throw meaning(of: error)
        }
    }

    /// Of the log, in octets.
    package var logSize: Int { DatabaseFile.size(path + "-wal") }

    private static let page = 4096
    /// Octets.
    private static let largeLog = 32 << 20
    /// Pages that the log may have at two checkpoints where nothing much is going on. It begins anew when all of it was moved, so that under a
    /// steady load it has as many each time, or nearly.
    private static let atRest = 256

    private func checkpointer() throws -> DatabaseQueue {
        try keeper.withLock { keeper in
            if let keeper { return keeper }
            try mustBeInPlace()
            // Commits wait while it waits for readers, so it gives up soon.
            let opened = try DatabaseQueue(
                path: path,
                configuration: DatabaseFile.configuration(Schema.readerSettings, 20, label: "checkpoints"))
            keeper = opened
            return opened
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
            throw meaning(of: error)
        }
    }

    /// What is deleted or replaced from now on is overwritten in the file as well, which takes longer.
    func overwriteWhatGoes(_ isOn: Bool) throws(StoreError) {
        do {
            try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = \(isOn ? "ON" : "OFF")") }
        } catch {
            throw meaning(of: error)
        }
    }

    /// Moves everything into the file and cuts the log off. False while somebody reads from it, or moves it.
    package func emptyLog() throws(StoreError) -> Bool {
        try moving { database in
            do {
                try database.checkpoint(.passive)
                try database.checkpoint(.truncate)
            } catch DatabaseError.SQLITE_BUSY {
                return false
            }
            return true
        }
    }

    /// For verbs that a command may call thousands of times where no daemon checkpoints: keeps the log from growing for
    /// ever. What was committed is safe whether or not this works.
    func relieve() {
        guard let room, room.log > room.logLimit else { return }
        do throws(StoreError) {
            if room.isTight { _ = try emptyLog() } else { try checkpoint() }
        } catch {
            // `checkpointTrouble` has it, and the next call tries again.
        }
    }

    /// Ends both connections. No verb may be called afterwards; gates have their own.
    package func close() throws(StoreError) {
        do {
            try keeper.withLock { keeper in
                try keeper?.close()
                keeper = nil
            }
            try reader.close()
            try writer.close()
        } catch {
            throw meaning(of: error)
        }
    }

    /// One durable transaction. `body` may be followed by a rollback: it keeps nothing outside that it would not want
    /// back. `evenIfMoved`: for what has happened already, which a file that was moved away still takes.
    func write<Result>(
        now: Timestamp = Timestamp(milliseconds: 0), evenIfMoved: Bool = false,
        _ body: (Transaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        if !evenIfMoved { try mustBeInPlace() }
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
            throw meaning(of: error)
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
            throw meaning(of: error)
        }
    }

    /// A quick look at what is committed, on the writer's connection.
    func look<Result>(
        now: Timestamp = Timestamp(milliseconds: 0), _ body: (Transaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        do {
            return try writer.writeWithoutTransaction { database in try body(Transaction(database, now: now)) }
        } catch {
            throw meaning(of: error)
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
            throw meaning(of: error)
        }
    }
}
