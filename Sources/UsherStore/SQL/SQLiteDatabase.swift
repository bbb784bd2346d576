import CSQLite
import Foundation
import GRDB
import UsherCore

/// An open SQLite file, over one connection that its users have one after another. Its own end closes it.
///
/// This and its neighbours are all that know GRDB.
final class SQLiteDatabase: Sendable {
    private let queue: DatabaseQueue

    /// Opens a connection.
    ///
    /// - Parameters:
    ///   - label: what for, in a debugger.
    ///   - settings: run on the new connection.
    ///   - patience: how many milliseconds a statement waits for another connection's transaction.
    init(
        _ path: String, label: String, settings: [String] = [], patience: Int = 5000, isReadOnly: Bool = false
    ) throws(StoreError) {
        _ = Self.countsNoMemory
        var configuration = Configuration()
        configuration.label = "usher-store-\(label)"
        configuration.readonly = isReadOnly
        configuration.foreignKeysEnabled = true
        // SQLite's own busy timeout sleeps longer and longer, up to 100 ms; behind a bulk import that would be the wait
        // of every commit.
        configuration.busyMode = .callback { attempt in
            usleep(1000)
            return attempt < patience
        }
        configuration.prepareDatabase { database in
            for setting in settings { try database.execute(sql: setting) }
        }
        do { queue = try DatabaseQueue(path: path, configuration: configuration) } catch { throw StoreError(error) }
    }

    /// SQLite counts its memory under one lock for all connections, at every allocation; nobody reads that count. Can
    /// only be turned off before SQLite's first use in the process, which is the first database here.
    private static let countsNoMemory = usher_sqlite_count_no_memory() == SQLITE_OK

    func use<Result>(_ body: (SQLiteConnection) throws(StoreError) -> Result) throws(StoreError) -> Result {
        do {
            return try queue.writeWithoutTransaction { try body(SQLiteConnection($0)) }
        } catch {
            throw StoreError(error)
        }
    }

    /// Copies the whole database into `other`, as it is at this moment, `step` pages at a time. Those who write go on
    /// meanwhile; what they commit is not in the copy, and no checkpoint lets the log begin anew before it is done.
    /// `between` runs after each step.
    func copy(
        into other: SQLiteDatabase, step: Int32, between: @escaping () throws(StoreError) -> Void
    ) throws(StoreError) {
        do {
            try queue.writeWithoutTransaction { source in
                // A transaction that reads keeps the moment; without one, every commit of another process would have
                // the copy begin anew.
                try source.beginTransaction(.deferred)
                defer { try? source.rollback() }
                _ = try Int64.fetchOne(source, sql: "SELECT count(*) FROM sqlite_master")
                try other.queue.writeWithoutTransaction { target in
                    try source.backup(to: target, pagesPerStep: step) { progress in
                        if !progress.isCompleted { try between() }
                    }
                }
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// Closes the database. Nobody may use it afterwards.
    func close() throws(StoreError) {
        do { try queue.close() } catch { throw StoreError(error) }
    }
}

/// The connection, while somebody has it.
struct SQLiteConnection: Connection {
    private let database: Database

    fileprivate init(_ database: Database) { self.database = database }

    func prepare(_ sql: String) throws(StoreError) -> any Prepared {
        do { return SQLiteStatement(try database.cachedStatement(sql: sql)) } catch { throw StoreError(error) }
    }

    func begin(toWrite: Bool) throws(StoreError) {
        do { try database.beginTransaction(toWrite ? .immediate : .deferred) } catch { throw StoreError(error) }
    }

    func commit() throws(StoreError) {
        do { try database.commit() } catch { throw StoreError(error) }
    }

    func rollback() { try? database.rollback() }

    // MARK: SQLite's own

    /// Runs statements that take no values and of whose rows nobody reads any.
    func execute(_ script: String) throws(StoreError) {
        do { try database.execute(sql: script) } catch { throw StoreError(error) }
    }

    /// The one number that a question answers with; 0 where it is none.
    func number(_ question: String) throws(StoreError) -> Int64 {
        do { return try Int64.fetchOne(database, sql: question) ?? 0 } catch { throw StoreError(error) }
    }

    /// The one text that a question answers with; nil where there is none.
    func text(_ question: String) throws(StoreError) -> String? {
        do { return try String.fetchOne(database, sql: question) } catch { throw StoreError(error) }
    }

    enum Checkpoint {
        /// Moves what nobody reads from the log into the file, and waits for nobody.
        case passive
        /// Moves all of the log into the file, and the log begins anew.
        case restart
        /// Moves all of the log into the file, and cuts the log's file off.
        case truncate
    }

    /// Moves the log into the file; returns how many pages the log has. Throws `.busy` where somebody is in the way.
    @discardableResult
    func checkpoint(_ kind: Checkpoint) throws(StoreError) -> Int {
        let mode: Database.CheckpointMode =
            switch kind {
            case .passive: .passive
            case .restart: .restart
            case .truncate: .truncate
            }
        do { return try database.checkpoint(mode).walFrameCount } catch { throw StoreError(error) }
    }
}
