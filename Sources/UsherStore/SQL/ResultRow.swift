import GRDBSQLite
import UsherCore

/// The row that a statement stands on: columns by their place in the SELECT, from 0. Valid only inside the closure it
/// is handed to.
struct ResultRow {
    let statement: OpaquePointer

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, CInt(column)) == SQLITE_NULL }

    func int64(_ column: Int) -> Int64 { sqlite3_column_int64(statement, CInt(column)) }

    func int(_ column: Int) -> Int { Int(truncatingIfNeeded: int64(column)) }

    func bool(_ column: Int) -> Bool { int64(column) != 0 }

    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(statement, CInt(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, CInt(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func octets(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, CInt(column)) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, CInt(column)))))
    }

    func id<Entity>(_ column: Int) -> RowID<Entity> { RowID(int64(column)) }

    func time(_ column: Int) -> Timestamp { Timestamp(milliseconds: int64(column)) }

    func optional<Value>(_ column: Int, _ read: (Int) -> Value) -> Value? { isNull(column) ? nil : read(column) }

    func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

    func optionalTime(_ column: Int) -> Timestamp? { isNull(column) ? nil : time(column) }

    func optionalID<Entity>(_ column: Int) -> RowID<Entity>? { isNull(column) ? nil : id(column) }

    /// One of a closed set of words; anything else means that the database is damaged.
    func word<Word: RawRepresentable>(
        _ column: Int, as type: Word.Type = Word.self
    ) throws(StoreError) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: text(column)) else {
            throw .corrupt(
                "a row's \(String(cString: sqlite3_column_name(statement, CInt(column)))) is not a \(Word.self)")
        }
        return word
    }

    func optionalWord<Word: RawRepresentable>(
        _ column: Int, as type: Word.Type = Word.self
    ) throws(StoreError) -> Word? where Word.RawValue == String {
        isNull(column) ? nil : try word(column)
    }
}
