import UsherCore

/// Records outcomes with all their consequences, inside one transaction.
struct SettleDesk {
    private let transaction: Transaction
    private let owner: String
    private let suppressions: SuppressionRows
    private let runs: RunRows
    private let deliveries: DeliveryRows
    private let claimed: Query
    private let unclaim: Query
    private let record: Query
    private let reply: Query
    private let marketed: Query

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash, owner: String)
        throws(StoreError)
    {
        self.transaction = transaction
        self.owner = owner
        suppressions = try SuppressionRows(transaction, hash: hash)
        runs = try RunRows(transaction)
        deliveries = DeliveryRows(transaction)
        claimed = try transaction.query(
            """
            SELECT k.contact, k.claimed_at, d.enrollment, d.step, d.advanced, s.campaign
            FROM claims k JOIN deliveries d ON d.id = k.delivery LEFT JOIN steps s ON s.id = d.step
            WHERE k.delivery = ? AND k.owner = ?
            """)
        unclaim = try transaction.query("DELETE FROM claims WHERE delivery = ?")
        record = try transaction.query(
            """
            UPDATE deliveries SET state = ?, settled_at = ?, reason = ?, attempts = attempts + ?,
                first_attempt_at = coalesce(first_attempt_at, ?), in_doubt = CASE WHEN ? THEN 1 ELSE in_doubt END, advanced = ?
            WHERE id = ?
            """)
        reply = try transaction.query(
            "UPDATE deliveries SET reply_code = ?, reply_status = ?, reply_text = ? WHERE id = ?")
        marketed = try transaction.query("UPDATE contacts SET last_marketing_at = ? WHERE id = ?")
    }

    /// The claim that a settlement ends.
    private struct Claim {
        var contact: ContactID
        var at: Timestamp
        var ofRun: RunRows.StepOfRun?
    }

    /// False, and nothing changed, when the owner holds no such claim any more.
    ///
    /// Each stands in a savepoint. One whose advance the database refuses (a step that nobody registered: a defect) is recorded all the
    /// same, because what was sent must never be sent again; its run is stopped.
    func settle(_ settlement: Settlement) throws(StoreError) -> Bool {
        guard let claim = try claim(of: settlement.delivery) else { return false }
        do throws(StoreError) {
            try transaction.savepoint { () throws(StoreError) in try carryOut(settlement, claim) }
        } catch {
            guard case .defect = error, settlement.advance != .end(.stopped) else { throw error }
            var stopped = settlement
            stopped.advance = .end(.stopped)
            try transaction.savepoint { () throws(StoreError) in try carryOut(stopped, claim) }
        }
        return true
    }

    private func claim(of delivery: DeliveryID) throws(StoreError) -> Claim? {
        try claimed.first(delivery, owner) { (row) throws(StoreError) in
            let contact: ContactID = row.id(0)
            let step =
                row.isNull(2)
                ? nil
                : RunRows.StepOfRun(
                    enrollment: row.id(2), contact: contact, campaign: row.id(5), step: row.id(3), advanced: row.bool(4)
                )
            return Claim(contact: contact, at: row.time(1), ofRun: step)
        }
    }

    private func carryOut(_ settlement: Settlement, _ claim: Claim) throws(StoreError) {
        let delivery = settlement.delivery
        try unclaim.run(delivery)
        if let given = settlement.reply {
            try reply.run(given.code, given.enhanced?.description, given.text, delivery)
        }
        switch settlement.result {
        case .sent(let countsTowardsCap):
            try close(settlement, claim, .sent, attempts: 1)
            if countsTowardsCap { try marketed.run(transaction.now, claim.contact) }
        case .retry(let at, let countsAttempt, let inDoubt):
            try record.run(
                "open", Timestamp?.none, String?.none, countsAttempt ? 1 : 0, claim.at, inDoubt,
                claim.ofRun?.advanced ?? false,
                delivery)
            try deliveries.enqueue(delivery, due: at)
        case .held:
            try record.run(
                DeliveryState.held, Timestamp?.none, String?.none, 1, claim.at, true, claim.ofRun?.advanced ?? false,
                delivery)
            deliveries.note(.held, campaign: claim.ofRun?.campaign, step: claim.ofRun?.step)
        case .bounced:
            try close(settlement, claim, .bounced, attempts: 1)
            try suppress(claim.contact)
        case .failed(let reason, let recompose):
            try close(settlement, claim, .failed, reason: reason, attempts: recompose ? 0 : 1)
            if recompose { try deliveries.forgetComposition(delivery) }
        case .withheld(let reason):
            try close(settlement, claim, .withheld, reason: reason, attempts: 0)
        }
    }

    private func close(
        _ settlement: Settlement, _ claim: Claim, _ state: DeliveryState, reason: String? = nil, attempts: Int
    ) throws(StoreError) {
        let advanced =
            try claim.ofRun.map { (step) throws(StoreError) in try runs.go(settlement.advance, from: step) } ?? false
        let triedAt: Timestamp? = attempts > 0 ? claim.at : nil
        try record.run(
            state, transaction.now, reason, attempts, triedAt, false, advanced, settlement.delivery)
        deliveries.note(state, campaign: claim.ofRun?.campaign, step: claim.ofRun?.step)
    }

    /// The address does not work: nothing goes there any more.
    private func suppress(_ contact: ContactID) throws(StoreError) {
        let key: AddressKey? = try transaction.query("SELECT address_key FROM contacts WHERE id = ?")
            .first(contact) { (row) throws(StoreError) in AddressKey(stored: row.text(0)) }
        guard let key else { throw .corrupt("a claim's contact is missing") }
        _ = try suppressions.add(
            key, contact: contact, scope: .everything, reason: .bounced, until: nil, by: "smtp", note: nil)
        _ = try runs.endAll(of: contact, reason: .suppressed, closing: .withheld, because: "the address bounced")
    }
}
