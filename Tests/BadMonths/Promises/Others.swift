/// What is held of everybody but one person, row by row: what forgetting that person must leave as it is.
struct Others: Equatable {
    private let rows: [String: Set<String>]

    /// What counts people, or names them by a hash only, is nobody's own.
    private static let shared: Set<String> = [
        "tallies", "counters", "suppressions", "suppressed", "erasures", "notes", "sqlite_stat1",
    ]

    /// Whom an erasing under way is about may change as well.
    static func beingErased(_ books: Books, and address: String) throws -> [String] {
        try books.rows(
            "SELECT id FROM contacts WHERE address = ? UNION SELECT contact FROM erasures WHERE done_at IS NULL",
            [address]
        ).compactMap { $0.first ?? nil }
    }

    /// `contacts`: numbers of those who are left out.
    init(_ books: Books, except contacts: [String]) throws {
        let ids = contacts.isEmpty ? "-1" : contacts.joined(separator: ", ")
        var rows: [String: Set<String>] = [:]
        for table in try books.tables() where !Self.shared.contains(table) {
            let columns = try books.rows("SELECT name FROM pragma_table_info(?)", [table]).compactMap {
                $0.first ?? nil
            }
            let mine: String
            if table == "contacts" {
                mine = "id NOT IN (\(ids))"
            } else if columns.contains("contact") {
                mine = "coalesce(contact, 0) NOT IN (\(ids))"
            } else if columns.contains("delivery") {
                mine = "delivery NOT IN (SELECT id FROM deliveries WHERE contact IN (\(ids)))"
            } else {
                mine = "TRUE"
            }
            rows[table] = Set(
                try books.rows("SELECT * FROM \"\(table)\" WHERE \(mine)")
                    .map { $0.map { $0 ?? "-" }.joined(separator: "\u{1F}") })
        }
        self.rows = rows
    }

    /// The first row that is another one.
    func difference(to later: Others) -> String? {
        for (table, lines) in rows.sorted(by: { $0.key < $1.key }) {
            let now = later.rows[table] ?? []
            if let line = lines.subtracting(now).min() { return "\(table) had \(line)" }
            if let line = now.subtracting(lines).min() { return "\(table) has \(line)" }
        }
        return nil
    }
}
