import GRDB
import GRDBSQLite
import UsherCore

/// A prepared statement of one connection, for the length of one verb.
///
/// GRDB prepares and caches it; binding, stepping and reading go straight to SQLite, because boxed arguments and rows
/// cost more than the statements themselves where a message takes a dozen of them. A statement is always reset before a
/// call returns, so none keeps a snapshot open.
struct Query {
    private let statement: Statement
    private let handle: OpaquePointer

    init(_ statement: Statement) {
        self.statement = statement
        handle = statement.sqliteStatement
    }

    /// Runs it to its end and returns how many rows it inserted, updated or deleted.
    @discardableResult
    func run<each Value: Bindable>(_ values: repeat each Value) throws(StoreError) -> Int {
        defer { sqlite3_reset(handle) }
        try bind(repeat each values)
        while try step() {}
        return Int(sqlite3_changes(sqlite3_db_handle(handle)))
    }

    /// The first row, made into a value; nil when there is none.
    func first<each Value: Bindable, Result>(
        _ values: repeat each Value, read: (ResultRow) throws(StoreError) -> Result
    ) throws(StoreError) -> Result? {
        defer { sqlite3_reset(handle) }
        try bind(repeat each values)
        guard try step() else { return nil }
        let result = try read(ResultRow(statement: handle))
        // To the end: what a RETURNING statement changes is only certain then.
        while try step() {}
        return result
    }

    /// Every row, made into values.
    func all<each Value: Bindable, Result>(
        _ values: repeat each Value, read: (ResultRow) throws(StoreError) -> Result
    ) throws(StoreError) -> [Result] {
        defer { sqlite3_reset(handle) }
        try bind(repeat each values)
        var results: [Result] = []
        while try step() { results.append(try read(ResultRow(statement: handle))) }
        return results
    }

    private func bind<each Value: Bindable>(_ values: repeat each Value) throws(StoreError) {
        var index: CInt = 0
        for value in repeat each values {
            index += 1
            let code = value.bind(to: handle, at: index)
            guard code == SQLITE_OK else { throw StoreError(code: code, of: handle) }
        }
        guard index == sqlite3_bind_parameter_count(handle) else {
            throw .defect("\(index) values for the statement \(statement.sql)")
        }
    }

    private func step() throws(StoreError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw StoreError(code: code, of: handle)
        }
    }
}
