import CSQLite

/// A connection with nothing between it and SQLite.
final class RawDatabase {
    struct Failure: Error {
        let code: CInt
        let sentence: String
    }

    private var handle: OpaquePointer?

    init(_ path: String) throws {
        try check(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil))
        try check(sqlite3_extended_result_codes(handle, 1))
    }

    deinit { sqlite3_close_v2(handle) }

    func run(_ sql: String) throws { try check(sqlite3_exec(handle, sql, nil, nil, nil)) }

    /// The first column of each row.
    func texts(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil))
        defer { sqlite3_finalize(statement) }
        var texts: [String] = []
        while true {
            let code = sqlite3_step(statement)
            guard code == SQLITE_ROW else {
                if code != SQLITE_DONE { try check(code) }
                return texts
            }
            texts.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "")
        }
    }

    private func check(_ code: CInt) throws {
        if code != SQLITE_OK { throw Failure(code: code, sentence: String(cString: sqlite3_errmsg(handle))) }
    }
}
