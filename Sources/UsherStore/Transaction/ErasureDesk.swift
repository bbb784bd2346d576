import UsherCore

/// Forgets a person, inside a transaction. The row stays as a number that transitions, runs and deliveries refer to.
struct ErasureDesk {
    private let transaction: Transaction
    private let suppressions: SuppressionRows
    private let contacts: ContactRows

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        suppressions = try SuppressionRows(transaction, hash: hash)
        contacts = try ContactRows(transaction, suppressions)
    }

    /// Lets nothing start any more. Nil when there is nobody; else the person's address, and how many messages are on their way.
    func stop(
        _ key: AddressKey, takingClaims: Bool, by: String, note: String
    ) throws(StoreError) -> (address: EmailAddress, onTheWay: Int)? {
        guard let contact = try contacts.known(key)?.contact else { return nil }
        let id = contact.id
        if try !suppressions.of(id).contains(where: { $0.reason == .erased }) {
            _ = try suppressions.add(
                key, contact: id, scope: .everything, reason: .erased, until: nil, by: by, note: note)
        }
        _ = try RunRows(transaction).endAll(
            of: id, reason: .suppressed, closing: .cancelled, because: "the person was erased")
        if takingClaims { try transaction.query("DELETE FROM claims WHERE contact = ?").run(id) }
        let claims =
            try transaction.query("SELECT count(*) FROM claims WHERE contact = ?")
            .first(id) { (row) throws(StoreError) in row.int(0) } ?? 0
        return (contact.address, claims)
    }

    /// Forgets whom `stop` stopped, in their own rows and in `mentions`. False when somebody else did so meanwhile.
    func forget(_ key: AddressKey, mentions: [MentionDesk.Place]) throws(StoreError) -> Bool {
        guard let contact = try contacts.known(key)?.contact else { return false }
        try close(of: contact.id)
        try forget(contact)
        try forget(mentions, of: contact.address)
        return true
    }

    /// Forgets somebody who never came to be more than an address; nothing speaks of them elsewhere.
    func forgetStranger(_ address: EmailAddress) throws(StoreError) {
        guard let contact = try contacts.known(address.key)?.contact else { return }
        try close(of: contact.id)
        try forget(contact)
    }

    /// Takes an address out of rows of others.
    func forget(_ mentions: [MentionDesk.Place], of address: EmailAddress) throws(StoreError) {
        let desk = MentionDesk(transaction, of: address)
        try cancel(try desk.waiting(mentions))
        try desk.replace(mentions)
    }

    /// What never went, of the person's runs and notices.
    private func close(of contact: ContactID) throws(StoreError) {
        let open = try transaction.query(
            """
            SELECT d.id, e.campaign, d.step FROM deliveries d JOIN enrollments e ON e.id = d.enrollment
            WHERE e.contact = ? AND d.state IN ('open', 'held')
            UNION ALL SELECT id, NULL, NULL FROM deliveries
            WHERE contact = ? AND notice IS NOT NULL AND state IN ('open', 'held')
            """
        ).all(contact, contact) { (row) throws(StoreError) -> (DeliveryID, CampaignID?, StepID?) in
            (row.id(0), row.optionalID(1), row.optionalID(2))
        }
        try cancel(open)
    }

    private func cancel(_ open: [(DeliveryID, CampaignID?, StepID?)]) throws(StoreError) {
        let deliveries = DeliveryRows(transaction)
        for (delivery, campaign, step) in open {
            _ = try deliveries.takeOut(delivery)
            try deliveries.close(
                delivery, .cancelled, reason: "the person was erased", campaign: campaign, step: step, advanced: true)
        }
    }

    private func forget(_ contact: Contact) throws(StoreError) {
        let id = contact.id
        try transaction.query(
            """
            UPDATE contacts SET address = ?, address_key = ?, name = NULL, attributes = NULL, zone = NULL,
                language = NULL, stage = NULL, marketing = NULL, marketing_basis = NULL, marketing_said_at = NULL,
                last_marketing_at = NULL, erased_at = ? WHERE id = ?
            """
        ).run("erased-\(id)@erased.invalid", "erased-\(id)@erased.invalid", transaction.now, id)
        for statement in Self.statements { try transaction.query(statement).run(id) }
        try suppressions.forget(id)
        transaction.tally("contacts", by: -1)
        if let stage = contact.stage { transaction.tally(TransitionRows.people(at: stage), by: -1) }
    }

    /// Of the person: each takes the contact's number.
    private static let statements = [
        "DELETE FROM consents WHERE contact = ?",
        "DELETE FROM tags WHERE contact = ?",
        "DELETE FROM codes WHERE contact = ?",
        "DELETE FROM turns WHERE contact = ?",
        #"UPDATE events SET "key" = 'erased-' || id, data = NULL WHERE contact = ?"#,
        "UPDATE transitions SET words = 'erased' WHERE contact = ? AND cause = 'stated'",
        "DELETE FROM refusals WHERE contact = ?",
        """
        UPDATE deliveries SET reply_text = NULL, reason = NULL, inputs = CASE WHEN inputs IS NULL THEN NULL ELSE '{}' END
        WHERE enrollment IN (SELECT id FROM enrollments WHERE contact = ?)
        """,
        """
        UPDATE deliveries SET reply_text = NULL, reason = NULL, notice_key = 'erased-' || id,
            inputs = CASE WHEN inputs IS NULL THEN NULL ELSE '{}' END WHERE contact = ? AND notice IS NOT NULL
        """,
        """
        UPDATE enrollments SET data = NULL, "key" = CASE WHEN "key" = '' THEN '' ELSE 'erased-' || id END
        WHERE contact = ?
        """,
    ]
}
