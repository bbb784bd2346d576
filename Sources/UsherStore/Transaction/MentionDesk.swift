import UsherCore

/// What speaks of a person in rows of others: a friend's event, an operator's words, a server's answer. Finding it looks at every text there is, which takes
/// seconds in a large database, so it is done where nobody waits; replacing what was found is quick.
struct MentionDesk {
    /// A row, by its table and its key.
    struct Place: Hashable {
        fileprivate let table: Int
        fileprivate let key: Int64
        /// The second half of a key of two.
        fileprivate let entry: Int64
    }

    private let transaction: Transaction
    private let mention: Mention
    private let marks: [String]
    /// Whose rows are left alone: who has the address since, by a sign-up of their own.
    private let heir: ContactID?

    init(_ transaction: Transaction, of address: EmailAddress, heir: ContactID? = nil) throws(StoreError) {
        self.transaction = transaction
        self.heir = heir
        mention = Mention(of: address, butNot: try ErasureRows(transaction).others(address))
        marks = mention.marks
    }

    /// Every row that speaks of the person.
    func find() throws(StoreError) -> [Place] {
        var places: [Place] = []
        for (number, table) in MentionTable.all.enumerated() {
            let mayMention = table.columns.map(mayMention).joined(separator: " OR ")
            let found = try transaction.query(
                """
                SELECT \(table.key), \(table.entry), \(table.columns.joined(separator: ", ")) FROM \(table.name)
                WHERE \(table.owner) IS NOT ? AND (\(mayMention))
                """
            ).all(heir) { (row) throws(StoreError) -> Place? in
                let isMention = table.columns.indices.contains { column in
                    !row.isNull(column + 2) && mention.isIn(row.octets(column + 2))
                }
                return isMention ? Place(table: number, key: row.int64(0), entry: row.int64(1)) : nil
            }
            places += found.compactMap(\.self)
        }
        return places
    }

    /// Whether any row of others, or a short text, speaks of the person.
    func finds() throws(StoreError) -> Bool {
        if try !find().isEmpty { return true }
        for table in ShortTable.all where try !shortTexts(table).isEmpty { return true }
        return false
    }

    /// Takes the words out of `places`, and out of the tables of which there are few rows. What somebody alive has claimed stays until it is settled; returns
    /// how many those are.
    func replace(_ places: [Place], isAlive: (String) -> Bool) throws(StoreError) -> Int {
        let owners = try ClaimOwners(transaction)
        var onTheirWay = 0
        for place in places {
            let table = MentionTable.all[place.table]
            if table.isDeliveries, let owner = try owners.owner(of: DeliveryID(place.key)), isAlive(owner) {
                onTheirWay += 1
            } else {
                for column in table.columns { try replace(column, of: table, place) }
            }
        }
        for table in ShortTable.all { try replace(table) }
        return onTheirWay
    }

    private func replace(_ column: String, of table: MentionTable, _ place: Place) throws(StoreError) {
        let whichRow = "\(table.key) = ? AND \(table.entry) = ?"
        let text: String?? = try transaction.query("SELECT \(column) FROM \(table.name) WHERE \(whichRow)")
            .first(place.key, place.entry) { (row) throws(StoreError) in row.optionalText(0) }
        guard let text, let text, let left = mention.replaced(in: text) else { return }
        var fresh = left
        for number in 2... {
            guard let clash = table.clash[column] else { break }
            let isTaken = try transaction.query(
                "SELECT 1 FROM \(table.name) o JOIN \(table.name) t ON \(clash) WHERE t.\(table.key) = ? AND o.\(column) = ?"
            ).first(place.key, fresh) { (_) throws(StoreError) in true }
            if isTaken == nil { break }
            fresh = "\(left) \(number)"
        }
        try transaction.query("UPDATE \(table.name) SET \(column) = ? WHERE \(whichRow)")
            .run(fresh, place.key, place.entry)
    }

    /// In lower case, or with one of the signs that encode: `Mention` looks at those.
    private func mayMention(_ column: String) -> String {
        (marks.map { "instr(lower(\(column)), '\($0)') > 0" } + Mention.signs.map { "instr(\(column), '\($0)') > 0" })
            .joined(separator: " OR ")
    }

    private func shortTexts(_ table: ShortTable) throws(StoreError) -> [(keys: [String], left: String)] {
        try transaction.query("SELECT \(table.column), \(table.keys.joined(separator: ", ")) FROM \(table.name)")
            .all { (row) throws(StoreError) -> (keys: [String], left: String)? in
                mention.replaced(in: row.text(0)).map { left in
                    (table.keys.indices.map { row.text($0 + 1) }, left)
                }
            }.compactMap(\.self)
    }

    private func replace(_ table: ShortTable) throws(StoreError) {
        for (keys, left) in try shortTexts(table) {
            let (first, second) = (keys[0], keys.count > 1 ? keys[1] : "")
            let whichRow = "CAST(\(table.keys[0]) AS TEXT) = ? AND (? = '' OR \(table.keys.last ?? "") = ?)"
            if table.isKey {
                try transaction.query(
                    "INSERT INTO \(table.name) (contact, \(table.column)) VALUES (CAST(? AS INTEGER), ?) ON CONFLICT DO NOTHING"
                ).run(first, left)
                try transaction.query("DELETE FROM \(table.name) WHERE \(whichRow)").run(first, second, second)
            } else {
                try transaction.query("UPDATE \(table.name) SET \(table.column) = ? WHERE \(whichRow)")
                    .run(left, first, second, second)
            }
        }
    }
}
