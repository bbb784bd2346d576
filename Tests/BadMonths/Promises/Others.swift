/// What is held of everybody but one person, row by row: what forgetting that person must leave as it is.
struct Others {
    /// Of each table.
    private let tables: [String: [UInt8]]

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
        var tables: [String: [UInt8]] = [:]
        for table in try books.tables() where !Self.shared.contains(table) {
            let columns = try books.columns(of: table)
            let mine: String
            if table == "returned" {
                // What is tied to nobody may speak of the person, and forgets the address then.
                mine = "contact IS NOT NULL AND contact NOT IN (\(ids))"
            } else if table == "contacts" {
                mine = "id NOT IN (\(ids))"
            } else if columns.contains("contact") {
                mine = "coalesce(contact, 0) NOT IN (\(ids))"
            } else if columns.contains("delivery") {
                mine = "delivery NOT IN (SELECT id FROM deliveries WHERE contact IN (\(ids)))"
            } else {
                mine = "TRUE"
            }
            tables[table] = try books.octets("SELECT * FROM \"\(table)\" WHERE \(mine)")
        }
        self.tables = tables
    }

    /// The first row that is another one, wherever it stands in its table.
    func difference(to later: Others) -> String? {
        for (table, octets) in tables.sorted(by: { $0.key < $1.key }) {
            let now = later.tables[table] ?? []
            guard now != octets else { continue }
            let (before, after) = (Self.rows(octets), Self.rows(now))
            if let row = before.subtracting(after).min() { return "\(table) had \(row)" }
            if let row = after.subtracting(before).min() { return "\(table) has \(row)" }
        }
        return nil
    }

    private static func rows(_ octets: [UInt8]) -> Set<String> {
        Set(octets.split(separator: Books.rowEnd).map { String(decoding: $0, as: UTF8.self) })
    }
}
