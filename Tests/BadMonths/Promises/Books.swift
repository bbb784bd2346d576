import CSQLite
import Foundation

/// A database, read by statements of its own: nothing of Usher's code is asked what Usher's tables hold.
final class Books {
    private var database: OpaquePointer?

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

    deinit { sqlite3_close(database) }

    /// Octets of the database at `path` and of what lies beside it.
    static func size(_ path: String) -> Int {
        ["", "-wal", "-reserve"].reduce(0) { $0 + octets(of: path + $1) }
    }

    /// 0 where there is no such file.
    static func octets(of path: String) -> Int {
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        return (facts?[.size] as? Int) ?? 0
    }

    /// The rows' columns as texts; nil is NULL.
    func rows(_ sql: String, _ values: [String] = []) throws -> [[String?]] {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        try check(sqlite3_prepare_v2(database, sql, -1, &statement, nil), sql)
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (index, value) in values.enumerated() {
            try check(sqlite3_bind_text(statement, Int32(index + 1), value, -1, copies), sql)
        }
        var rows: [[String?]] = []
        while true {
            let result = sqlite3_step(statement)
            if result == SQLITE_DONE { return rows }
            guard result == SQLITE_ROW else {
                try check(result, sql)
                return rows
            }
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) }
                })
        }
    }

    func tables() throws -> [String] {
        try rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").compactMap { $0.first ?? nil }
    }

    /// The first column of the first row; nil where it is no number, or there is no row.
    func number(_ sql: String, _ values: [String] = []) throws -> Int64? {
        try rows(sql, values).first?.first.flatMap { $0 }.flatMap { Int64($0) }
    }

    /// When something waits for its time that is later than `now`, in milliseconds since 1970. What was due before waits
    /// for something else.
    func nextDue(after now: Int64) throws -> Int64? {
        try number(
            """
            WITH now AS (SELECT CAST(? AS INTEGER) AS at)
            SELECT min(at) FROM (SELECT min(due_at) AS at FROM queue WHERE due_at > (SELECT at FROM now)
                UNION ALL SELECT min(look_at) FROM turns WHERE look_at > (SELECT at FROM now)
                UNION ALL SELECT min(ends_at) FROM pauses WHERE ends_at > (SELECT at FROM now))
            """, ["\(now)"])
    }

    func execute(_ sql: String) throws { try check(sqlite3_exec(database, sql, nil, nil, nil), sql) }

    private func check(_ result: Int32, _ sql: String) throws {
        guard result == SQLITE_OK else {
            throw Fault(description: "\(String(cString: sqlite3_errmsg(database))) in: \(sql)")
        }
    }
}
