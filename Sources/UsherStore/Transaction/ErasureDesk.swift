import UsherCore

/// Forgets a person, inside one transaction. The row stays as a number that transitions, runs and deliveries refer to.
struct ErasureDesk {
    private let transaction: Transaction
    private let suppressions: SuppressionRows
    private let contacts: ContactRows

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        suppressions = try SuppressionRows(transaction, hash: hash)
        contacts = try ContactRows(transaction, suppressions)
    }

    func erase(_ key: AddressKey, takingClaims: Bool, by: String, note: String) throws(StoreError) -> Erasure {
        guard let contact = try contacts.known(key)?.contact else { return .nobody }
        let id = contact.id
        if try !suppressions.of(id).contains(where: { $0.reason == .erased }) {
            _ = try suppressions.add(
                key, contact: id, scope: .everything, reason: .erased, until: nil, by: by, note: note)
        }
        _ = try RunRows(transaction).endAll(
            of: id, reason: .suppressed, closing: .cancelled, because: "the person was erased")
        let claims =
            try transaction.query("SELECT count(*) FROM claims WHERE contact = ?")
            .first(id) { (row) throws(StoreError) in row.int(0) } ?? 0
        if claims > 0 {
            guard takingClaims else { return .onItsWay(claims) }
            try transaction.query("DELETE FROM claims WHERE contact = ?").run(id)
        }
        try close(of: id)
        try forget(contact)
        try forgetMentions(of: contact.address)
        return .erased
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

    /// What was written about the person elsewhere: a notice to the shop, a friend's event, an operator's words. Looks at every text, so it takes a
    /// while.
    private func forgetMentions(of address: EmailAddress) throws(StoreError) {
        let words = Array(Set([address.wire, address.key.text]))
        for word in words {
            let open = try transaction.query(
                """
                SELECT d.id, e.campaign, d.step FROM deliveries d LEFT JOIN enrollments e ON e.id = d.enrollment
                WHERE d.state IN ('open', 'held') AND instr(d.inputs, ?) > 0
                """
            ).all(word) { (row) throws(StoreError) -> (DeliveryID, CampaignID?, StepID?) in
                (row.id(0), row.optionalID(1), row.optionalID(2))
            }
            try cancel(open)
            try transaction.query("UPDATE deliveries SET inputs = '{}' WHERE instr(inputs, ?) > 0").run(word)
            for (table, column) in Self.texts {
                try transaction.query(
                    """
                    UPDATE \(table) SET \(column) = replace(\(column), ?, 'erased') WHERE instr(\(column), ?) > 0
                    """
                ).run(word, word)
            }
        }
    }

    private static let texts = [
        ("deliveries", "reply_text"), ("deliveries", "reason"), ("deliveries", "notice_key"), ("events", "data"),
        ("events", #""key""#), ("enrollments", "data"), ("enrollments", #""key""#), ("transitions", "words"),
        ("suppressions", "note"), ("consents", "source"), ("consents", "wording"), ("contacts", "attributes"),
        ("earnings", "revoked_because"), ("notes", "text"),
    ]
}
