import Foundation
import GRDBSQLite
import Synchronization

/// Writes each different statement that the store runs into the file that `USHER_STATEMENTS` names, each with a NUL
/// behind it: for `scripts/check-dialect`.
enum StatementLog {
    /// Before a database is opened. True where there is such a file.
    static func begin() -> Bool { isOn }

    private static let seen = Mutex<Set<String>>([])
    private static let path = ProcessInfo.processInfo.environment["USHER_STATEMENTS"]

    private static let isOn: Bool = {
        guard path != nil else { return false }
        let watch: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, UnsafeRawPointer?) -> CInt = {
            database, _, _ in
            sqlite3_trace_v2(
                database, CUnsignedInt(SQLITE_TRACE_STMT),
                { _, _, statement, _ in
                    guard let statement, let sql = sqlite3_sql(OpaquePointer(statement)) else { return 0 }
                    StatementLog.add(String(cString: sql))
                    return 0
                }, nil)
        }
        return sqlite3_auto_extension(unsafeBitCast(watch, to: (@convention(c) () -> Void).self)) == SQLITE_OK
    }()

    private static func add(_ sql: String) {
        guard let path, seen.withLock({ $0.insert(sql).inserted }) else { return }
        guard let file = fopen(path, "a") else { return }
        fwrite(sql, 1, sql.utf8.count + 1, file)
        fclose(file)
    }
}
