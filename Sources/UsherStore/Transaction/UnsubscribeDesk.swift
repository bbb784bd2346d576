import UsherCore

/// Unsubscribe links, inside one transaction. A link names a contact by number. Where that person was erased, the no
/// reaches the address, and who has it now.
struct UnsubscribeDesk {
    private let transaction: Transaction
    private let hash: @Sendable (AddressKey) -> AddressHash
    private let contacts: ContactRows
    private let enrollments: EnrollmentRows
    private let person: Query
    private let campaign: Query

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        self.hash = hash
        contacts = try ContactRows(transaction, try SuppressionRows(transaction, hash: hash))
        enrollments = try EnrollmentRows(transaction)
        person = try transaction.query("SELECT address, language, address_key FROM living WHERE id = ?")
        campaign = try transaction.query(
            """
            SELECT e.campaign FROM deliveries d JOIN enrollments e ON e.id = d.enrollment WHERE d.id = ? AND d.contact = ?
            """)
    }

    /// Whom a link is about.
    private struct Reader {
        var address: String?
        var language: String?
        var octets: [UInt8]
        /// Who has the address now; nil for nobody.
        var contact: ContactID?
    }

    private func reader(_ contact: ContactID) throws(StoreError) -> Reader? {
        if let found = try living(contact) { return found }
        guard let (octets, heir) = try ErasureRows(transaction).past(of: contact) else { return nil }
        return try heir.flatMap(living) ?? Reader(octets: octets)
    }

    private func living(_ contact: ContactID) throws(StoreError) -> Reader? {
        try person.first(contact) { row in
            Reader(
                address: row.text("address"), language: row.optionalText("language"),
                octets: hash(AddressKey(stored: row.text("address_key"))).octets, contact: contact)
        }
    }

    func facts(_ contact: ContactID, _ delivery: DeliveryID) throws(StoreError) -> UnsubscribeFacts {
        try facts(try reader(contact), contact, delivery)
    }

    private func facts(
        _ reader: Reader?, _ contact: ContactID, _ delivery: DeliveryID
    ) throws(StoreError) -> UnsubscribeFacts {
        guard let reader else { return UnsubscribeFacts(isKnown: false) }
        var facts = UnsubscribeFacts(address: reader.address, language: reader.language)
        facts.campaign = try campaign.first(delivery, contact) { $0.id("campaign") }
        // A bounce may have been a mistake: who is off by nothing else may still say no.
        facts.isOff = try suppressions().of(reader.octets).contains {
            $0.isForGood && !$0.isOneCampaign && !$0.reason.isServersWord
        }
        return facts
    }

    func carryOut(_ request: UnsubscribeRequest) throws(StoreError) -> UnsubscribeAnswer {
        let found = try reader(request.contact)
        let facts = try facts(found, request.contact, request.delivery)
        guard let reader = found else { return UnsubscribeAnswer(holds: .nothing, facts: facts) }
        let said = try suppressions().of(reader.octets).filter { $0.reason == .unsubscribed || $0.reason == .paused }
        if said.contains(where: { $0.scope == .marketing && $0.isForGood }) {
            return UnsubscribeAnswer(holds: .all, facts: facts)
        }
        switch request.choice {
        case .pause(let until):
            if let pause = said.compactMap({ $0.scope == .marketing ? $0.until : nil }).max() {
                return UnsubscribeAnswer(holds: .pause(until: pause), facts: facts)
            }
            try suppress(request, reader, .marketing, .paused, until: until)
            return UnsubscribeAnswer(holds: .pause(until: until), facts: facts)
        case .campaign:
            guard let campaign = facts.campaign else { break }
            if !said.contains(where: { $0.scope == .campaign(campaign) && $0.isForGood }) {
                try suppress(request, reader, .campaign(campaign), .unsubscribed)
            }
            return UnsubscribeAnswer(holds: .campaign(campaign), facts: facts)
        case .all: break
        }
        try suppress(request, reader, .marketing, .unsubscribed)
        if let contact = reader.contact {
            try contacts.record(
                Consent(
                    kind: .marketing, said: .unsubscribed, basis: request.basis, source: request.source,
                    at: transaction.now),
                of: contact)
        }
        return UnsubscribeAnswer(holds: .all, facts: facts)
    }

    /// By which message it was said. A link whose message is gone, or is not the person's, says none.
    private func note(_ request: UnsubscribeRequest) throws(StoreError) {
        try transaction.query(
            """
            INSERT INTO unsubscribes (delivery, said_at) SELECT id, ?1 FROM deliveries WHERE id = ?2 AND contact = ?3
            ON CONFLICT (delivery) DO NOTHING
            """
        ).run(transaction.now, request.delivery, request.contact)
    }

    /// As they are after the request before.
    private func suppressions() throws(StoreError) -> SuppressionRows { try SuppressionRows(transaction, hash: hash) }

    private func suppress(
        _ request: UnsubscribeRequest, _ reader: Reader, _ scope: Suppression.Scope, _ reason: Suppression.Reason,
        until: Timestamp? = nil
    ) throws(StoreError) {
        _ = try suppressions().add(
            reader.octets, contact: reader.contact, scope: scope, reason: reason, until: until, by: request.source,
            note: .link(how: request.basis))
        if reason == .unsubscribed { try note(request) }
        guard let contact = reader.contact else { return }
        try enrollments.endAll(of: contact, by: scope, reason)
    }
}

extension Suppression {
    fileprivate var isForGood: Bool { until == nil }

    fileprivate var isOneCampaign: Bool {
        if case .campaign = scope { return true }
        return false
    }
}
