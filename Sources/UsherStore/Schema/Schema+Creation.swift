import UsherCore

extension Schema {
    /// Makes the tables in an empty file, brings those of an earlier version up to date, or refuses a database that this
    /// program cannot use.
    ///
    /// One transaction, so that two processes that open a new file together make it once, and a migration is there as a
    /// whole or not at all. Without `mayBegin` an empty file is not made a database. `isServed`: whether a daemon of
    /// another process works in it, which knows only the tables that it began with.
    ///
    /// Throws `.newer` for a later schema, `.older` for one that was never released, `.corrupt` for another program's
    /// database, and `.outdatedDaemon`.
    static func create(
        in database: SQLiteConnection, databaseID: String, mayBegin: Bool, migrations: [String] = migrations,
        isServed: () -> Bool = { false }
    ) throws(StoreError) {
        let version = Int64(1 + migrations.count)
        if try database.number("PRAGMA user_version") == version,
            try database.number("PRAGMA application_id") == applicationID
        {
            return
        }
        try database.begin(toWrite: true)
        do throws(StoreError) {
            let found: Int64
            if try isEmpty(database, mayBegin: mayBegin, version: version) {
                try database.execute(tables)
                try database.execute(
                    """
                    INSERT INTO identity (database_id) VALUES ('\(databaseID)');
                    PRAGMA application_id = \(applicationID);
                    """)
                found = 1
            } else {
                found = max(1, try database.number("PRAGMA user_version"))
                guard found == version || !isServed() else { throw StoreError.outdatedDaemon }
            }
            for migration in migrations.dropFirst(Int(found) - 1) { try database.execute(migration) }
            try database.execute("PRAGMA user_version = \(version)")
            try database.commit()
        } catch {
            database.rollback()
            throw error
        }
    }

    /// False where the tables are there.
    private static func isEmpty(
        _ database: SQLiteConnection, mayBegin: Bool, version: Int64
    ) throws(StoreError) -> Bool {
        let isEmpty = try database.number("SELECT count(*) FROM sqlite_master") == 0
        guard mayBegin || !isEmpty else { throw .corrupt("it is empty") }
        try mustBeOurs(database, isEmpty: isEmpty, version: version)
        return isEmpty
    }

    /// Throws for a database that this program cannot use; changes nothing. Returns the version of its tables.
    @discardableResult
    static func mustBeOurs(
        _ database: SQLiteConnection, isEmpty: Bool = false, version: Int64 = version
    ) throws(StoreError) -> Int64 {
        let found = try database.number("PRAGMA user_version")
        let owner = try database.number("PRAGMA application_id")
        guard owner != unreleasedID else { throw .older }
        guard owner == applicationID || isEmpty else { throw .corrupt("it is another program's database") }
        guard found <= version else { throw .newer(found: Int(found), known: Int(version)) }
        return found
    }
}
