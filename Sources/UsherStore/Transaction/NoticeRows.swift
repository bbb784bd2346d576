import UsherCore

/// Messages outside every sequence, inside one transaction.
struct NoticeRows {
    private let transaction: Transaction
    private let contacts: ContactRows

    init(_ transaction: Transaction, _ contacts: ContactRows) {
        self.transaction = transaction
        self.contacts = contacts
    }

    /// Queues one. The same name and key a second time returns the first one's number and changes nothing. Its revision
    /// must be saved. Nil, and nothing is saved, for somebody who was erased.
    func add(_ notice: NoticeRequest) throws(StoreError) -> DeliveryID? {
        let known: DeliveryID? = try transaction.query("SELECT id FROM deliveries WHERE notice = ? AND notice_key = ?")
            .first(notice.name, notice.key) { $0.id("id") }
        if let known { return known }
        let gone = try PastKeys(transaction, hash: contacts.suppressions.hash).notice(notice.name, key: notice.key)
        if let gone { return gone }
        guard case .known(let person) = try contacts.save(notice.contact, toldOf: transaction.now) else { return nil }
        let contact = person.contact.id
        let delivery: DeliveryID? = try transaction.query(
            """
            INSERT INTO deliveries
                (contact, notice, notice_key, kind, state, created_at, revision, inputs, composed_at)
            VALUES (?, ?, ?, ?, 'open', ?, (SELECT id FROM revisions WHERE hash = ?), ?, ?)
            """
        ).newRow(
            contact, notice.name, notice.key, notice.kind, transaction.now, notice.composition.revision.octets,
            notice.composition.inputs, notice.composition.composedAt)
        guard let delivery else { throw .defect("a notice without a number") }
        try DeliveryRows(transaction).enqueue(delivery, due: notice.due)
        if !notice.spends.isEmpty { try ConfirmationSlots(transaction, contacts.suppressions).spend(notice.spends) }
        return delivery
    }
}
