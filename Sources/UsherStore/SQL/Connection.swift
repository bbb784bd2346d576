import UsherCore

/// One connection to a database, for the length of one verb: all that the store asks of a database.
///
/// A second kind of database implements this and `Prepared`, and brings its tables; every statement is in the dialect
/// that SQLite and PostgreSQL share, with `?` for a value. Savepoints are statements like any other. What a database
/// answers instead of doing as it is told becomes a `StoreError` here, and names tables and constraints, never values.
protocol Connection {
    /// A statement by its text, prepared at its first use on this connection and kept. A text that is no statement of
    /// this database is a `.defect`.
    func prepare(_ sql: String) throws(StoreError) -> any Prepared
    /// Begins a transaction that sees one moment. One that writes waits here for its turn, up to the busy timeout, and
    /// then throws `.busy`.
    func begin(toWrite: Bool) throws(StoreError)
    /// Commits the transaction. When it returns, what that did is durable.
    func commit() throws(StoreError)
    /// Takes back what the transaction did. Does nothing where the database has done so by itself, after a full disk.
    func rollback()
}

/// A prepared statement: takes its values, runs row by row, and is reset before anybody else uses it.
///
/// Parameters are counted from 1, columns from 0. A column that there is not reads as NULL.
protocol Prepared {
    var sql: String { get }
    var parameterCount: Int { get }
    var columnCount: Int { get }
    /// Whether a column has this name; without a copy of it.
    func isName(_ name: StaticString, of column: Int) -> Bool

    /// Binds a number to a value of the statement; nil is NULL.
    func bind(_ number: Int64?, at index: Int) throws(StoreError)
    func bind(_ text: String, at index: Int) throws(StoreError)
    func bind(_ octets: [UInt8], at index: Int) throws(StoreError)

    /// Goes to the next row; false when there is none any more.
    func step() throws(StoreError) -> Bool
    func reset()
    /// How many rows the statement inserted, updated or deleted.
    var changes: Int { get }
    /// The number of the row that was inserted last on its connection.
    var insertedRow: Int64 { get }

    func isNull(_ column: Int) -> Bool
    func number(_ column: Int) -> Int64
    func text(_ column: Int) -> String
    func octets(_ column: Int) -> [UInt8]
}
