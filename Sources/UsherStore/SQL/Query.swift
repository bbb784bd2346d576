import UsherCore

/// A prepared statement of one connection, for the length of one verb. It is always reset before a call returns, so
/// that none keeps a snapshot open.
final class Query {
    private let statement: any Prepared
    /// The columns of the rows, which only what reads rows looks for.
    private lazy var columns = ColumnNames(statement)

    init(_ statement: any Prepared) { self.statement = statement }

    /// Runs it to its end and returns how many rows it inserted, updated or deleted.
    @discardableResult
    func run<each Value: Bindable>(_ values: repeat each Value) throws(StoreError) -> Int {
        defer { statement.reset() }
        try bind(repeat each values)
        while try statement.step() {}
        return statement.changes
    }

    /// Inserts a row and returns the number that it got; nil when there was one in its place. `RETURNING` would say the
    /// same, from a table that is made for it each time.
    func newRow<Entity, each Value: Bindable>(_ values: repeat each Value) throws(StoreError) -> RowID<Entity>? {
        try run(repeat each values) == 0 ? nil : RowID(statement.insertedRow)
    }

    /// The first row, made into a value; nil when there is none.
    func first<each Value: Bindable, Result>(
        _ values: repeat each Value, read: (ResultRow) throws(StoreError) -> Result
    ) throws(StoreError) -> Result? {
        defer { statement.reset() }
        try bind(repeat each values)
        guard try statement.step() else { return nil }
        let result = try read(ResultRow(statement: statement, columns: columns))
        // To the end: what a RETURNING statement changes is only certain then.
        while try statement.step() {}
        try columns.check()
        return result
    }

    /// All rows, each made into a value.
    func all<each Value: Bindable, Result>(
        _ values: repeat each Value, read: (ResultRow) throws(StoreError) -> Result
    ) throws(StoreError) -> [Result] {
        defer { statement.reset() }
        try bind(repeat each values)
        var results: [Result] = []
        while try statement.step() { results.append(try read(ResultRow(statement: statement, columns: columns))) }
        try columns.check()
        return results
    }

    /// Whether there is any row.
    func isAny<each Value: Bindable>(_ values: repeat each Value) throws(StoreError) -> Bool {
        try first(repeat each values) { (_) throws(StoreError) in true } ?? false
    }

    private func bind<each Value: Bindable>(_ values: repeat each Value) throws(StoreError) {
        var index = 0
        for value in repeat each values {
            index += 1
            try value.bind(to: statement, at: index)
        }
        guard index == statement.parameterCount else {
            throw .defect("\(index) values for the statement \(statement.sql)")
        }
    }
}
