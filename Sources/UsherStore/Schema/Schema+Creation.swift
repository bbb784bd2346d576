import UsherCore

extension Schema {
    /// Makes the tables in an empty file, or refuses a database that this program cannot use.
    ///
    /// One transaction, so that two processes that open a new file together make it once. Without `mayBegin` an empty
    /// file is not made a database.
    ///
    /// Throws `.newer` for a later schema, `.older` for one that was never released, and `.corrupt` for another
    /// program's database.
    static func create(in database: SQLiteConnection, databaseID: String, mayBegin: Bool) throws(StoreError) {
        if try database.number("PRAGMA user_version") == version,
            try database.number("PRAGMA application_id") == applicationID
        {
            return
        }
        try database.begin(toWrite: true)
        do throws(StoreError) {
            if try isEmpty(database, mayBegin: mayBegin) {
                try database.execute(tables)
                try database.execute(
                    """
                    INSERT INTO identity (database_id) VALUES ('\(databaseID)');
                    PRAGMA application_id = \(applicationID);
                    PRAGMA user_version = \(version);
                    """)
            }
            try database.commit()
        } catch {
            database.rollback()
            throw error
        }
    }

    /// False where the tables are there.
    private static func isEmpty(_ database: SQLiteConnection, mayBegin: Bool) throws(StoreError) -> Bool {
        let found = try database.number("PRAGMA user_version")
        let owner = try database.number("PRAGMA application_id")
        let isEmpty = try database.number("SELECT count(*) FROM sqlite_master") == 0
        guard owner != unreleasedID else { throw .older }
        guard owner == applicationID || isEmpty else { throw .corrupt("it is another program's database") }
        guard mayBegin || !isEmpty else { throw .corrupt("it is empty") }
        guard found <= version else { throw .newer(found: Int(found), known: Int(version)) }
        return isEmpty
    }
}
