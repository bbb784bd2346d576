import UsherCore

/// The places of a statement's columns, by their names.
///
/// A name in a program has an address of its own. The first row looks for the column, and every row after it finds the
/// address again, so that a name costs no more than a number would.
final class ColumnNames {
    private struct Slot {
        var name: UnsafePointer<UInt8>
        var column: Int
    }

    private let statement: any Prepared
    private let slots: UnsafeMutablePointer<Slot?>
    /// A power of two, less one; room for each name in more than one place of the program.
    private let mask: Int
    private var unknown: StaticString?

    init(_ statement: any Prepared) {
        self.statement = statement
        var size = 1
        while size < 4 * statement.columnCount { size *= 2 }
        mask = size - 1
        slots = .allocate(capacity: size)
        slots.initialize(repeating: nil, count: size)
    }

    deinit { slots.deallocate() }

    /// -1 where there is no such column, or more than one: `check` says so then.
    func column(_ name: StaticString) -> Int {
        var place = Int(bitPattern: name.utf8Start) >> 2 & mask
        for _ in 0..<4 {
            guard let slot = slots[place] else { break }
            if slot.name == name.utf8Start { return slot.column }
            place = (place + 1) & mask
        }
        let column = find(name)
        if slots[place] == nil { slots[place] = Slot(name: name.utf8Start, column: column) }
        return column
    }

    private func find(_ name: StaticString) -> Int {
        var found = -1
        var isOne = true
        for column in 0..<statement.columnCount where statement.isName(name, of: column) {
            isOne = found < 0
            found = column
        }
        guard found >= 0, isOne else {
            unknown = name
            return -1
        }
        return found
    }

    /// Throws a `.defect` where a row was asked for a column that the statement does not have.
    func check() throws(StoreError) {
        if let unknown { throw .defect("no one column '\(unknown)' in: \(statement.sql)") }
    }
}
