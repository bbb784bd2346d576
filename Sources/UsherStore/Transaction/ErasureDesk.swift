import UsherCore

/// Forgets a person, inside a transaction. The row stays as a number that transitions, enrollments and deliveries refer
/// to.
struct ErasureDesk {
    private let transaction: Transaction
    private let hash: @Sendable (AddressKey) -> AddressHash
    private let suppressions: SuppressionRows
    private let contacts: ContactRows
    private let erasures: ErasureRows

    /// What stands where an address stood; no address is one of these.
    static let noAddress = "'erased ' || id"
    /// What stands where a key stood; no key that anybody may give has a control character in it.
    static let noKey = "'erased\u{1F}' || id"

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        self.hash = hash
        suppressions = try SuppressionRows(transaction, hash: hash)
        contacts = try ContactRows(transaction, suppressions)
        erasures = ErasureRows(transaction)
    }

    /// Lets nothing start any more, and writes the job down.
    func begin(_ address: EmailAddress, by: String, note: SuppressionNote) throws(StoreError) {
        let key = address.key
        let contact = try contacts.known(key)?.contact
        let octets = hash(key).octets
        guard try !erasures.isOpen(contact?.id, octets) else { return }
        // The ledger says when the last erasure was: nothing older comes back.
        for old in try suppressions.of(key) where old.reason == .erased {
            _ = try suppressions.lift(old.id, by: by, note: .erasedAgain)
        }
        _ = try suppressions.add(
            octets, contact: contact?.id, scope: .everything, reason: .erased, until: nil, by: by, note: note)
        if let contact {
            _ = try EnrollmentRows(transaction).endAll(
                of: contact.id, reason: .suppressed, closing: .cancelled, because: .erased)
        }
        try erasures.add(contact?.id, octets, contact?.address ?? address, .person)
    }

    /// How many messages of the person, and notices about them, are on their way; what a dead owner had claimed is
    /// taken back.
    func onTheWay(_ contact: ContactID, isAlive: (String) -> Bool) throws(StoreError) -> Int {
        let about = try noticesAbout(contact)
        let claims = try transaction.query(
            "SELECT delivery, owner FROM claims WHERE contact = ?"
        ).all(contact) { (row) -> (DeliveryID, String) in (row.id("delivery"), row.text("owner")) }
        var alive = claims.filter { isAlive($0.1) }.count
        for notice in about {
            if let owner = try ClaimOwners(transaction).owner(of: notice), isAlive(owner) { alive += 1 }
        }
        guard alive == 0 else { return alive }
        for delivery in claims.map(\.0) + about {
            try transaction.query("DELETE FROM claims WHERE delivery = ?").run(delivery)
        }
        return 0
    }

    /// Forgets the person's own rows. A second call finds nothing.
    func forget(_ contact: ContactID) throws(StoreError) {
        let isThere = try transaction.query("SELECT stage FROM living WHERE id = ?")
            .first(contact) { (row) throws(StoreError) -> Stage? in try row.optionalWord("stage") }
        guard let stage = isThere else { return }
        for notice in try noticesAbout(contact) {
            try cancel(notice)
            try transaction.query(
                """
                UPDATE deliveries SET reply_text = NULL, reason = NULL, reason_data = NULL, inputs = '{}',
                    notice_key = \(Self.noKey) WHERE id = ?
                """
            ).run(notice)
        }
        for delivery in try open(of: contact) { try cancel(delivery) }
        try transaction.query(
            """
            UPDATE contacts SET address = \(Self.noAddress), address_key = \(Self.noAddress), name = NULL,
                attributes = NULL, zone = NULL, language = NULL, stage = NULL, marketing = NULL,
                marketing_basis = NULL, marketing_said_at = NULL, last_marketing_at = NULL, erased_at = ? WHERE id = ?
            """
        ).run(transaction.now, contact)
        for statement in Self.statements { try transaction.query(statement).run(contact) }
        try suppressions.forget(contact)
        transaction.tally("contacts", by: -1)
        if let stage { transaction.tally(TransitionRows.people(at: stage), by: -1) }
    }

    /// Forgets somebody who never came to be more than an address, and writes down that their mail is to go.
    func forgetStranger(_ contact: ContactID, _ address: String) throws(StoreError) {
        try forget(contact)
        guard let address = EmailAddress(stored: address) else { return }
        try erasures.add(contact, hash(address.key).octets, address, .signUp)
    }

    /// What the shop was told about the person: its key names what they did.
    private func noticesAbout(_ contact: ContactID) throws(StoreError) -> [DeliveryID] {
        try transaction.query(
            """
            SELECT d.id FROM events v
            JOIN (SELECT DISTINCT notice FROM deliveries WHERE notice IS NOT NULL) n ON TRUE
            JOIN deliveries d ON d.notice = n.notice AND d.notice_key = v.name || ' ' || v."key"
            WHERE v.contact = ? AND d.notice IS NOT NULL AND d.contact <> v.contact
            """
        ).all(contact) { $0.id("id") }
    }

    /// What never went, of the person's enrollments and notices.
    private func open(of contact: ContactID) throws(StoreError) -> [DeliveryID] {
        try transaction.query(
            """
            SELECT d.id FROM deliveries d JOIN enrollments e ON e.id = d.enrollment
            WHERE e.contact = ? AND d.state IN ('open', 'held')
            UNION ALL SELECT id FROM deliveries
            WHERE contact = ? AND notice IS NOT NULL AND state IN ('open', 'held')
            """
        ).all(contact, contact) { $0.id("id") }
    }

    /// Nothing for one that is settled.
    private func cancel(_ delivery: DeliveryID) throws(StoreError) {
        let open = try transaction.query(
            """
            SELECT d.state = 'held' AS is_held, s.campaign, d.step FROM deliveries d LEFT JOIN steps s ON s.id = d.step
            WHERE d.id = ? AND d.state IN ('open', 'held')
            """
        ).first(delivery) { (row) -> (isHeld: Bool, campaign: CampaignID?, step: StepID?) in
            (row.bool("is_held"), row.optionalID("campaign"), row.optionalID("step"))
        }
        guard let open else { return }
        let deliveries = DeliveryRows(transaction)
        if open.isHeld { transaction.tally(DeliveryState.held.rawValue, by: -1) }
        _ = try deliveries.takeOut(delivery)
        try deliveries.close(
            delivery, .cancelled, reason: .erased, campaign: open.campaign, step: open.step, advanced: true)
    }

    /// Of the person: each takes the contact's number.
    private static let statements = [
        "DELETE FROM consents WHERE contact = ?",
        "DELETE FROM tags WHERE contact = ?",
        "DELETE FROM codes WHERE contact = ?",
        "DELETE FROM turns WHERE contact = ?",
        "DELETE FROM refusals WHERE contact = ?",
        "DELETE FROM past_mail WHERE contact = ?",
        "DELETE FROM past_deeds WHERE contact = ?",
        "DELETE FROM past_keys WHERE contact = ?",
        "UPDATE returned SET said = '', summary = '', file = NULL WHERE contact = ?",
        #"UPDATE events SET "key" = \#(noKey), data = NULL WHERE contact = ?"#,
        #"UPDATE transitions SET cause_data = '{"words":"erased"}' WHERE contact = ? AND cause = 'stated'"#,
        """
        UPDATE transitions SET cause_data = NULL
        WHERE contact = ? AND cause NOT IN ('enrollment', 'link', 'code', 'stated', 'entered', 'accident')
        """,
        """
        UPDATE deliveries SET reply_text = NULL, reason = NULL, reason_data = NULL,
            inputs = CASE WHEN inputs IS NULL THEN NULL ELSE '{}' END
        WHERE enrollment IN (SELECT id FROM enrollments WHERE contact = ?)
        """,
        """
        UPDATE deliveries SET reply_text = NULL, reason = NULL, reason_data = NULL, notice_key = \(noKey),
            inputs = CASE WHEN inputs IS NULL THEN NULL ELSE '{}' END WHERE contact = ? AND notice IS NOT NULL
        """,
        """
        UPDATE enrollments SET data = NULL, "key" = CASE WHEN "key" = '' THEN '' ELSE \(noKey) END WHERE contact = ?
        """,
    ]
}

/// Who has claimed what, inside one transaction.
struct ClaimOwners {
    private let query: Query

    init(_ transaction: Transaction) throws(StoreError) {
        query = try transaction.query("SELECT owner FROM claims WHERE delivery = ?")
    }

    func owner(of delivery: DeliveryID) throws(StoreError) -> String? {
        try query.first(delivery) { $0.text("owner") }
    }
}
