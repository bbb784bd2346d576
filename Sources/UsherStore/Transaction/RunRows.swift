import UsherCore

/// Runs and the deliveries of their steps, inside one transaction.
struct RunRows {
    private let transaction: Transaction
    private let advance: Query
    private let insertDelivery: Query
    private let enqueue: Query

    /// A delivery that is about to be settled, and whose step it is.
    struct StepOfRun {
        var enrollment: EnrollmentID
        var contact: ContactID
        var campaign: CampaignID
        var step: StepID
        /// Whether the run has gone on from here already: then a retried delivery moves it no more.
        var advanced: Bool
    }

    init(_ transaction: Transaction) throws(StoreError) {
        self.transaction = transaction
        advance = try transaction.query(
            "UPDATE enrollments SET last_step = ?, anchor_at = ? WHERE id = ? AND state = 'active'")
        insertDelivery = try transaction.query(
            """
            INSERT INTO deliveries (contact, enrollment, step, kind, state, anchor_at, created_at)
            VALUES (?, ?, ?, ?, 'open', ?, ?) ON CONFLICT DO NOTHING RETURNING id
            """)
        enqueue = try transaction.query("INSERT INTO queue (due_at, delivery) VALUES (?, ?)")
    }

    /// A new run whose first step waits in the queue.
    func begin(
        _ contact: ContactID, _ campaign: CampaignID, key: String, data: [String: String], first: PlannedStep
    ) throws(StoreError) -> (EnrollmentID, DeliveryID) {
        let enrollment: EnrollmentID? = try transaction.query(
            """
            INSERT INTO enrollments (contact, campaign, "key", state, entered_at, anchor_at, data)
            VALUES (?, ?, ?, 'active', ?, ?, ?) RETURNING id
            """
        ).first(contact, campaign, key, transaction.now, first.anchor, TextsText.encode(data)) {
            (row) throws(StoreError) in row.id(0)
        }
        guard let enrollment, let delivery = try add(first, enrollment, contact) else {
            throw .defect("a run without a number")
        }
        transaction.tally("runs", campaign: campaign, by: 1)
        transaction.count("entered", campaign: campaign)
        return (enrollment, delivery)
    }

    /// Lets a run go on from a step that is settled now. A run that has ended meanwhile stays ended, and a next step
    /// that the run has had already, because its file was reordered, ends it.
    ///
    /// Returns whether the run has now gone on from this step.
    func go(_ advance: Advance, from step: StepOfRun) throws(StoreError) -> Bool {
        guard !step.advanced else { return true }
        switch advance {
        case .stay: return false
        case .end(let reason):
            try end(step.enrollment, campaign: step.campaign, reason: reason, lastStep: step.step)
        case .next(let planned):
            guard try self.advance.run(step.step, planned.anchor, step.enrollment) == 1 else { return true }
            if try add(planned, step.enrollment, step.contact) == nil {
                try end(step.enrollment, campaign: step.campaign, reason: .finished, lastStep: step.step)
            }
        }
        return true
    }

    /// Ends a run that has not ended; its open deliveries are the caller's.
    func end(
        _ enrollment: EnrollmentID, campaign: CampaignID, reason: Enrollment.EndReason, lastStep: StepID? = nil
    ) throws(StoreError) {
        let ended = try transaction.query(
            """
            UPDATE enrollments SET state = 'ended', end_reason = ?, ended_at = ?, last_step = coalesce(?, last_step)
            WHERE id = ? AND state IN ('waiting', 'active')
            """
        ).run(reason, transaction.now, lastStep, enrollment)
        guard ended == 1 else { return }
        transaction.tally("runs", campaign: campaign, by: -1)
        transaction.count(reason.rawValue, campaign: campaign)
    }

    /// Ends a contact's runs, all or those of one campaign, and closes what waits for them. What is claimed is on its
    /// way: its claim stays, and the gate and the settle see the end. Returns how many runs ended.
    func endAll(
        of contact: ContactID, in campaign: CampaignID? = nil, reason: Enrollment.EndReason,
        closing state: DeliveryState,
        because: String
    ) throws(StoreError) -> Int {
        let runs = try transaction.query(
            """
            SELECT id, campaign FROM enrollments
            WHERE contact = ? AND state IN ('waiting', 'active') AND (? OR campaign = ?)
            """
        ).all(contact, campaign == nil, campaign) { (row) throws(StoreError) -> (EnrollmentID, CampaignID) in
            (row.id(0), row.id(1))
        }
        let deliveries = DeliveryRows(transaction)
        for (enrollment, campaign) in runs {
            try end(enrollment, campaign: campaign, reason: reason)
            let open = try transaction.query("SELECT id, step FROM deliveries WHERE enrollment = ? AND state = 'open'")
                .all(enrollment) { (row) throws(StoreError) -> (DeliveryID, StepID) in (row.id(0), row.id(1)) }
            for (delivery, step) in open where try deliveries.takeOut(delivery) {
                try deliveries.close(delivery, state, reason: because, campaign: campaign, step: step, advanced: true)
            }
        }
        return runs.count
    }

    /// Nil when the run has this step already.
    private func add(
        _ planned: PlannedStep, _ enrollment: EnrollmentID, _ contact: ContactID
    ) throws(StoreError) -> DeliveryID? {
        let delivery: DeliveryID? = try insertDelivery.first(
            contact, enrollment, planned.step, planned.kind, planned.anchor, transaction.now
        ) { (row) throws(StoreError) in row.id(0) }
        if let delivery { try enqueue.run(planned.due, delivery) }
        return delivery
    }
}
