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

    func enqueue(_ delivery: DeliveryID, due: Timestamp) throws(StoreError) {
        try transaction.query("INSERT INTO queue (due_at, delivery) VALUES (?, ?)").run(due, delivery)
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

    /// Counts that a delivery came to `state`.
    func note(_ state: DeliveryState, campaign: CampaignID?, step: StepID?) {
        transaction.tally(state.rawValue, by: 1)
        transaction.count(state.rawValue, campaign: campaign, step: step)
    }
}
