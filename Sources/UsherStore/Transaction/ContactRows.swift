import UsherCore

/// Contacts and their consents, inside one transaction.
struct ContactRows {
    private let transaction: Transaction
    let suppressions: SuppressionRows
    private let byKey: Query
    private let insert: Query

    /// A contact as it stands, with what a decision needs besides.
    struct Known {
        var contact: Contact
        /// What was said about marketing, and when it may be mailed; without suppressions.
        var standing = Standing()
        var isNew = false
    }

    init(_ transaction: Transaction, _ suppressions: SuppressionRows) throws(StoreError) {
        self.transaction = transaction
        self.suppressions = suppressions
        byKey = try transaction.query(
            """
            SELECT \(ResultRow.contactColumns), \(ResultRow.standingColumns) FROM living c WHERE c.address_key = ?
            """
        )
        insert = try transaction.query(
            """
            INSERT INTO contacts
                (address, address_key, name, attributes, zone, language, marketing, marketing_basis, marketing_said_at,
                 created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    func known(_ key: AddressKey) throws(StoreError) -> Known? {
        try byKey.first(key.text) { (row) throws(StoreError) in
            Known(contact: try row.contact(), standing: try row.standing())
        }
    }

    /// How an address stands: what its contact said, where it has one, and what is in force for it.
    func standing(_ key: AddressKey, of known: Known?) throws(StoreError) -> Standing {
        var standing = known?.standing ?? Standing()
        standing.suppressions = try suppressions.of(key)
        return standing
    }

    /// What became of somebody who was told about.
    enum Saved {
        case known(Known)
        /// Nothing was saved: the address was erased, and this does not bring the person back.
        case erased(Suppression, ErasurePolicy.Answer)
    }

    /// Adds the person, or changes what the draft says otherwise; nil and absent leave what is known. A consent is
    /// recorded as `ConsentPolicy.takes` says. This is the one way into the table, so `ErasurePolicy` is asked here.
    ///
    /// `moment` is when it happened what is told; only a sign-up brings back who was erased.
    func save(
        _ draft: ContactDraft, toldOf moment: Timestamp, isSignUp: Bool = false
    ) throws(StoreError) -> Saved {
        let key = draft.address.key
        let found = try known(key)
        if let (suppression, isInForce) = try suppressions.erasure(of: key) {
            let answer = ErasurePolicy.answer(
                toldOf: moment, isSignUp: isSignUp, erasedAt: suppression.at, isInForce: isInForce,
                isKnown: found != nil)
            if answer != .welcome { return .erased(suppression, answer) }
        }
        return .known(try take(draft, key, found))
    }

    private func take(_ draft: ContactDraft, _ key: AddressKey, _ found: Known?) throws(StoreError) -> Known {
        var draft = draft
        // A name of which nobody sees anything is none.
        if let name = draft.name, PlainText.isBlank(name) { draft.name = nil }
        guard var known = found else {
            if let consent = draft.consent, try !takes(consent, nil, key) { draft.consent = nil }
            return try add(draft, key)
        }
        try update(&known.contact, with: draft)
        if let consent = draft.consent, try !hasEntry(of: consent.kind, known), try takes(consent, known, key) {
            try record(consent, of: known.contact.id)
            if consent.kind == .marketing {
                known.standing.marketing = consent.said
                known.standing.basis = consent.basis
                known.standing.saidAt = consent.at
            }
        }
        return known
    }

    /// Of other kinds than marketing nobody says no.
    private func takes(_ consent: Consent, _ known: Known?, _ key: AddressKey) throws(StoreError) -> Bool {
        guard consent.kind == .marketing else { return true }
        return ConsentPolicy.takes(consent, try standing(key, of: known))
    }

    /// Adds an entry to the ledger. The contact's row repeats the marketing entry that counts (`ConsentPolicy`).
    func record(_ consent: Consent, of contact: ContactID) throws(StoreError) {
        try append(consent, to: contact)
        guard consent.kind == .marketing,
            ConsentPolicy.counts(consent, insteadOf: try marketing(of: contact))
        else { return }
        try transaction.query(
            "UPDATE contacts SET marketing = ?, marketing_basis = ?, marketing_said_at = ? WHERE id = ?"
        ).run(consent.said, consent.basis, consent.at, contact)
    }

    private func append(_ consent: Consent, to contact: ContactID) throws(StoreError) {
        try transaction.query(
            """
            INSERT INTO consents (contact, entry, kind, said, basis, wording, source, said_at, network_hash)
            SELECT c.id, 1 + coalesce((SELECT max(entry) FROM consents WHERE contact = c.id), 0), ?, ?, ?, ?, ?, ?, ?
            FROM living c WHERE c.id = ?
            """
        ).run(
            consent.kind, consent.said, consent.basis, consent.wording, consent.source, consent.at,
            consent.networkHash, contact)
    }

    /// The entry that counts, as far as the contact's row repeats it.
    private func marketing(of contact: ContactID) throws(StoreError) -> Consent? {
        let found: Consent?? = try transaction.query(
            "SELECT marketing, marketing_basis, marketing_said_at FROM living WHERE id = ?"
        ).first(contact) { (row) throws(StoreError) -> Consent? in
            guard let said: Consent.Said = try row.optionalWord("marketing"),
                let at = row.optionalTime("marketing_said_at")
            else { return nil }
            return Consent(
                kind: .marketing, said: said, basis: row.optionalText("marketing_basis") ?? Consent.stated, source: "",
                at: at)
        }
        return found ?? nil
    }

    private func add(_ draft: ContactDraft, _ key: AddressKey) throws(StoreError) -> Known {
        let marketing = draft.consent.flatMap { $0.kind == .marketing ? $0 : nil }
        let id: ContactID? = try insert.newRow(
            draft.address.wire, key.text, draft.name, AttributesText.encode(draft.attributes), draft.zone,
            draft.language,
            marketing?.said, marketing?.basis, marketing?.at, transaction.now)
        guard let id else { throw .defect("a contact without a number") }
        if let consent = draft.consent { try append(consent, to: id) }
        try suppressions.adopt(id, key)
        transaction.tally("contacts", by: 1)
        let contact = Contact(
            id: id, address: draft.address, name: draft.name, attributes: draft.attributes, zone: draft.zone,
            language: draft.language)
        let standing = Standing(marketing: marketing?.said, basis: marketing?.basis, saidAt: marketing?.at)
        return Known(contact: contact, standing: standing, isNew: true)
    }

    private func update(_ contact: inout Contact, with draft: ContactDraft) throws(StoreError) {
        var changed = contact
        if let name = draft.name { changed.name = name }
        if let zone = draft.zone { changed.zone = zone }
        if let language = draft.language { changed.language = language }
        changed.attributes.merge(draft.attributes) { _, new in new }
        guard changed != contact else { return }
        contact = changed
        try transaction.query("UPDATE contacts SET name = ?, attributes = ?, zone = ?, language = ? WHERE id = ?")
            .run(contact.name, AttributesText.encode(contact.attributes), contact.zone, contact.language, contact.id)
    }

    private func hasEntry(of kind: MessageKind, _ known: Known) throws(StoreError) -> Bool {
        if kind == .marketing { return known.standing.marketing != nil }
        return try transaction.query("SELECT 1 FROM consents WHERE contact = ? AND kind = ?")
            .isAny(known.contact.id, kind)
    }
}
