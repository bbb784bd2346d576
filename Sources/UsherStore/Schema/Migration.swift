import GRDB
import UsherCore

/// Brings a database to the newest schema, or refuses to touch it.
enum Migration {
    /// Runs what is missing in one transaction, so that two processes that open a new file together make it once. The
    /// number of the last migration is the file's `user_version`.
    ///
    /// Without `mayBegin` an empty file is not made a database.
    ///
    /// Throws `.newer` for a file that knows more migrations than this program, and `.corrupt` for another program's
    /// database.
    static func run(in database: Database, databaseID: String, mayBegin: Bool) throws {
        let known = Int64(Schema.migrations.count)
        if try Int64.fetchOne(database, sql: "PRAGMA user_version") == known,
            try Int64.fetchOne(database, sql: "PRAGMA application_id") == Schema.applicationID
        {
            return
        }
        try database.inTransaction(.immediate) {
            let found = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            let owner = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            let tables = try Int64.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            guard owner == Schema.applicationID || tables == 0 else {
                throw StoreError.corrupt("it is another program's database")
            }
            guard mayBegin || tables > 0 else { throw StoreError.corrupt("it is empty") }
            guard found <= known else { throw StoreError.newer(found: Int(found), known: Int(known)) }
            for migration in Schema.migrations.dropFirst(Int(max(0, found))) { try database.execute(sql: migration) }
            if tables == 0 {
                try database.execute(sql: "INSERT INTO identity (database_id) VALUES (?)", arguments: [databaseID])
            }
            try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(known)")
            return .commit
        }
    }
}
