import GRDB
import GRDBSQLite
import Glibc
import UsherCore

/// A statement that GRDB prepared and keeps. Binding, stepping and reading go straight to SQLite, because boxed
/// arguments and rows cost more than the statements themselves where a message takes a dozen of them.
struct SQLiteStatement: Prepared {
    private let statement: Statement
    private let handle: OpaquePointer

    init(_ statement: Statement) {
        self.statement = statement
        handle = statement.sqliteStatement
    }

    var sql: String { statement.sql }

    var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }

    var columnCount: Int { Int(sqlite3_column_count(handle)) }

    func isName(_ name: StaticString, of column: Int) -> Bool {
        guard let found = sqlite3_column_name(handle, CInt(column)) else { return false }
        return strcmp(found, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
    }

    // MARK: Values

    /// Tells SQLite to copy what it is given before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    func bind(_ number: Int64?, at index: Int) throws(StoreError) {
        guard let number else { return try check(sqlite3_bind_null(handle, CInt(index))) }
        try check(sqlite3_bind_int64(handle, CInt(index), number))
    }

    func bind(_ text: String, at index: Int) throws(StoreError) {
        var text = text
        let code = text.withUTF8 { octets in
            octets.withMemoryRebound(to: CChar.self) { characters in
                // An empty text has no address, and SQLite takes none for NULL.
                guard let base = characters.baseAddress else {
                    return sqlite3_bind_text(handle, CInt(index), "", 0, Self.copied)
                }
                return sqlite3_bind_text(handle, CInt(index), base, CInt(characters.count), Self.copied)
            }
        }
        try check(code)
    }

    func bind(_ octets: [UInt8], at index: Int) throws(StoreError) {
        guard !octets.isEmpty else { return try check(sqlite3_bind_zeroblob(handle, CInt(index), 0)) }
        try check(
            octets.withUnsafeBytes {
                sqlite3_bind_blob(handle, CInt(index), $0.baseAddress, CInt($0.count), Self.copied)
            })
    }

    private func check(_ code: CInt) throws(StoreError) {
        guard code == SQLITE_OK else { throw StoreError(code: code, of: handle) }
    }

    // MARK: Rows

    func step() throws(StoreError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw StoreError(code: code, of: handle)
        }
    }

    func reset() { sqlite3_reset(handle) }

    var changes: Int { Int(sqlite3_changes(sqlite3_db_handle(handle))) }

    var insertedRow: Int64 { sqlite3_last_insert_rowid(sqlite3_db_handle(handle)) }

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, CInt(column)) == SQLITE_NULL }

    func number(_ column: Int) -> Int64 { sqlite3_column_int64(handle, CInt(column)) }

    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(handle, CInt(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, CInt(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func octets(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, CInt(column)) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, CInt(column)))))
    }
}
