import UsherCore

/// A look at a database that others work in, over a read-only connection: nothing is made, changed or waited for.
package enum DatabaseGlance {
    /// The moment of what was recorded last, by the clock of whoever recorded it; nil where nothing was. Throws what
    /// opening and reading it throws.
    package static func newest(of path: String) throws(StoreError) -> Timestamp? {
        let database = try SQLiteDatabase(path, label: "glance", isReadOnly: true)
        let newest = try database.use { (connection) throws(StoreError) in
            try Transaction(connection, now: .none).query(
                """
                SELECT max(latest.at) AS newest FROM (
                    SELECT recorded_at AS at FROM events WHERE id = (SELECT max(id) FROM events)
                    UNION ALL SELECT entered_at FROM enrollments WHERE id = (SELECT max(id) FROM enrollments)
                    UNION ALL SELECT max(claimed_at) FROM claims) latest
                """
            ).first { (row) throws(StoreError) in row.optionalTime("newest") }
        }
        try database.close()
        return newest ?? nil
    }

    /// The note that the daemon keeps under this name; nil where there is none.
    package static func note(_ name: String, of path: String) throws(StoreError) -> String? {
        let database = try SQLiteDatabase(path, label: "glance", isReadOnly: true)
        let text = try database.use { (connection) throws(StoreError) in
            try Transaction(connection, now: .none).query("SELECT text FROM notes WHERE name = ?")
                .first(name) { (row) throws(StoreError) in row.text("text") }
        }
        try database.close()
        return text
    }
}
