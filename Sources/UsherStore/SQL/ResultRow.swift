import UsherCore

/// The row that a statement stands on: columns by their names. Valid only inside the closure it is handed to.
struct ResultRow {
    let statement: any Prepared
    let columns: ColumnNames

    func isNull(_ name: StaticString) -> Bool { statement.isNull(columns.column(name)) }

    func int64(_ name: StaticString) -> Int64 { statement.number(columns.column(name)) }

    func int(_ name: StaticString) -> Int { Int(truncatingIfNeeded: int64(name)) }

    func bool(_ name: StaticString) -> Bool { int64(name) != 0 }

    func text(_ name: StaticString) -> String { statement.text(columns.column(name)) }

    func octets(_ name: StaticString) -> [UInt8] { statement.octets(columns.column(name)) }

    func id<Entity>(_ name: StaticString) -> RowID<Entity> { RowID(int64(name)) }

    func time(_ name: StaticString) -> Timestamp { Timestamp(milliseconds: int64(name)) }

    func optionalText(_ name: StaticString) -> String? { isNull(name) ? nil : text(name) }

    func optionalTime(_ name: StaticString) -> Timestamp? { isNull(name) ? nil : time(name) }

    func optionalID<Entity>(_ name: StaticString) -> RowID<Entity>? { isNull(name) ? nil : id(name) }

    func optionalOctets(_ name: StaticString) -> [UInt8]? { isNull(name) ? nil : octets(name) }

    /// Minor units and a currency; nil where there are none.
    func money(_ value: StaticString, _ currency: StaticString) -> Money? {
        isNull(value) || isNull(currency) ? nil : Money(minorUnits: int64(value), currency: text(currency))
    }

    /// The column's word, which is one of a closed set; anything else means that the database is damaged.
    func word<Word: RawRepresentable>(_ name: StaticString) throws(StoreError) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: text(name)) else { throw .corrupt("a row's \(name) is not a \(Word.self)") }
        return word
    }

    func optionalWord<Word: RawRepresentable>(
        _ name: StaticString
    ) throws(StoreError) -> Word? where Word.RawValue == String {
        isNull(name) ? nil : try word(name)
    }
}
