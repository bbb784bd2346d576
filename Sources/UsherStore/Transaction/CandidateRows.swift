import UsherCore

/// Reads everything that decides about one delivery, inside one transaction.
struct CandidateRows {
    private let suppressions: SuppressionRows
    private let facts: Query
    private let isThere: Query

    /// A candidate, and what only the store needs to know of it.
    struct Facts {
        var candidate: Candidate
        var advanced: Bool
        /// Whether the contact has a marketing claim.
        var contactIsBusy: Bool

        /// Nobody gets two marketing messages at once.
        func mustWait(as kind: MessageKind) -> Bool { kind == .marketing && contactIsBusy }

        var campaign: CampaignID? { candidate.subject.enrollment?.campaign }

        var step: StepID? {
            if case .step(let step, _, _) = candidate.subject { return step }
            return nil
        }

        var ofEnrollment: EnrollmentRows.StepOfEnrollment? {
            guard case .step(let step, let enrollment, _) = candidate.subject else { return nil }
            return EnrollmentRows.StepOfEnrollment(
                enrollment: enrollment.id, contact: candidate.contact.id, campaign: enrollment.campaign, step: step,
                advanced: advanced)
        }
    }

    init(_ transaction: Transaction, _ suppressions: SuppressionRows) throws(StoreError) {
        self.suppressions = suppressions
        isThere = try transaction.query("SELECT 1 FROM deliveries WHERE id = ?")
        facts = try transaction.query(
            """
            SELECT d.kind, d.attempts, d.first_attempt_at, d.in_doubt, d.advanced,
                d.step, d.anchor_at, d.notice, d.notice_key,
                d.reply_code, d.reply_status, d.reply_text, r.hash, d.inputs, d.composed_at,
                \(ResultRow.standingColumns),
                EXISTS (SELECT 1 FROM suppressed f WHERE f.contact = d.contact) AS is_suppressed,
                EXISTS (SELECT 1 FROM claims k WHERE k.contact = d.contact AND k.kind = 'marketing') AS is_busy,
                \(ResultRow.contactColumns),
                \(ResultRow.enrollmentColumns)
            FROM deliveries d
            JOIN living c ON c.id = d.contact
            LEFT JOIN enrollments e ON e.id = d.enrollment
            LEFT JOIN revisions r ON r.id = d.revision
            WHERE d.id = ?
            """)
    }

    /// Nil where the person was erased.
    func read(_ delivery: DeliveryID, due: Timestamp) throws(StoreError) -> Facts? {
        var isSuppressed = false
        let facts = try facts.first(delivery) { (row) throws(StoreError) -> Facts in
            isSuppressed = row.bool("is_suppressed")
            let subject: DeliverySubject =
                row.isNull("step")
                ? .notice(name: row.text("notice"), key: row.text("notice_key"))
                : .step(row.id("step"), try row.enrollment(), anchor: row.time("anchor_at"))
            let candidate = Candidate(
                delivery: delivery, subject: subject, kind: try row.word("kind"), due: due, contact: try row.contact(),
                standing: try row.standing(),
                attempts: row.int("attempts"), firstAttemptAt: row.optionalTime("first_attempt_at"),
                inDoubt: row.bool("in_doubt"),
                composition: row.composition(), lastReply: row.reply())
            return Facts(candidate: candidate, advanced: row.bool("advanced"), contactIsBusy: row.bool("is_busy"))
        }
        guard var facts else {
            if try isThere.isAny(delivery) { return nil }
            throw .corrupt("a queued delivery is missing")
        }
        if isSuppressed { facts.candidate.standing.suppressions = try suppressions.of(facts.candidate.contact.id) }
        return facts
    }
}
