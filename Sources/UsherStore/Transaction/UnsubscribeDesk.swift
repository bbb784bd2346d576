import UsherCore

/// Unsubscribe links, inside one transaction.
struct UnsubscribeDesk {
    private let transaction: Transaction
    private let hash: @Sendable (AddressKey) -> AddressHash
    private let contacts: ContactRows
    private let runs: RunRows
    private let person: Query
    private let campaign: Query

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        self.hash = hash
        contacts = try ContactRows(transaction, try SuppressionRows(transaction, hash: hash))
        runs = try RunRows(transaction)
        person = try transaction.query("SELECT address, language FROM contacts WHERE id = ?")
        campaign = try transaction.query(
            """
            SELECT e.campaign FROM deliveries d JOIN enrollments e ON e.id = d.enrollment WHERE d.id = ? AND d.contact = ?
            """)
    }

    func facts(_ contact: ContactID, _ delivery: DeliveryID) throws(StoreError) -> UnsubscribeFacts {
        let inForce = try suppressions().of(contact)
        let found = try person.first(contact) { (row) throws(StoreError) in
            UnsubscribeFacts(address: row.text(0), language: row.optionalText(1))
        }
        guard var facts = found else { return UnsubscribeFacts() }
        facts.campaign = try campaign.first(delivery, contact) { (row) throws(StoreError) in row.id(0) }
        facts.isOff = inForce.contains { $0.isForGood && !$0.isOneCampaign }
        return facts
    }

    func carryOut(_ request: UnsubscribeRequest) throws(StoreError) -> UnsubscribeAnswer {
        let facts = try facts(request.contact, request.delivery)
        guard let address = facts.address, let key = EmailAddress(stored: address)?.key else {
            return UnsubscribeAnswer(holds: .all, facts: facts)
        }
        let said = try suppressions().of(request.contact).filter { $0.reason == .unsubscribed || $0.reason == .paused }
        if said.contains(where: { $0.scope == .marketing && $0.isForGood }) {
            return UnsubscribeAnswer(holds: .all, facts: facts)
        }
        switch request.choice {
        case .pause(let until):
            if let pause = said.compactMap({ $0.scope == .marketing ? $0.until : nil }).max() {
                return UnsubscribeAnswer(holds: .pause(until: pause), facts: facts)
            }
            try suppress(request, key, .marketing, .paused, until: until)
            return UnsubscribeAnswer(holds: .pause(until: until), facts: facts)
        case .campaign:
            guard let campaign = facts.campaign else { break }
            if !said.contains(where: { $0.scope == .campaign(campaign) && $0.isForGood }) {
                try suppress(request, key, .campaign(campaign), .unsubscribed)
            }
            return UnsubscribeAnswer(holds: .campaign(campaign), facts: facts)
        case .all: break
        }
        try suppress(request, key, .marketing, .unsubscribed)
        try contacts.record(
            Consent(
                kind: .marketing, said: .unsubscribed, basis: request.basis, source: "web", at: transaction.now),
            of: request.contact)
        return UnsubscribeAnswer(holds: .all, facts: facts)
    }

    /// As they are after the request before.
    private func suppressions() throws(StoreError) -> SuppressionRows { try SuppressionRows(transaction, hash: hash) }

    private func suppress(
        _ request: UnsubscribeRequest, _ key: AddressKey, _ scope: Suppression.Scope, _ reason: Suppression.Reason,
        until: Timestamp? = nil
    ) throws(StoreError) {
        _ = try suppressions().add(
            key, contact: request.contact, scope: scope, reason: reason, until: until, by: "web", note: request.basis)
        try runs.endAll(of: request.contact, by: scope, reason)
    }
}

extension Suppression {
    fileprivate var isForGood: Bool { until == nil }

    fileprivate var isOneCampaign: Bool {
        if case .campaign = scope { return true }
        return false
    }
}
