import UsherCore

/// Takes back what a refusal did to a person, inside one transaction: the suppression is lifted, enrollments go on from
/// where they were, and the delivery waits in the queue again.
struct UndoDesk {
    private let transaction: Transaction
    private let suppressions: SuppressionRows
    private let candidates: CandidateRows
    private let deliveries: DeliveryRows
    private let since: Timestamp?
    private let by: String
    private let note: SuppressionNote
    private let isOver: (EndedEnrollment) -> Bool
    private let due: (Candidate) -> Timestamp?

    /// - Parameters:
    ///   - since: every suppression of the person after a bounce since then is lifted; nil lifts only what this very
    ///     bounce made.
    ///   - by: who says that it was a mistake, and `note` why: for the ledger.
    ///   - isOver: whether an enrollment that ended would be over by now, by what its person did meanwhile.
    ///   - due: when a step of an enrollment that goes on is due again; nil is now.
    init(
        _ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash, since: Timestamp?,
        by: String,
        note: SuppressionNote, isOver: @escaping (EndedEnrollment) -> Bool, due: @escaping (Candidate) -> Timestamp?
    ) throws(StoreError) {
        self.transaction = transaction
        suppressions = try SuppressionRows(transaction, hash: hash)
        candidates = try CandidateRows(transaction, suppressions)
        deliveries = DeliveryRows(transaction)
        self.since = since
        self.by = by
        self.note = note
        self.isOver = isOver
        self.due = due
    }

    /// Who says that an address bounced, in the ledger.
    static let server = "smtp"
    /// Who says it in a mail that comes back.
    static let report = "report"
    private static let servers = [server, report]

    /// A delivery that failed or bounced, and its enrollment.
    private struct Settled {
        var state: DeliveryState
        var kind: MessageKind
        /// The relay had accepted it, and it came back.
        var wasSent: Bool
        var contact: ContactID
        var enrollment: EnrollmentID?
        var step: StepID?
        var campaign: CampaignID?
        var at: Timestamp
        var anchor: Timestamp?
        var firstAttemptAt: Timestamp?
        var advanced: Bool
        var isErased: Bool
    }

    /// Undoes one delivery. `keepsDeadline`: its deadline runs on from its first attempt, `deadline` milliseconds
    /// long; what is past that stays as it is.
    func undo(_ delivery: DeliveryID, deadline: Int64? = nil) throws(StoreError) -> Undone {
        var undone = Undone()
        guard let settled = try settled(delivery) else { return undone }
        let isTooLate = deadline.map { limit in
            settled.firstAttemptAt.map { transaction.now.since($0) > limit } ?? false
        }
        if settled.state == .bounced, !settled.isErased {
            undone += try undoBounce(of: settled.contact, at: settled.at)
        }
        // Whatever becomes of it, it is not somebody's first refusal any more.
        try transaction.query("DELETE FROM refusals WHERE delivery = ?").run(delivery)
        guard !settled.isErased, isTooLate != true, try isFree(settled.contact, settled.campaign),
            try sendAgain(delivery, settled, &undone, keepsDeadline: deadline != nil)
        else {
            undone.left += 1
            return undone
        }
        undone.queued += 1
        return undone
    }

    /// Lifts what a bounce at this moment suppressed, and lets the enrollments go on that ended with it.
    func undoBounce(of contact: ContactID, at time: Timestamp) throws(StoreError) -> Undone {
        var undone = Undone()
        for one in try suppressions.of(contact) where one.reason == .bounced && Self.servers.contains(one.by) {
            guard one.at == time || since.map({ one.at >= $0 }) == true else { continue }
            if try suppressions.lift(one.id, by: by, note: note) { undone.liftedSuppressions += 1 }
        }
        let ended: [(EnrollmentID, CampaignID, Bool)] = try transaction.query(
            """
            SELECT id, campaign, started_at IS NULL AS was_waiting FROM enrollments
            WHERE contact = ? AND state = 'ended' AND end_reason = 'suppressed' AND ended_at = ? AND pruned IS NULL
            ORDER BY id
            """
        ).all(contact, time) { row in (row.id("id"), row.id("campaign"), row.bool("was_waiting")) }
        for (enrollment, campaign, wasWaiting) in ended where try isFree(contact, campaign) {
            if try isOver(enrollment, of: contact, wasWaiting: wasWaiting) { continue }
            try revive(enrollment, campaign, wasWaiting: wasWaiting, endedAs: .suppressed, at: time)
            if wasWaiting { try TurnRows(transaction).look(at: contact, from: transaction.now) }
            try reopen(enrollment, campaign, closedAt: time)
            undone.enrollments += 1
        }
        return undone
    }

    /// Undoes one suppression after a bounce, with the delivery that bounced.
    func undo(_ bounce: UndoList.Bounce) throws(StoreError) -> Undone {
        var undone = Undone()
        if let contact = bounce.contact {
            if let delivery = try bounced(contact, at: bounce.at) {
                undone = try undo(delivery)
            } else {
                undone = try undoBounce(of: contact, at: bounce.at)
            }
        }
        // Of an address that nobody has any more, or said by somebody else.
        if try suppressions.lift(bounce.suppression, by: by, note: note) { undone.liftedSuppressions += 1 }
        return undone
    }

    private func bounced(_ contact: ContactID, at time: Timestamp) throws(StoreError) -> DeliveryID? {
        try transaction.query(Self.bounced).first(time, contact) { $0.id("id") }
    }

    static let bounced = """
        SELECT id FROM deliveries WHERE state <> 'open' AND state = 'bounced' AND settled_at = ? AND contact = ?
        ORDER BY id LIMIT 1
        """

    private func settled(_ delivery: DeliveryID) throws(StoreError) -> Settled? {
        try transaction.query(
            """
            SELECT d.state, d.kind, d.sent_at, d.contact, d.enrollment, d.step, s.campaign, d.settled_at, d.anchor_at,
                d.first_attempt_at, d.advanced, c.id IS NULL AS is_erased
            FROM deliveries d LEFT JOIN living c ON c.id = d.contact LEFT JOIN steps s ON s.id = d.step
            WHERE d.id = ? AND d.state IN ('failed', 'bounced')
            """
        ).first(delivery) { (row) throws(StoreError) in
            Settled(
                state: try row.word("state"), kind: try row.word("kind"), wasSent: !row.isNull("sent_at"),
                contact: row.id("contact"), enrollment: row.optionalID("enrollment"),
                step: row.optionalID("step"),
                campaign: row.optionalID("campaign"), at: row.time("settled_at"), anchor: row.optionalTime("anchor_at"),
                firstAttemptAt: row.optionalTime("first_attempt_at"), advanced: row.bool("advanced"),
                isErased: row.bool("is_erased"))
        }
    }

    /// Whether nothing else keeps mail from this person: what they said since holds.
    private func isFree(_ contact: ContactID, _ campaign: CampaignID?) throws(StoreError) -> Bool {
        try suppressions.of(contact).allSatisfy { one in
            if case .campaign(let id) = one.scope { return id != campaign }
            return false
        }
    }

    private func isOver(_ enrollment: EnrollmentID, of contact: ContactID, wasWaiting: Bool) throws(StoreError) -> Bool
    {
        let living = try transaction.query("SELECT \(ResultRow.contactColumns) FROM living c WHERE c.id = ?")
            .first(contact) { (row) throws(StoreError) in try row.contact() }
        let enrollments = try EnrollmentRows(transaction).all(of: contact)
        // Of an erased person nothing goes on.
        guard let living, let ended = enrollments.first(where: { $0.id == enrollment }) else { return true }
        // Nobody knows any more what the person did meanwhile.
        if try EventRows(transaction).isPruned(of: contact, after: ended.enteredAt) { return true }
        let told = try transaction.query(
            "SELECT \(ResultRow.eventColumns), v.recorded_at FROM events v WHERE v.contact = ? ORDER BY v.at, v.id"
        ).all(contact) { (row) throws(StoreError) in
            EndedEnrollment.Told(event: try row.event(), recordedAt: row.time("recorded_at"))
        }
        let stageSince = try transaction.query(TransitionRows.last)
            .first(contact) { $0.time("at") }
        return isOver(
            EndedEnrollment(
                enrollment: ended, wasWaiting: wasWaiting, contact: living, stageSince: stageSince,
                enrollments: enrollments, told: told))
    }

    // MARK: Enrollments

    private func revive(
        _ enrollment: EnrollmentID, _ campaign: CampaignID, wasWaiting: Bool, endedAs reason: Enrollment.EndReason,
        at time: Timestamp
    ) throws(StoreError) {
        try transaction.query(
            """
            UPDATE enrollments SET state = ?, end_reason = NULL, ended_at = NULL, ended_by = NULL WHERE id = ?
            """
        ).run(wasWaiting ? Enrollment.State.waiting : .active, enrollment)
        transaction.tally("enrollments", campaign: campaign, by: 1)
        if isToday(time) { transaction.count(reason.rawValue, campaign: campaign, by: -1) }
    }

    /// What waited for an enrollment and was closed with it waits again.
    private func reopen(_ enrollment: EnrollmentID, _ campaign: CampaignID, closedAt time: Timestamp) throws(StoreError)
    {
        let closed: [(DeliveryID, StepID)] = try transaction.query(
            "SELECT id, step FROM deliveries WHERE enrollment = ? AND state = 'withheld' AND settled_at = ?"
        ).all(enrollment, time) { row in (row.id("id"), row.id("step")) }
        for (delivery, step) in closed {
            try transaction.query(
                """
                UPDATE deliveries SET state = 'open', settled_at = NULL, reason = NULL, reason_data = NULL, advanced = 0
                WHERE id = ?
                """
            ).run(delivery)
            takeBack(.withheld, campaign, step, at: time)
            try enqueue(delivery)
        }
    }

    /// Puts the enrollment back to where this step was to go, if it has done nothing since; else the delivery goes
    /// alone, as by `retry`. False when the enrollment was cut short otherwise.
    private func sendAgain(
        _ delivery: DeliveryID, _ settled: Settled, _ undone: inout Undone, keepsDeadline: Bool
    ) throws(StoreError) -> Bool {
        var isBack = false
        if let enrollment = settled.enrollment, let campaign = settled.campaign {
            let now: (Enrollment.State, Enrollment.EndReason?, Timestamp?)? = try transaction.query(
                "SELECT state, end_reason, ended_at FROM enrollments WHERE id = ?"
            ).first(enrollment) { (row) throws(StoreError) in
                (try row.word("state"), try row.optionalWord("end_reason"), row.optionalTime("ended_at"))
            }
            guard let (state, reason, endedAt) = now else { return false }
            if state == .ended, reason != .finished { return false }
            if state == .ended, try isOver(enrollment, of: settled.contact, wasWaiting: false) { return false }
            if state == .ended {
                if endedAt == settled.at, try !hasOtherEnrollment(settled.contact) {
                    try revive(enrollment, campaign, wasWaiting: false, endedAs: .finished, at: settled.at)
                    undone.enrollments += 1
                    isBack = true
                }
            } else if settled.state == .bounced || !settled.advanced {
                // One that was sent again after the enrollment went on moves nothing.
                isBack = try !hasLater(delivery, enrollment)
            } else {
                isBack = try takeBackNext(enrollment, after: settled)
            }
            if isBack { try goBack(enrollment, before: delivery, settled) }
        }
        try transaction.query(
            """
            UPDATE deliveries SET state = 'open', settled_at = NULL, reason = NULL, reason_data = NULL, attempts = 0, advanced = ?,
                first_attempt_at = CASE WHEN ? THEN first_attempt_at ELSE NULL END,
                in_doubt = CASE WHEN ? THEN in_doubt ELSE 0 END WHERE id = ?
            """
        ).run(isBack ? false : settled.advanced, keepsDeadline, keepsDeadline, delivery)
        takeBack(settled.state, settled.campaign, settled.step, at: settled.at)
        if settled.state == .bounced, !settled.wasSent,
            let counted = BreakerSubject(settled.kind, of: settled.campaign)
        {
            try BreakerRows(transaction).add(-1, .refused, of: counted, settledAt: settled.at)
        }
        try deliveries.goesAnew(delivery)
        try deliveries.enqueue(delivery, due: transaction.now)
        return true
    }

    private func hasLater(_ delivery: DeliveryID, _ enrollment: EnrollmentID) throws(StoreError) -> Bool {
        try transaction.query("SELECT 1 FROM deliveries WHERE enrollment = ? AND id > ? LIMIT 1")
            .isAny(enrollment, delivery)
    }

    private func hasOtherEnrollment(_ contact: ContactID) throws(StoreError) -> Bool {
        try transaction.query("SELECT 1 FROM enrollments WHERE contact = ? AND state = 'active' LIMIT 1")
            .isAny(contact)
    }

    /// Takes the step out again that the enrollment went on to when this one failed. False when it has been tried or is
    /// claimed.
    private func takeBackNext(_ enrollment: EnrollmentID, after settled: Settled) throws(StoreError) -> Bool {
        let next: DeliveryID? = try transaction.query(
            """
            SELECT id FROM deliveries WHERE enrollment = ? AND state = 'open' AND created_at = ?
                AND first_attempt_at IS NULL AND id NOT IN (SELECT delivery FROM claims)
            """
        ).first(enrollment, settled.at) { $0.id("id") }
        guard let next, try deliveries.takeOut(next) else { return false }
        try transaction.query("DELETE FROM deliveries WHERE id = ?").run(next)
        return true
    }

    /// The enrollment stands before this step again.
    private func goBack(_ enrollment: EnrollmentID, before delivery: DeliveryID, _ settled: Settled) throws(StoreError)
    {
        try transaction.query(
            """
            UPDATE enrollments SET last_step = (
                    SELECT step FROM deliveries WHERE enrollment = ? AND id < ? AND advanced = 1
                    ORDER BY id DESC LIMIT 1),
                anchor_at = coalesce(?, anchor_at) WHERE id = ?
            """
        ).run(enrollment, delivery, settled.anchor, enrollment)
    }

    private func enqueue(_ delivery: DeliveryID) throws(StoreError) {
        let now = transaction.now
        guard let candidate = try candidates.read(delivery, due: now)?.candidate else { return }
        let at = due(candidate) ?? now
        try deliveries.enqueue(delivery, due: max(at, now))
    }

    // MARK: Counts

    private func isToday(_ time: Timestamp) -> Bool { UTCDay.number(time) == UTCDay.number(transaction.now) }

    private func takeBack(_ state: DeliveryState, _ campaign: CampaignID?, _ step: StepID?, at time: Timestamp) {
        transaction.tally(state.rawValue, by: -1)
        if isToday(time) { transaction.count(state.rawValue, campaign: campaign, step: step, by: -1) }
    }
}
