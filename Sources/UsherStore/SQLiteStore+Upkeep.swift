import Synchronization
import UsherCore

/// Looks after what is SQLite's own: a write-ahead log that has to be moved into the file, and free pages in it.
extension SQLiteStore {
    /// The log, as the last checkpoint left it.
    final class Log: Sendable {
        /// A connection for checkpoints: nobody who asks waits for one, and it waits for nobody long. Opened by the
        /// first; nil before.
        fileprivate let keeper = Mutex<SQLiteDatabase?>(nil)
        /// Why the log could not be moved into the file the last time; nil when it could.
        fileprivate let trouble = Mutex<StoreError?>(nil)
        /// How many pages the log had at the last checkpoint.
        fileprivate let pages = Mutex(0)

        func close() throws(StoreError) {
            try keeper.withLock { (keeper) throws(StoreError) in
                try keeper?.close()
                keeper = nil
            }
        }
    }

    private static let page = 4096
    /// The size in octets from which on a log is large.
    private static let largeLog = 32 << 20
    /// Pages that the log may have at two checkpoints where nothing much is going on. It begins anew when all of it was
    /// moved, so that under a steady load it has as many each time, or nearly.
    private static let atRest = 256

    /// Moves what was committed from the write-ahead log into the file, and lets the log begin anew. Commits and
    /// questions do not wait for it, but for a moment at the end when the log has grown past 32 MiB, because then it
    /// never comes to rest by itself.
    ///
    /// | The log | |
    /// | --- | --- |
    /// | up to 32 MiB | is moved; it begins anew when it comes to rest |
    /// | more | is moved, what came meanwhile as well, and commits wait while the last of it is: some milliseconds |
    /// | at rest since the last checkpoint, and its file is that large | its file is cut off. This frees its pages, which takes a second for each GB: never under load |
    ///
    /// Call it once a second while writing, and during bulk work, on a thread that may wait for the disk. A second call
    /// with nothing to move does nothing; the last close moves everything. What it throws is `checkpointTrouble` until
    /// it works.
    package func checkpoint() throws(StoreError) {
        try moving { (connection) throws(StoreError) in
            let used = try connection.checkpoint(.passive)
            let isAtRest = log.pages.withLock { last in
                defer { last = used }
                return used == last || max(used, last) <= Self.atRest
            }
            guard isAtRest ? DatabaseFile.size(path + "-wal") > Self.largeLog : used > Self.largeLog / Self.page
            else { return }
            if !isAtRest { try connection.checkpoint(.passive) }
            do throws(StoreError) { try connection.checkpoint(isAtRest ? .truncate : .restart) } catch {
                // Somebody may be reading from the log, or the writer be at work: then it waits for the next call.
                guard error == .busy else { throw error }
            }
        }
    }

    /// Moves everything into the file and cuts the log off. False while somebody reads from it, or moves it.
    package func emptyLog() throws(StoreError) -> Bool {
        try moving { (connection) throws(StoreError) in
            do throws(StoreError) {
                try connection.checkpoint(.passive)
                try connection.checkpoint(.truncate)
                return true
            } catch {
                guard error == .busy else { throw error }
                return false
            }
        }
    }

    /// Why the log could not be moved into the file the last time: then it grows, and nothing should be sent. Nil when
    /// it could.
    package var checkpointTrouble: StoreError? { log.trouble.withLock(\.self) }

    /// Runs what moves the log: a full disk gets the reserve, and what fails is remembered.
    private func moving<Result>(
        _ body: (SQLiteConnection) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        do throws(StoreError) {
            let result: Result
            do throws(StoreError) { result = try keeper().use(body) } catch {
                guard case .cannotRecord = error, releaseReserve() else { throw error }
                result = try keeper().use(body)
            }
            log.trouble.withLock { $0 = nil }
            return result
        } catch {
            var error = meaning(of: error)
            if case .cannotRecord(let why) = error {
                error = .cannotRecord("its log cannot be moved into the file: \(why)")
            }
            if error != .busy { log.trouble.withLock { $0 = error } }
            throw error
        }
    }

    private func keeper() throws(StoreError) -> SQLiteDatabase {
        try log.keeper.withLock { (keeper) throws(StoreError) in
            if let keeper { return keeper }
            try mustBeInPlace()
            // Commits wait while it waits for readers, so it gives up soon.
            let opened = try SQLiteDatabase(path, label: "checkpoints", settings: Schema.readerSettings, patience: 20)
            keeper = opened
            return opened
        }
    }

    /// Moves the log into the file over a connection that has it open, for a log that has lost its name: nobody else
    /// can read it any more.
    package func rescue() throws(StoreError) {
        try upkeep { (connection) throws(StoreError) in _ = try connection.checkpoint(.passive) }
    }

    /// Checkpoints for verbs that a command may call thousands of times where no daemon checkpoints: keeps the log from
    /// growing for ever. What was committed is safe whether or not this works.
    func relieve() {
        guard let room, room.log > room.logLimit else { return }
        do throws(StoreError) {
            if room.isTight { _ = try emptyLog() } else { try checkpoint() }
        } catch {
            // `checkpointTrouble` has it, and the next call tries again.
        }
    }

    /// Writes the file anew without its free pages; what it writes goes through the log. Others wait meanwhile, about a
    /// second for every 100 MiB. Twice does no harm.
    package func compact() throws(StoreError) {
        try upkeep { (connection) throws(StoreError) in
            // The copy of a large file belongs on the disk, not into memory.
            try connection.execute("PRAGMA temp_store = FILE")
            defer { try? connection.execute("PRAGMA temp_store = MEMORY") }
            try connection.execute("VACUUM")
        }
    }

    /// The tables that have more rows every day, and the number of the last row of each: no row is counted.
    package func growth() throws(StoreError) -> [String: Int] {
        try ask { (transaction) throws(StoreError) in
            var rows: [String: Int] = [:]
            for table in ["contacts", "deliveries", "enrollments", "events", "returned", "revisions", "transitions"] {
                rows[table] =
                    try transaction.query("SELECT coalesce(max(id), 0) AS last FROM \(table)")
                    .first { (row) throws(StoreError) in row.int("last") } ?? 0
            }
            return rows
        }
    }

    /// The size of the log, in octets.
    package var logSize: Int { DatabaseFile.size(path + "-wal") }

    /// The size of the database's file, in octets.
    package var size: Int { DatabaseFile.size(path) }

    /// Runs `body`. What it deletes or replaces is overwritten in the file as well, which takes longer.
    func overwriting<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
        try upkeep { (connection) throws(StoreError) in try connection.execute("PRAGMA secure_delete = ON") }
        // It stays on when it cannot be put back, which only takes longer.
        defer {
            try? upkeep { (connection) throws(StoreError) in try connection.execute("PRAGMA secure_delete = OFF") }
        }
        return try body()
    }

    private func upkeep(_ body: (SQLiteConnection) throws(StoreError) -> Void) throws(StoreError) {
        do throws(StoreError) { try writer.use(body) } catch { throw meaning(of: error) }
    }
}
