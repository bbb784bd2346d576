import GRDB
import GRDBSQLite
import Glibc
import UsherCore
import UsherSupport

extension StoreError {
    /// What SQLite's answer to a statement means. The sentence is SQLite's own: it names tables and constraints, never
    /// values.
    init(code: CInt, of statement: OpaquePointer) {
        let connection = sqlite3_db_handle(statement)
        if code & 0xFF == SQLITE_CORRUPT, let why = Self.failedRead(connection) {
            self = .cannotRecord(why)
            return
        }
        self.init(
            code: code, sentence: String(cString: sqlite3_errmsg(connection)),
            sql: sqlite3_sql(statement).map { String(cString: $0) })
    }

    /// A disk that does not give what is on it is no damage to the database, though SQLite calls both the same; nil
    /// where the last call on the file did not fail. An earlier failure may still be noted there: then a daemon that is
    /// started anew says what it is.
    private static func failedRead(_ connection: OpaquePointer?) -> String? {
        var code: CInt = 0
        guard sqlite3_file_control(connection, "main", SQLITE_FCNTL_LAST_ERRNO, &code) == SQLITE_OK,
            Descriptor.isMachines(code) || code == ENXIO
        else { return nil }
        return "the disk does not read it: \(String(cString: strerror(code)))"
    }

    /// Says what an error that left GRDB means: its own, or one of ours on its way through.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            self.init(
                code: error.resultCode.rawValue, sentence: error.message ?? error.resultCode.description, sql: error.sql
            )
        default: self = .defect("\(error)")
        }
    }

    /// | SQLite's primary code | |
    /// | --- | --- |
    /// | BUSY, LOCKED | busy |
    /// | FULL, IOERR, NOMEM | cannotRecord |
    /// | CORRUPT, NOTADB | corrupt |
    /// | CANTOPEN, PERM, READONLY, AUTH | cannotOpen |
    /// | anything else | defect |
    init(code: CInt, sentence: String, sql: String?) {
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM: self = .cannotRecord(sentence)
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(sentence)
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH: self = .cannotOpen(sentence)
        default: self = .defect(sql.map { "\(sentence), in: \($0)" } ?? sentence)
        }
    }
}
