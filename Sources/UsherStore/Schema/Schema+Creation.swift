import GRDB
import UsherCore

extension Schema {
    /// Makes the tables in an empty file, or refuses a database that this program cannot use.
    ///
    /// One transaction, so that two processes that open a new file together make it once. Without `mayBegin` an empty
    /// file is not made a database.
    ///
    /// Throws `.newer` for a later schema, `.older` for one that was never released, and `.corrupt` for another
    /// program's database.
    static func create(in database: Database, databaseID: String, mayBegin: Bool) throws {
        if try number("user_version", of: database) == version,
            try number("application_id", of: database) == applicationID
        {
            return
        }
        try database.inTransaction(.immediate) {
            let found = try number("user_version", of: database)
            let owner = try number("application_id", of: database)
            let isEmpty = try Int64.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
            guard owner != unreleasedID else { throw StoreError.older }
            guard owner == applicationID || isEmpty else {
                throw StoreError.corrupt("it is another program's database")
            }
            guard mayBegin || !isEmpty else { throw StoreError.corrupt("it is empty") }
            guard found <= version else { throw StoreError.newer(found: Int(found), known: Int(version)) }
            guard isEmpty else { return .commit }
            try database.execute(sql: tables)
            try database.execute(sql: "INSERT INTO identity (database_id) VALUES (?)", arguments: [databaseID])
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(version)")
            return .commit
        }
    }

    private static func number(_ pragma: String, of database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA \(pragma)") ?? 0
    }
}
