import UsherCore

/// Whose turn may have come: contacts with a waiting enrollment for whom something changed, inside one transaction.
///
/// Nobody looks through all that wait. A contact gets a row when an enrollment of theirs begins to wait, when one ends,
/// and when their stage changes; after a look in vain the next is an hour later.
struct TurnRows {
    private let transaction: Transaction
    private let waits: Query

    /// In vain: until then.
    static let nextLook: Int64 = 3_600_000

    init(_ transaction: Transaction) throws(StoreError) {
        self.transaction = transaction
        waits = try transaction.query("SELECT 1 FROM enrollments WHERE contact = ? AND state = 'waiting' LIMIT 1")
    }

    /// Something changed for this contact.
    func note(_ contact: ContactID) throws(StoreError) {
        let isWaiting = try waits.isAny(contact)
        if isWaiting { try look(at: contact, from: transaction.now) }
    }

    func look(at contact: ContactID, from time: Timestamp) throws(StoreError) {
        try transaction.query(
            """
            INSERT INTO turns (look_at, contact) VALUES (?, ?)
            ON CONFLICT (contact) DO UPDATE SET look_at = excluded.look_at
            """
        ).run(time, contact)
    }

    func forget(_ contact: ContactID) throws(StoreError) {
        try transaction.query("DELETE FROM turns WHERE contact = ?").run(contact)
    }

    func due(limit: Int) throws(StoreError) -> [ContactID] {
        try transaction.query("SELECT contact FROM turns WHERE look_at <= ? ORDER BY look_at, contact LIMIT ?")
            .all(transaction.now, limit) { $0.id("contact") }
    }
}
