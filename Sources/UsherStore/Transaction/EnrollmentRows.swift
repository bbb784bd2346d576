import UsherCore

/// Enrollments and the deliveries of their steps, inside one transaction.
struct EnrollmentRows {
    private let transaction: Transaction
    private let advance: Query
    private let insertDelivery: Query
    private let enqueue: Query
    private let insert: Query
    private let end: Query
    private let ofContact: Query
    private let turns: TurnRows

    /// A delivery that is about to be settled, and whose step it is.
    struct StepOfEnrollment {
        var enrollment: EnrollmentID
        var contact: ContactID
        var campaign: CampaignID
        var step: StepID
        /// Whether the enrollment has gone on from here already: then a retried delivery moves it no more.
        var advanced: Bool
    }

    /// An enrollment that has just ended.
    struct Ended {
        var contact: ContactID
        var campaign: CampaignID
        var wasHeldOut: Bool
    }

    init(_ transaction: Transaction) throws(StoreError) {
        self.transaction = transaction
        turns = try TurnRows(transaction)
        ofContact = try transaction.query(
            "SELECT \(ResultRow.enrollmentColumns) FROM enrollments e WHERE e.contact = ? ORDER BY e.id")
        insert = try transaction.query(
            """
            INSERT INTO enrollments
                (contact, campaign, "key", state, entered_at, started_at, held_out, anchor_at, data, of_order, begun_by,
                since)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        end = try transaction.query(
            """
            UPDATE enrollments
            SET state = 'ended', end_reason = ?, ended_at = ?, last_step = coalesce(?, last_step), ended_by = ?
            WHERE id = ? AND state <> 'ended' RETURNING contact, campaign, held_out
            """)
        advance = try transaction.query(
            "UPDATE enrollments SET last_step = ?, anchor_at = ? WHERE id = ? AND state = 'active'")
        insertDelivery = try transaction.query(
            """
            INSERT INTO deliveries (contact, enrollment, step, kind, state, anchor_at, created_at)
            VALUES (?, ?, ?, ?, 'open', ?, ?) ON CONFLICT DO NOTHING
            """)
        enqueue = try transaction.query("INSERT INTO queue (stream, due_at, delivery) VALUES (?, ?, ?)")
    }

    /// Every enrollment of a contact, oldest first.
    func all(of contact: ContactID) throws(StoreError) -> [Enrollment] {
        try ofContact.all(contact) { (row) throws(StoreError) in try row.enrollment() }
    }

    /// A new enrollment whose first step waits in the queue.
    func begin(
        _ contact: ContactID, _ new: NewEnrollment, first: PlannedStep
    ) throws(StoreError) -> (EnrollmentID, DeliveryID) {
        let enrollment = try add(contact, new, state: .active, anchor: first.anchor)
        guard let delivery = try add(first, enrollment, contact) else { throw .defect("a new enrollment with a past") }
        transaction.tally("enrollments", campaign: new.campaign, by: 1)
        transaction.count("entered", campaign: new.campaign)
        return (enrollment, delivery)
    }

    /// A new enrollment that waits for its turn.
    func wait(_ contact: ContactID, _ new: NewEnrollment) throws(StoreError) -> EnrollmentID {
        let enrollment = try add(contact, new, state: .waiting, anchor: transaction.now)
        transaction.tally("enrollments", campaign: new.campaign, by: 1)
        try turns.look(at: contact, from: transaction.now)
        return enrollment
    }

    /// A new enrollment of the group that gets nothing.
    func holdOut(_ contact: ContactID, _ new: NewEnrollment) throws(StoreError) -> EnrollmentID {
        let enrollment = try add(contact, new, state: .heldOut, anchor: transaction.now)
        transaction.count("held_out", campaign: new.campaign)
        return enrollment
    }

    /// The turn of a waiting enrollment has come. An enrollment of another contact, or one that does not wait, is a
    /// defect.
    func start(_ turn: Turn, of contact: ContactID) throws(StoreError) {
        let campaign: CampaignID? = try transaction.query(
            """
            UPDATE enrollments SET state = 'active', started_at = ?, anchor_at = ?, data = coalesce(?, data)
            WHERE id = ? AND contact = ? AND state = 'waiting' RETURNING campaign
            """
        ).first(transaction.now, turn.first.anchor, turn.data.map(TextsText.encode) ?? nil, turn.enrollment, contact) {
            $0.id("campaign")
        }
        guard let campaign, try add(turn.first, turn.enrollment, contact) != nil else {
            throw .defect("an enrollment that cannot begin")
        }
        transaction.count("entered", campaign: campaign)
    }

    /// Lets an enrollment go on from a step that is settled now. An enrollment that has ended meanwhile stays ended,
    /// and a next step that the enrollment has had already, because its file was reordered, ends it.
    ///
    /// Returns whether the enrollment has now gone on from this step.
    func go(_ advance: Advance, from step: StepOfEnrollment) throws(StoreError) -> Bool {
        guard !step.advanced else { return true }
        switch advance {
        case .stay: return false
        case .end(let reason):
            _ = try end(step.enrollment, reason: reason, lastStep: step.step)
        case .next(let planned):
            guard try self.advance.run(step.step, planned.anchor, step.enrollment) == 1 else { return true }
            if try add(planned, step.enrollment, step.contact) == nil {
                _ = try end(step.enrollment, reason: .finished, lastStep: step.step)
            }
        }
        return true
    }

    /// Ends an enrollment that has not ended; nil when it has. Its open deliveries are the caller's.
    func end(
        _ enrollment: EnrollmentID, reason: Enrollment.EndReason, lastStep: StepID? = nil, by event: EventID? = nil
    ) throws(StoreError) -> Ended? {
        let ended = try end.first(reason, transaction.now, lastStep, event, enrollment) { row in
            Ended(contact: row.id("contact"), campaign: row.id("campaign"), wasHeldOut: row.bool("held_out"))
        }
        guard let ended else { return nil }
        if ended.wasHeldOut {
            if reason == .goalReached { transaction.count("held_out_moved", campaign: ended.campaign) }
        } else {
            transaction.tally("enrollments", campaign: ended.campaign, by: -1)
            transaction.count(reason.rawValue, campaign: ended.campaign)
        }
        try turns.note(ended.contact)
        return ended
    }

    /// Ends an enrollment that has not ended, and closes what waits for it.
    func end(
        _ enrollment: EnrollmentID, reason: Enrollment.EndReason, by event: EventID? = nil,
        closing state: DeliveryState, because: DeliveryReason
    ) throws(StoreError) -> Ended? {
        guard let ended = try end(enrollment, reason: reason, by: event) else { return nil }
        let deliveries = DeliveryRows(transaction)
        let open = try transaction.query("SELECT id, step FROM deliveries WHERE enrollment = ? AND state = 'open'")
            .all(enrollment) { (row) -> (DeliveryID, StepID) in (row.id("id"), row.id("step")) }
        for (delivery, step) in open where try deliveries.takeOut(delivery) {
            try deliveries.close(delivery, state, reason: because, campaign: ended.campaign, step: step, advanced: true)
        }
        return ended
    }

    /// Ends those of a contact's enrollments that `isMeant` says, and closes what waits for them. What is claimed is on
    /// its way: its claim stays, and the gate and the settle see the end. Returns how many enrollments ended.
    func endAll(
        of contact: ContactID, reason: Enrollment.EndReason, closing state: DeliveryState, because: DeliveryReason,
        where isMeant: (Enrollment) -> Bool = { _ in true }
    ) throws(StoreError) -> Int {
        let enrollments = try all(of: contact).filter { ($0.state == .waiting || $0.state == .active) && isMeant($0) }
        for enrollment in enrollments { _ = try end(enrollment.id, reason: reason, closing: state, because: because) }
        return enrollments.count
    }

    /// Ends the enrollments that a suppression of this scope ends at once (`OrderMail`).
    func endAll(
        of contact: ContactID, by scope: Suppression.Scope, _ reason: Suppression.Reason
    ) throws(StoreError) {
        _ = try endAll(
            of: contact, reason: .suppressed, closing: .withheld,
            because: .suppressed(reason)
        ) { (scope.campaign ?? $0.campaign) == $0.campaign && !OrderMail.survives($0, no: scope) }
    }

    /// Gives this reason to the contact's enrollments of a campaign that a refusal ended, or its last step's: those
    /// that `UndoDesk` would let go on. They stay ended then. Returns how many.
    func endForGood(
        of contact: ContactID, _ campaign: CampaignID, _ reason: Enrollment.EndReason
    ) throws(StoreError) -> Int {
        let enrollments: [(EnrollmentID, Enrollment.EndReason, Timestamp)] = try transaction.query(
            """
            SELECT e.id, e.end_reason, e.ended_at FROM enrollments e
            WHERE e.contact = ?1 AND e.campaign = ?2 AND e.state = 'ended' AND e.held_out = 0 AND e.pruned IS NULL AND (
                e.end_reason = 'suppressed' AND (
                    EXISTS (SELECT 1 FROM deliveries d
                        WHERE d.state <> 'open' AND d.state = 'bounced' AND d.settled_at = e.ended_at AND d.contact = ?1)
                    OR EXISTS (SELECT 1 FROM suppressed f JOIN suppressions s ON s.id = f.suppression
                        WHERE f.contact = ?1 AND s.reason = 'bounced' AND s.said_at = e.ended_at))
                OR e.end_reason = 'finished' AND EXISTS (SELECT 1 FROM deliveries d
                    WHERE d.enrollment = e.id AND d.state IN ('bounced', 'failed')))
            """
        ).all(contact, campaign) { (row) throws(StoreError) in
            (row.id("id"), try row.word("end_reason"), row.time("ended_at"))
        }
        let rename = try transaction.query("UPDATE enrollments SET end_reason = ? WHERE id = ?")
        for (enrollment, old, at) in enrollments {
            try rename.run(reason, enrollment)
            if UTCDay.number(at) == UTCDay.number(transaction.now) {
                transaction.count(old.rawValue, campaign: campaign, by: -1)
                transaction.count(reason.rawValue, campaign: campaign)
            }
        }
        return enrollments.count
    }

    private func add(
        _ contact: ContactID, _ new: NewEnrollment, state: Enrollment.State, anchor: Timestamp
    ) throws(StoreError) -> EnrollmentID {
        let now = transaction.now
        let startedAt: Timestamp? = state == .active ? now : nil
        let enrollment: EnrollmentID? = try insert.newRow(
            contact, new.campaign, new.key, state, now, startedAt, state == .heldOut, anchor,
            TextsText.encode(new.data), new.isOfOrder, new.origin?.event, new.origin?.at)
        guard let enrollment else { throw .defect("an enrollment without a number") }
        return enrollment
    }

    /// Nil when the enrollment has this step already.
    private func add(
        _ planned: PlannedStep, _ enrollment: EnrollmentID, _ contact: ContactID
    ) throws(StoreError) -> DeliveryID? {
        let delivery: DeliveryID? = try insertDelivery.newRow(
            contact, enrollment, planned.step, planned.kind, planned.anchor, transaction.now)
        if let delivery { try enqueue.run(planned.kind.stream, planned.due, delivery) }
        return delivery
    }
}
