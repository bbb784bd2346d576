import UsherCore

/// Databases that do not say which tables they have.
extension Schema {
    /// The version of the tables that a database has, which says that it has those of `said`. Programs that were built
    /// at different times all wrote 3:
    ///
    /// | It says 3, and has | Its tables are those of |
    /// | --- | --- |
    /// | `unsubscribes` | version 5 |
    /// | `carried`, but not that | version 4 |
    /// | neither | version 3 |
    static func tablesVersion(of database: SQLiteConnection, saying said: Int64) throws(StoreError) -> Int64 {
        guard said == 3 else { return max(1, said) }
        func has(_ table: String) throws(StoreError) -> Bool {
            try database.number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '\(table)'") > 0
        }
        if try has("unsubscribes") { return 5 }
        return try has("carried") ? 4 : 3
    }

    /// Throws `.unlike` where a database, brought up to date, lacks a table, a column or an index that a new one has.
    /// What somebody added is not looked at.
    static func mustBeWhole(_ database: SQLiteConnection, migrations: [String]) throws(StoreError) {
        let new = try SQLiteDatabase(":memory:", label: "compared")
        let wanted = try new.use { (connection) throws(StoreError) in
            for script in [tables] + migrations { try connection.execute(script) }
            return try names(connection)
        }
        try new.close()
        guard let lacking = wanted.subtracting(try names(database)).min() else { return }
        throw .unlike("\(lacking) is not there")
    }

    /// The names of everything that has one: `contacts`, `contacts.address`.
    private static func names(_ database: SQLiteConnection) throws(StoreError) -> Set<String> {
        let lines = try database.text(
            """
            SELECT group_concat(named, ' ') FROM (
                SELECT m.name AS named FROM sqlite_master m WHERE m.name NOT LIKE 'sqlite%'
                UNION SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                WHERE m.type IN ('table', 'view'))
            """)
        return Set((lines ?? "").split(separator: " ").map(String.init))
    }
}
