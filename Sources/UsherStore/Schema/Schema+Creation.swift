import UsherCore

extension Schema {
    /// Makes the tables in an empty file, brings those of an earlier version up to date, or refuses a database that
    /// this program cannot use.
    ///
    /// One transaction, so that two processes that open a new file together make it once, and a migration is there as a
    /// whole or not at all. Without `mayBegin` an empty file is not made a database. `isServed`: whether a daemon of
    /// another process works in it, which knows only the tables that it began with.
    ///
    /// Throws `.newer` for a later schema, `.older` for one that was never released, `.unlike` for one that only
    /// resembles its version, `.corrupt` for another program's database, and `.outdatedDaemon`.
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
                let said = try database.number("PRAGMA user_version")
                guard said == version || !isServed() else { throw StoreError.outdatedDaemon }
                found = try tablesVersion(of: database, saying: said)
            }
            try bring(database, from: found, by: migrations)
            try database.execute("PRAGMA user_version = \(version)")
            try database.commit()
        } catch {
            database.rollback()
            throw error
        }
    }

    /// Brings the tables from version `found` to the last one. Throws `.unlike` where they are not what they should be.
    private static func bring(
        _ database: SQLiteConnection, from found: Int64, by migrations: [String]
    ) throws(StoreError) {
        do throws(StoreError) {
            for migration in migrations.dropFirst(Int(found) - 1) { try database.execute(migration) }
        } catch {
            guard case .defect(let why) = error else { throw error }
            throw .unlike(why.split(separator: ", in: ").first.map(String.init) ?? why)
        }
        try mustBeWhole(database, migrations: migrations)
    }

    /// Whether the database is empty. False where the tables are there.
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
