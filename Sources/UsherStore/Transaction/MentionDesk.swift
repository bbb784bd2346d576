import UsherCore

/// What speaks of a person in rows of others: a friend's event, an operator's words, a server's answer. Finding it
/// looks at every text there is, which takes seconds in a large database, so it is done where nobody waits; replacing
/// what was found is quick.
struct MentionDesk {
    /// A row, by its table and its key.
    struct Cell: Hashable {
        fileprivate let table: Int
        fileprivate let key: Int64
        /// The second half of a key of two.
        fileprivate let entry: Int64
    }

    /// What a table's texts are called in a question; none has more.
    private static let texts: [StaticString] = ["text_1", "text_2", "text_3", "text_4"]

    private let transaction: Transaction
    private let mention: Mention
    /// The same for columns of identifiers.
    private let inIdentifiers: Mention
    private let marks: [String]
    /// Whose rows are left alone: who has the address since, by a sign-up of their own.
    private let heir: ContactID?

    init(_ transaction: Transaction, of address: EmailAddress, heir: ContactID? = nil) throws(StoreError) {
        self.transaction = transaction
        self.heir = heir
        mention = Mention(of: address, butNot: try ErasureRows(transaction).others(address))
        inIdentifiers = mention.inIdentifiers
        marks = mention.marks
    }

    /// Every row that speaks of the person.
    func find() throws(StoreError) -> [Cell] {
        var places: [Cell] = []
        for (number, table) in MentionTable.all.enumerated() {
            let mayMention = table.columns.map(mayMention).joined(separator: " OR ")
            let texts = zip(table.columns, Self.texts).map { "\($0) AS \($1)" }.joined(separator: ", ")
            let found = try transaction.query(
                """
                SELECT \(table.key) AS row_key, \(table.entry) AS row_entry, \(texts) FROM \(table.name)
                WHERE \(table.owner) IS DISTINCT FROM CAST(? AS BIGINT) AND (\(mayMention))
                """
            ).all(heir) { (row) throws(StoreError) -> Cell? in
                let isMention = zip(table.columns, Self.texts).contains { column, text in
                    row.optionalOctets(text).map(mention(of: column).isIn) ?? false
                }
                return isMention ? Cell(table: number, key: row.int64("row_key"), entry: row.int64("row_entry")) : nil
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

    /// Takes the words out of `places`, and out of the tables of which there are few rows. What somebody alive has
    /// claimed stays until it is settled; returns how many those are.
    func replace(_ places: [Cell], isAlive: (String) -> Bool) throws(StoreError) -> Int {
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

    private func replace(_ column: String, of table: MentionTable, _ place: Cell) throws(StoreError) {
        let whichRow = "\(table.key) = ? AND \(table.entry) = ?"
        let text: String?? = try transaction.query("SELECT \(column) AS found FROM \(table.name) WHERE \(whichRow)")
            .first(place.key, place.entry) { $0.optionalText("found") }
        guard let text, let text, let left = mention(of: column).replaced(in: text) else { return }
        var fresh = left
        for number in 2... {
            guard let clash = table.clash[column] else { break }
            let isTaken = try transaction.query(
                """
                SELECT 1 FROM \(table.name) o JOIN \(table.name) t ON \(clash)
                WHERE t.\(table.key) = ? AND o.\(column) = ?
                """
            ).isAny(place.key, fresh)
            if !isTaken { break }
            fresh = "\(left) \(number)"
        }
        try transaction.query("UPDATE \(table.name) SET \(column) = ? WHERE \(whichRow)")
            .run(fresh, place.key, place.entry)
    }

    /// In lower case, or with one of the signs that encode: `Mention` looks at those.
    private func mayMention(_ column: String) -> String {
        (marks.map { "lower(\(column)) LIKE \(Self.anywhere($0))" }
            + Mention.signs.map { "\(column) LIKE \(Self.anywhere("\($0)"))" })
            .joined(separator: " OR ")
    }

    /// A pattern for a text that has `word` in it.
    private static func anywhere(_ word: String) -> String {
        let plain = word.map { "\\%_".contains($0) ? "\\\($0)" : "\($0)" }.joined()
        return "'%\(plain)%' ESCAPE '\\'"
    }

    private func shortTexts(_ table: ShortTable) throws(StoreError) -> [(keys: [String], left: String)] {
        let mention = table.isIdentifier ? inIdentifiers : mention
        return try transaction.query(
            """
            SELECT \(table.column) AS text, \(table.keys[0]) AS key_1, \(table.keys.last ?? "") AS key_2
            FROM \(table.name) WHERE \(table.column) IS NOT NULL
            """
        ).all { (row) -> (keys: [String], left: String)? in
            mention.replaced(in: row.text("text")).map { left in ([row.text("key_1"), row.text("key_2")], left) }
        }.compactMap(\.self)
    }

    private func replace(_ table: ShortTable) throws(StoreError) {
        for (keys, left) in try shortTexts(table) {
            let (first, second) = (keys[0], table.keys.count > 1 ? keys[1] : "")
            let whichRow = "CAST(\(table.keys[0]) AS TEXT) = ? AND (? = '' OR \(table.keys.last ?? "") = ?)"
            if table.isKey {
                try transaction.query(
                    """
                    INSERT INTO \(table.name) (contact, \(table.column)) VALUES (CAST(? AS BIGINT), ?)
                    ON CONFLICT DO NOTHING
                    """
                ).run(first, left)
                try transaction.query("DELETE FROM \(table.name) WHERE \(whichRow)").run(first, second, second)
            } else {
                try transaction.query("UPDATE \(table.name) SET \(table.column) = ? WHERE \(whichRow)")
                    .run(try free(left, in: table), first, second, second)
            }
        }
    }

    /// `left`, or with a number behind it where another row must not have the same.
    private func free(_ left: String, in table: ShortTable) throws(StoreError) -> String {
        guard table.isUnique else { return left }
        let other = try transaction.query("SELECT 1 FROM \(table.name) WHERE \(table.column) = ?")
        var fresh = left
        for number in 2... {
            guard try other.isAny(fresh) else { break }
            fresh = "\(left) \(number)"
        }
        return fresh
    }

    private func mention(of column: String) -> Mention {
        MentionTable.identifiers.contains(column) ? inIdentifiers : mention
    }
}
