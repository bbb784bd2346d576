import UsherCore

/// Deliveries and where they wait, inside one transaction.
struct DeliveryRows {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    /// Takes a delivery out of the queue or off the parking ground; false when it is in neither.
    func takeOut(_ delivery: DeliveryID) throws(StoreError) -> Bool {
        if try transaction.query("DELETE FROM queue WHERE delivery = ?").run(delivery) == 1 { return true }
        return try transaction.query("DELETE FROM parked WHERE delivery = ?").run(delivery) == 1
    }

    /// In the stream of its kind.
    func enqueue(_ delivery: DeliveryID, due: Timestamp) throws(StoreError) {
        try transaction.query(
            """
            INSERT INTO queue (stream, due_at, delivery) SELECT \(MessageKind.stream("kind")), ?, id FROM deliveries WHERE id = ?
            """
        ).run(due, delivery)
    }

    /// Settles an open delivery that was not sent.
    func close(
        _ delivery: DeliveryID, _ state: DeliveryState, reason: DeliveryReason, campaign: CampaignID?, step: StepID?,
        advanced: Bool
    ) throws(StoreError) {
        try transaction.query(
            "UPDATE deliveries SET state = ?, settled_at = ?, reason = ?, reason_data = ?, advanced = ? WHERE id = ?"
        ).run(state, transaction.now, reason.coded.code, reason.dataText, advanced, delivery)
        note(state, campaign: campaign, step: step)
    }

    /// Keeps an open delivery for a human.
    func hold(_ delivery: DeliveryID, campaign: CampaignID?, step: StepID?) throws(StoreError) {
        try transaction.query("UPDATE deliveries SET state = 'held', in_doubt = 1 WHERE id = ?").run(delivery)
        note(.held, campaign: campaign, step: step)
    }

    /// The next claim composes it anew. A notice keeps what it was made with.
    func forgetComposition(_ delivery: DeliveryID) throws(StoreError) {
        try transaction.query(
            """
            UPDATE deliveries SET revision = NULL, inputs = NULL, composed_at = NULL
            WHERE id = ? AND enrollment IS NOT NULL
            """
        ).run(delivery)
    }

    /// A delivery that was sent, and of which something was heard since; or more than before.
    ///
    /// - Parameter before: `sent`, or what the report before made of it: that counts no more.
    func cameBack(
        _ delivery: DeliveryID, from before: DeliveryState, to state: DeliveryState, _ reason: DeliveryReason,
        campaign: CampaignID?, step: StepID?
    ) throws(StoreError) {
        let settled: Timestamp? = try transaction.query(
            "SELECT settled_at FROM deliveries WHERE id = ? AND state = ?"
        ).first(delivery, before) { $0.time("settled_at") }
        guard let settled else { return }
        try transaction.query(
            "UPDATE deliveries SET state = ?, settled_at = ?, reason = ?, reason_data = ? WHERE id = ?"
        ).run(state, transaction.now, reason.coded.code, reason.dataText, delivery)
        transaction.tally(before.rawValue, by: -1)
        // That it was sent stays true.
        if before != .sent { transaction.count(before.rawValue, campaign: campaign, step: step, by: -1, at: settled) }
        note(state, campaign: campaign, step: step)
    }

    /// A delivery that was sent, and goes out once more because it came back: neither counts any more. A step whose
    /// values were let go since (`keep.inputs`) is composed anew.
    func goesAnew(_ delivery: DeliveryID) throws(StoreError) {
        let sent: (Timestamp, CampaignID?, StepID?, MessageKind)? = try transaction.query(
            """
            SELECT d.sent_at, s.campaign, d.step, d.kind FROM deliveries d LEFT JOIN steps s ON s.id = d.step
            WHERE d.id = ? AND d.sent_at IS NOT NULL
            """
        ).first(delivery) { (row) throws(StoreError) in
            (row.time("sent_at"), row.optionalID("campaign"), row.optionalID("step"), try row.word("kind"))
        }
        guard let (at, campaign, step, kind) = sent else { return }
        transaction.count(DeliveryState.sent.rawValue, campaign: campaign, step: step, by: -1, at: at)
        try transaction.query("UPDATE deliveries SET sent_at = NULL WHERE id = ?").run(delivery)
        if try transaction.query("SELECT 1 FROM deliveries WHERE id = ? AND inputs = '{}'").isAny(delivery) {
            try forgetComposition(delivery)
        }
        let effects = try ReturnedRows(transaction).undo(delivery, campaign: campaign, step: step)
        guard let counted = BreakerSubject(kind, of: campaign) else { return }
        let breakers = BreakerRows(transaction)
        for part in [.accepted] + effects.compactMap(\.part) {
            try breakers.add(-1, part, of: counted, settledAt: at)
        }
    }

    /// Counts that a delivery came to `state`.
    func note(_ state: DeliveryState, campaign: CampaignID?, step: StepID?) {
        transaction.tally(state.rawValue, by: 1)
        transaction.count(state.rawValue, campaign: campaign, step: step)
    }
}
