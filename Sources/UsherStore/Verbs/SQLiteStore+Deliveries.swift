import UsherCore

extension SQLiteStore {
    package func addNotice(_ notice: NoticeRequest, now: Timestamp) throws(StoreError) -> DeliveryID? {
        try write(now: now) { (transaction) throws(StoreError) in
            let contacts = try ContactRows(transaction, SuppressionRows(transaction, hash: hash))
            return try NoticeRows(transaction, contacts).add(notice)
        }
    }

    package func reschedule(
        after cursor: DeliveryID?, limit: Int, due: (Candidate) -> Timestamp?
    ) throws(StoreError) -> DeliveryID? {
        try write { (transaction) throws(StoreError) in
            let lot = try transaction.query(
                """
                SELECT q.delivery, q.due_at, d.enrollment IS NOT NULL AS is_step
                FROM queue q JOIN deliveries d ON d.id = q.delivery
                WHERE q.delivery > ? ORDER BY q.delivery LIMIT ?
                """
            ).all(cursor?.value ?? Int64.min, limit) { (row) -> (DeliveryID, Timestamp, Bool) in
                (row.id("delivery"), row.time("due_at"), row.bool("is_step"))
            }
            let candidates = try CandidateRows(transaction, SuppressionRows(transaction, hash: hash))
            let move = try transaction.query("UPDATE queue SET due_at = ? WHERE delivery = ?")
            for (delivery, old, isStep) in lot where isStep {
                let candidate: Candidate?
                do throws(StoreError) { candidate = try candidates.read(delivery, due: old)?.candidate } catch {
                    // Its claim says what is wrong with the row; here it keeps no other.
                    guard error.isAboutOneRow else { throw error }
                    continue
                }
                guard let candidate, let new = due(candidate), new != old else { continue }
                try move.run(new, delivery)
            }
            return lot.count < limit ? nil : lot.last?.0
        }
    }

    package func waiting(
        after cursor: DeliveryID?, limit: Int, look: (Candidate) -> Void
    ) throws(StoreError) -> DeliveryID? {
        try ask { (transaction) throws(StoreError) in
            let after = cursor?.value ?? Int64.min
            let lot = try transaction.query(
                """
                SELECT delivery, due_at FROM queue WHERE delivery > ?
                UNION ALL SELECT delivery, due_at FROM parked WHERE delivery > ? ORDER BY delivery LIMIT ?
                """
            ).all(after, after, limit) { (row) -> (DeliveryID, Timestamp) in
                (row.id("delivery"), row.time("due_at"))
            }
            let candidates = try CandidateRows(transaction, SuppressionRows(transaction, hash: hash))
            for (delivery, due) in lot {
                let candidate: Candidate?
                do throws(StoreError) { candidate = try candidates.read(delivery, due: due)?.candidate } catch {
                    // As in `reschedule`.
                    guard error.isAboutOneRow else { throw error }
                    continue
                }
                guard let candidate else { continue }
                if candidate.subject.enrollment != nil { look(candidate) }
            }
            return lot.count < limit ? nil : lot.last?.0
        }
    }

    package func waitingCount() throws(StoreError) -> Int {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(Self.waitingSteps).first { $0.int("total") } ?? 0
        }
    }

    /// The condition for an open delivery of a step, which waits or which a daemon has.
    static let waitingSteps = """
        SELECT (SELECT count(*) FROM deliveries WHERE state = 'open' AND step IS NOT NULL)
            - (SELECT count(*) FROM claims k
                WHERE (SELECT d.step FROM deliveries d WHERE d.id = k.delivery) IS NOT NULL) AS total
        """

    package func canBeRetried(_ delivery: DeliveryID) throws(StoreError) -> Bool {
        try ask { (transaction) throws(StoreError) in try transaction.query(Self.retriable).isAny(delivery) }
    }

    /// The condition for a delivery that can be retried: it failed, was cancelled or is held, is of an enrollment that
    /// was not cut short and of somebody who was not erased, and has what it is made from.
    private static let retriable = """
        SELECT d.state FROM deliveries d LEFT JOIN enrollments e ON e.id = d.enrollment
        WHERE d.id = ? AND d.state IN ('failed', 'cancelled', 'withheld', 'skipped', 'held')
            AND (e.id IS NULL OR e.state <> 'ended' OR e.end_reason = 'finished')
            AND EXISTS (SELECT 1 FROM living c WHERE c.id = d.contact)
            AND NOT (d.notice IS NOT NULL AND d.sent_at IS NOT NULL AND d.inputs = '{}')
        """

    package func retry(_ delivery: DeliveryID, now: Timestamp) throws(StoreError) -> Bool {
        try write(now: now) { (transaction) throws(StoreError) in
            let state: DeliveryState? = try transaction.query(Self.retriable).first(delivery) {
                (row) throws(StoreError) in try row.word("state")
            }
            guard let state else { return false }
            try transaction.query(
                """
                UPDATE deliveries SET state = 'open', settled_at = NULL, reason = NULL, reason_data = NULL, attempts = 0,
                    first_attempt_at = NULL, in_doubt = 0 WHERE id = ?
                """
            ).run(delivery)
            transaction.tally(state.rawValue, by: -1)
            let rows = DeliveryRows(transaction)
            try rows.goesAnew(delivery)
            try rows.enqueue(delivery, due: now)
            return true
        }
    }

    package func cancel(
        _ delivery: DeliveryID, now: Timestamp, advance: (Candidate) -> Advance
    ) throws(StoreError) -> Bool {
        try write(now: now) { (transaction) throws(StoreError) in
            let place: (due: Timestamp, isHeld: Bool)? = try transaction.query(
                """
                SELECT coalesce(q.due_at, p.due_at, d.created_at) AS due, d.state = 'held' AS is_held FROM deliveries d
                LEFT JOIN queue q ON q.delivery = d.id LEFT JOIN parked p ON p.delivery = d.id
                WHERE d.id = ? AND (d.state = 'held' OR q.delivery IS NOT NULL OR p.delivery IS NOT NULL)
                """
            ).first(delivery) { row in (row.time("due"), row.bool("is_held")) }
            guard let place else { return false }
            let candidates = try CandidateRows(transaction, SuppressionRows(transaction, hash: hash))
            guard let facts = try candidates.read(delivery, due: place.due) else { return false }
            let deliveries = DeliveryRows(transaction)
            if place.isHeld {
                transaction.tally(DeliveryState.held.rawValue, by: -1)
            } else {
                _ = try deliveries.takeOut(delivery)
            }
            var advanced = false
            if let step = facts.ofEnrollment {
                advanced = try EnrollmentRows(transaction).go(advance(facts.candidate), from: step)
            }
            try deliveries.close(
                delivery, .cancelled, reason: .cancelledByHand, campaign: facts.campaign, step: facts.step,
                advanced: advanced)
            return true
        }
    }
}
