import GRDB
import UsherCore

/// Asks whether the database answers, over a read-only connection of its own: no question of anybody else's is before it.
package final class SQLiteProbe: Sendable {
    private let connection: DatabaseQueue

    init(path: String) throws(StoreError) {
        var configuration = DatabaseFile.configuration([], 5000, label: "probe")
        configuration.readonly = true
        do { connection = try DatabaseQueue(path: path, configuration: configuration) } catch {
            throw StoreError(error)
        }
    }

    /// Returns when it answered; throws when it cannot. Reads one row.
    package func ask() throws(StoreError) {
        do {
            _ = try connection.unsafeRead { try String.fetchOne($0, sql: "SELECT database_id FROM identity") }
        } catch {
            throw StoreError(error)
        }
    }
}

extension SQLiteStore {
    /// A probe with a connection of its own.
    package func probe() throws(StoreError) -> SQLiteProbe { try SQLiteProbe(path: path) }

    /// The same database over connections of its own: for questions that take long and should keep nobody waiting.
    package func again() throws(StoreError) -> SQLiteStore {
        try SQLiteStore.open(path: path, mayBegin: false, hash: hash)
    }
}
