import UsherCore

/// What speaks of a person in rows of others: a notice to the shop, a friend's event, an operator's words. Finding it looks at every text there
/// is, which takes seconds in a large database, so it is done where nobody waits; replacing what was found is quick.
struct MentionDesk {
    /// A row, by its table and its key.
    struct Place: Hashable {
        fileprivate let table: Int
        fileprivate let key: Int64
        /// The second half of a key of two.
        fileprivate let entry: Int64
    }

    private struct Table {
        let name: String
        var key = "id"
        var entry = "0"
        let columns: [String]
    }

    private static let tables = [
        Table(name: "deliveries", columns: ["inputs", "reply_text", "reason", "notice_key"]),
        Table(name: "events", columns: ["data", #""key""#]),
        Table(name: "enrollments", columns: ["data", #""key""#]),
        Table(name: "transitions", columns: ["words"]),
        Table(name: "suppressions", columns: ["note"]),
        Table(name: "consents", key: "contact", entry: "entry", columns: ["source", "wording"]),
        Table(name: "contacts", columns: ["attributes"]),
        Table(name: "earnings", columns: ["revoked_because"]),
    ]
    private static let deliveries = 0

    private let transaction: Transaction
    private let words: [String]

    init(_ transaction: Transaction, of address: EmailAddress) {
        self.transaction = transaction
        words = Array(Set([address.wire, address.key.text])).sorted()
    }

    /// Every row that speaks of the person, their own as well.
    func find() throws(StoreError) -> [Place] {
        var places: [Place] = []
        for (number, table) in Self.tables.enumerated() {
            for word in words {
                let isMentioned = table.columns.map { "instr(\($0), ?1) > 0" }.joined(separator: " OR ")
                places += try transaction.query(
                    "SELECT \(table.key), \(table.entry) FROM \(table.name) WHERE \(isMentioned)"
                ).all(word) { (row) throws(StoreError) in
                    Place(table: number, key: row.int64(0), entry: row.int64(1))
                }
            }
        }
        return Array(Set(places))
    }

    /// Those of `places` that are deliveries which did not go yet, with their campaign and step.
    func waiting(_ places: [Place]) throws(StoreError) -> [(DeliveryID, CampaignID?, StepID?)] {
        let one = try transaction.query(
            """
            SELECT d.id, e.campaign, d.step FROM deliveries d LEFT JOIN enrollments e ON e.id = d.enrollment
            WHERE d.id = ? AND d.state IN ('open', 'held')
            """)
        var waiting: [(DeliveryID, CampaignID?, StepID?)] = []
        for place in places where place.table == Self.deliveries {
            let found = try one.first(place.key) { (row) throws(StoreError) -> (DeliveryID, CampaignID?, StepID?) in
                (row.id(0), row.optionalID(1), row.optionalID(2))
            }
            if let found { waiting.append(found) }
        }
        return waiting
    }

    /// Takes the words out of `places`, and out of the notes, of which there are few.
    func replace(_ places: [Place]) throws(StoreError) {
        for word in words {
            for place in places {
                let table = Self.tables[place.table]
                for column in table.columns {
                    // Values that were filled in are JSON, and belong together.
                    let rest = column == "inputs" ? "'{}'" : "replace(\(column), ?1, 'erased')"
                    try transaction.query(
                        """
                        UPDATE \(table.name) SET \(column) = \(rest)
                        WHERE \(table.key) = ?2 AND \(table.entry) = ?3 AND instr(\(column), ?1) > 0
                        """
                    ).run(word, place.key, place.entry)
                }
            }
            try transaction.query("UPDATE notes SET text = replace(text, ?1, 'erased') WHERE instr(text, ?1) > 0").run(
                word)
        }
    }
}
