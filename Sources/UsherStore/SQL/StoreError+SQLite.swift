import GRDB
import GRDBSQLite
import UsherCore

extension StoreError {
    /// What SQLite's answer to a statement means. The sentence is SQLite's own: it names tables and constraints, never
    /// values.
    init(code: CInt, of statement: OpaquePointer) {
        let connection = sqlite3_db_handle(statement)
        self.init(
            code: code, sentence: String(cString: sqlite3_errmsg(connection)),
            sql: sqlite3_sql(statement).map { String(cString: $0) })
    }

    /// What an error that left GRDB means: its own, or one of ours on its way through.
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
