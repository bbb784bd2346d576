import CSQLite
import Foundation

/// A database, read by statements of its own: nothing of Usher's code is asked what Usher's tables hold. Each statement
/// is compiled once, for some are asked after each rest of the daemon.
final class Books {
    private var database: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]

    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    init(_ path: String) throws {
        guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
            defer { sqlite3_close(database) }
            throw Fault(description: "\(path): \(String(cString: sqlite3_errmsg(database)))")
        }
        sqlite3_busy_timeout(database, 1000)
        sqlite3_exec(database, "PRAGMA wal_autocheckpoint = 0", nil, nil, nil)
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close(database)
    }

    /// Octets of the database at `path` and of what lies beside it.
    static func size(_ path: String) -> Int {
        ["", "-wal", "-reserve"].reduce(0) { $0 + octets(of: path + $1) }
    }

    /// 0 where there is no such file.
    static func octets(of path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    // MARK: Asking

    /// The rows' columns as texts; nil is NULL.
    func rows(_ sql: String, _ values: [String] = []) throws -> [[String?]] {
        var rows: [[String?]] = []
        try ask(sql, values) { statement in
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) }
                })
            return true
        }
        return rows
    }

    /// The first column of the first row; nil where it is no number, or there is no row.
    func number(_ sql: String, _ values: [String] = []) throws -> Int64? {
        var number: Int64?
        try ask(sql, values) { statement in
            switch sqlite3_column_type(statement, 0) {
            case SQLITE_INTEGER: number = sqlite3_column_int64(statement, 0)
            case SQLITE_NULL: break
            default: number = sqlite3_column_text(statement, 0).flatMap { Int64(String(cString: $0)) }
            }
            return false
        }
        return number
    }

    /// All octets of all columns: after each column `Books.columnEnd`, after each row `Books.rowEnd`.
    func octets(_ sql: String) throws -> [UInt8] {
        var all: [UInt8] = []
        try ask(sql, []) { statement in
            for column in 0..<sqlite3_column_count(statement) {
                if sqlite3_column_type(statement, column) == SQLITE_NULL {
                    all.append(UInt8(ascii: "-"))
                } else if let octets = sqlite3_column_blob(statement, column) {
                    all += UnsafeRawBufferPointer(start: octets, count: Int(sqlite3_column_bytes(statement, column)))
                }
                all.append(Self.columnEnd)
            }
            all.append(Self.rowEnd)
            return true
        }
        return all
    }

    static let (columnEnd, rowEnd): (UInt8, UInt8) = (0x1F, 0x1E)

    func tables() throws -> [String] {
        try rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").compactMap { $0.first ?? nil }
    }

    /// The columns of a table, by name.
    func columns(of table: String) throws -> [String] {
        let statement = try statement("SELECT * FROM \"\(table)\"")
        return (0..<sqlite3_column_count(statement)).compactMap { column in
            sqlite3_column_name(statement, column).map { String(cString: $0) }
        }
    }

    /// When something waits for its time that is later than `now`, in milliseconds since 1970. What was due before
    /// waits for something else. A turn is looked for every hour, and may wait until then.
    func nextDue(after now: Int64) throws -> Int64? {
        try number(
            """
            WITH now AS (SELECT CAST(? AS INTEGER) AS at)
            SELECT min(at) FROM (SELECT min(due_at) AS at FROM queue WHERE due_at > (SELECT at FROM now)
                UNION ALL SELECT min(ends_at) FROM pauses WHERE ends_at > (SELECT at FROM now))
            """, ["\(now)"])
    }

    func execute(_ sql: String) throws { try check(sqlite3_exec(database, sql, nil, nil, nil), sql) }

    // MARK: Statements

    /// Row by row, as long as `take` wants more.
    private func ask(_ sql: String, _ values: [String], _ take: (OpaquePointer) -> Bool) throws {
        let statement = try statement(sql)
        defer { sqlite3_reset(statement) }
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (index, value) in values.enumerated() {
            try check(sqlite3_bind_text(statement, Int32(index + 1), value, -1, copies), sql)
        }
        while true {
            let result = sqlite3_step(statement)
            if result == SQLITE_DONE { return }
            guard result == SQLITE_ROW else { return try check(result, sql) }
            guard take(statement) else { return }
        }
    }

    private func statement(_ sql: String) throws -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil), sql)
        guard let statement else { throw Fault(description: "no statement: \(sql)") }
        statements[sql] = statement
        return statement
    }

    private func check(_ result: Int32, _ sql: String) throws {
        guard result == SQLITE_OK else {
            throw Fault(description: "\(String(cString: sqlite3_errmsg(database))) in: \(sql)")
        }
    }
}
