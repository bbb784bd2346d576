import UsherCore

/// A copy of a database that is in use, and what is known of one that nobody uses.
package enum DatabaseCopy {
    /// The facts about a database that tell whether it belongs somewhere.
    package struct Facts: Hashable, Sendable {
        package let id: String
        /// The version of its tables.
        package let schema: Int64
        package let keys: [KeyFingerprint]
        package let contacts: Int
        package let last: LastNumbers
    }

    /// The thoroughness with which the file itself is looked at.
    package enum Look: String, Sendable {
        /// Looks at every page, and whether rows are in order.
        case quick = "quick_check"
        /// Also looks whether every index has what its table has.
        case whole = "integrity_check"
    }

    /// How many pages are copied at a time: together they have 1 MiB.
    private static let step: Int32 = 256

    /// Copies the database at `path` into a new file, as it is at one moment, while others write to it. They do not
    /// wait for it; the log grows until it is done. `between` runs after each MiB. Blocks.
    ///
    /// Throws what opening and reading the one throws, and `.cannotRecord` where the other cannot be written; what is
    /// there of it then is of no use.
    package static func make(
        of path: String, to copy: String, between: @escaping () throws(StoreError) -> Void
    ) throws(StoreError) {
        try DatabaseFile.create(copy, mayBegin: true)
        do throws(StoreError) {
            let source = try SQLiteDatabase(path, label: "copied", settings: Schema.readerSettings)
            // Nobody misses a copy that was begun: only whole, and when it is on the disk, it gets its name.
            let target = try SQLiteDatabase(
                copy, label: "copy", settings: ["PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"])
            try source.copy(into: target, step: step, between: between)
            try target.close()
            try source.close()
        } catch {
            throw DatabaseFile.meaning(of: error, at: path)
        }
    }

    /// What the database at `path` is, which nobody has open. Throws `.corrupt` where something is wrong with the file,
    /// `.newer`, `.older`. Leaves it without a log of its own. Blocks, some seconds for each GB.
    package static func facts(of path: String, look: Look) throws(StoreError) -> Facts {
        let database = try SQLiteDatabase(
            path, label: "looked-at", settings: ["PRAGMA trusted_schema = OFF", "PRAGMA journal_mode = DELETE"])
        let facts = try database.use { (connection) throws(StoreError) in
            let schema = try Schema.mustBeOurs(connection)
            let answer = try connection.text("PRAGMA \(look.rawValue)(1)")
            guard answer == "ok" else { throw .corrupt(answer ?? "it cannot be looked at") }
            let transaction = Transaction(connection, now: .none)
            let id = try transaction.query("SELECT database_id FROM identity").first { (row) throws(StoreError) in
                row.text("database_id")
            }
            guard let id else { throw .corrupt("it has no identity") }
            // Of the erased as well.
            func last(_ table: String) throws(StoreError) -> Int64 {
                try connection.number("SELECT coalesce(max(id), 0) FROM \(table)")
            }
            let numbers = LastNumbers(
                contacts: try last("contacts"), deliveries: try last("deliveries"),
                enrollments: try last("enrollments"))
            return Facts(
                id: id, schema: schema, keys: try transaction.fingerprints(),
                contacts: Int(try connection.number("SELECT count(*) FROM living")), last: numbers)
        }
        try database.close()
        return facts
    }
}

extension Transaction {
    /// The keys that this database was used with, the oldest first.
    func fingerprints() throws(StoreError) -> [KeyFingerprint] {
        try query("SELECT id, fingerprint FROM keys ORDER BY id").all { (row) throws(StoreError) in
            guard let id = UInt16(exactly: row.int("id")) else { throw .corrupt("a key's number is none") }
            return KeyFingerprint(id: id, octets: row.octets("fingerprint"))
        }
    }
}
