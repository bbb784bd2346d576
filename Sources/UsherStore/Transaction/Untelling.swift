import UsherCore

/// Takes back what followed from events, so that they can be told once more; inside one transaction.
///
/// | What followed | Is taken back |
/// | --- | --- |
/// | an enrollment ended | it goes on, with the e-mail that waited; where its messages were let go of, nothing is taken back of any event |
/// | an enrollment began | as long as nothing of it was tried |
/// | a change of stage | of the contact; of a promoter where it was the last |
/// | money of a campaign, what a refund took | always |
/// | what a promoter earned | as long as it is on hold, or was payable for less than a day, or was taken back |
/// | who brought the contact | as long as nothing was earned by it |
/// | what was said about marketing, notices | never |
struct Untelling {
    private let transaction: Transaction
    private let transitions: TransitionRows
    private let turns: TurnRows
    private let returns: ReturnRows
    private let deliveries: DeliveryRows

    init(_ transaction: Transaction) throws(StoreError) {
        self.transaction = transaction
        transitions = try TransitionRows(transaction)
        turns = try TurnRows(transaction)
        returns = ReturnRows(transaction)
        deliveries = DeliveryRows(transaction)
    }

    /// `later` are the contact's events after `moment`, oldest first. Returns the moves that they did not make and that
    /// stand among theirs: `restore` puts each back in its turn.
    func untell(
        _ later: [LaterEvent], of contact: ContactID, since moment: Timestamp
    ) throws(StoreError) -> [TransitionRows.Kept] {
        for event in later.reversed() {
            try untellMoney(event, of: contact)
            try reopen(endedBy: event.id)
        }
        let told = Set(later.map(\.id))
        let stated = try untellMoves(told, of: contact, since: moment)
        let claiming = Set(stated.compactMap(\.transition.cause.enrollment))
        for event in later.reversed() {
            if let promoter = event.promoter?.id { try untellMove(of: promoter, by: event.id) }
            try untellRewards(event.id, of: contact, among: told)
            try untellEnrollments(begunBy: event.id, of: contact, except: claiming)
        }
        // After all that was earned by it, also where a refund that brought the contact was moved behind its purchase.
        for event in later { try untellReferral(event.id, of: contact) }
        return stated
    }

    /// A move by the operator back to an earlier stage is made once more; any other only where it still leads on.
    func restore(_ kept: TransitionRows.Kept, _ transition: Transition) throws(StoreError) {
        let known = try transaction.query("SELECT stage FROM living WHERE id = ?")
            .first(transition.contact) { (row) throws(StoreError) -> Stage? in try row.optionalWord("stage") }
        guard let from = known, from != transition.to else { return }
        guard transition.isBack || from.map({ $0 < transition.to }) ?? true else { return }
        var transition = transition
        transition.from = from
        try transitions.add(transition, event: kept.event)
    }

    /// Whether one of these events ended an enrollment, the contact's or a promoter's, whose messages were let go of:
    /// that one cannot go on, and what it claimed would be claimed by nobody.
    func endedWhatIsPruned(_ events: [LaterEvent]) throws(StoreError) -> Bool {
        let ended = try transaction.query("SELECT 1 FROM enrollments WHERE ended_by = ? AND pruned IS NOT NULL")
        for event in events where try ended.isAny(event.id) { return true }
        return false
    }

    // MARK: Money

    private func untellMoney(_ event: LaterEvent, of contact: ContactID) throws(StoreError) {
        try returns.giveAgain(takenBy: event.id, of: contact)
        guard let left = try returns.left(of: event.id) else { return }
        for campaign in try returns.claiming(event.id) { transaction.giveBack(left.value, of: campaign, at: left.at) }
    }

    // MARK: Enrollments

    private func reopen(endedBy event: EventID) throws(StoreError) {
        let ended = try transaction.query(
            "SELECT id, contact, campaign, held_out, end_reason, ended_at FROM enrollments WHERE ended_by = ?"
        ).all(event) { (row) throws(StoreError) in
            (
                enrollment: row.id("id") as EnrollmentID, contact: row.id("contact") as ContactID,
                campaign: row.id("campaign") as CampaignID,
                wasHeldOut: row.bool("held_out"), reason: try row.word("end_reason") as Enrollment.EndReason,
                at: row.time("ended_at")
            )
        }
        for end in ended {
            try transaction.query(
                """
                UPDATE enrollments SET end_reason = NULL, ended_at = NULL, ended_by = NULL, state =
                    CASE WHEN held_out = 1 THEN 'held_out' WHEN started_at IS NULL THEN 'waiting' ELSE 'active' END
                WHERE id = ?
                """
            ).run(end.enrollment)
            if end.wasHeldOut {
                if end.reason == .goalReached {
                    transaction.count("held_out_moved", campaign: end.campaign, by: -1, at: end.at)
                }
            } else {
                transaction.tally("enrollments", campaign: end.campaign, by: 1)
                transaction.count(end.reason.rawValue, campaign: end.campaign, by: -1, at: end.at)
            }
            try reopenDeliveries(of: end.enrollment, campaign: end.campaign, closedAt: end.at)
            try turns.note(end.contact)
        }
    }

    /// Due now: the claim moves what is to go later to its own time.
    private func reopenDeliveries(
        of enrollment: EnrollmentID, campaign: CampaignID, closedAt: Timestamp
    ) throws(StoreError) {
        let reopened = try transaction.query(
            """
            UPDATE deliveries SET state = 'open', settled_at = NULL, reason = NULL, reason_data = NULL, advanced = 0
            WHERE enrollment = ? AND state = 'cancelled' AND settled_at = ? RETURNING id, step
            """
        ).all(enrollment, closedAt) { (row) -> (DeliveryID, StepID) in (row.id("id"), row.id("step")) }
        for (delivery, step) in reopened {
            try deliveries.enqueue(delivery, due: transaction.now)
            transaction.tally(DeliveryState.cancelled.rawValue, by: -1)
            transaction.count(DeliveryState.cancelled.rawValue, campaign: campaign, step: step, by: -1, at: closedAt)
        }
    }

    /// `claiming` have a move that stays.
    private func untellEnrollments(
        begunBy event: EventID, of contact: ContactID, except claiming: Set<EnrollmentID>
    ) throws(StoreError) {
        let begun = try transaction.query(
            """
            SELECT e.id, e.campaign, e.held_out, e.entered_at, e.started_at FROM enrollments e
            WHERE e.contact = ? AND e.begun_by = ? AND e.state <> 'ended'
                AND coalesce(e.started_at, e.entered_at) = e.entered_at
                AND NOT EXISTS (SELECT 1 FROM transitions t WHERE t.enrollment = e.id) AND e.pruned IS NULL
                AND NOT EXISTS (
                    SELECT 1 FROM deliveries d WHERE d.enrollment = e.id AND (
                        d.state <> 'open' OR d.attempts > 0 OR d.composed_at IS NOT NULL
                        OR EXISTS (SELECT 1 FROM claims k WHERE k.delivery = d.id)))
            """
        ).all(contact, event) { row in
            (
                enrollment: row.id("id") as EnrollmentID, campaign: row.id("campaign") as CampaignID,
                isHeldOut: row.bool("held_out"),
                enteredAt: row.time("entered_at"), startedAt: row.optionalTime("started_at")
            )
        }
        for enrollment in begun where !claiming.contains(enrollment.enrollment) {
            let open = try transaction.query("SELECT id FROM deliveries WHERE enrollment = ?")
                .all(enrollment.enrollment) { (row) -> DeliveryID in row.id("id") }
            for delivery in open {
                _ = try deliveries.takeOut(delivery)
                try transaction.query("DELETE FROM deliveries WHERE id = ?").run(delivery)
            }
            try transaction.query("DELETE FROM enrollments WHERE id = ?").run(enrollment.enrollment)
            if enrollment.isHeldOut {
                transaction.count("held_out", campaign: enrollment.campaign, by: -1, at: enrollment.enteredAt)
            } else {
                transaction.tally("enrollments", campaign: enrollment.campaign, by: -1)
                if let at = enrollment.startedAt {
                    transaction.count("entered", campaign: enrollment.campaign, by: -1, at: at)
                }
            }
        }
        try turns.note(contact)
    }

    // MARK: Stages

    private func untellMoves(
        _ events: Set<EventID>, of contact: ContactID, since moment: Timestamp
    ) throws(StoreError) -> [TransitionRows.Kept] {
        let chain = try transitions.all(of: contact)
        func isToldLater(_ kept: TransitionRows.Kept) -> Bool { kept.event.map(events.contains) ?? false }
        let first = chain.firstIndex {
            isToldLater($0) || ($0.event == nil && $0.transition.isBack && $0.transition.at > moment)
        }
        guard let first else { return [] }
        let suffix = chain[first...]
        for kept in suffix.reversed() { try transitions.remove(kept) }
        return suffix.filter { !isToldLater($0) }
    }

    /// A promoter's move that a friend's event made, where nothing came after it.
    private func untellMove(of promoter: ContactID, by event: EventID) throws(StoreError) {
        guard let last = try transitions.all(of: promoter).last, last.event == event else { return }
        try transitions.remove(last)
    }

    // MARK: Rewards

    /// What an event took back nobody was paid: where what had earned it is told once more as well, it is earned anew,
    /// or by another event.
    private func untellRewards(_ event: EventID, of friend: ContactID, among told: Set<EventID>) throws(StoreError) {
        let yesterday = transaction.now.adding(milliseconds: -86_400_000)
        let revoked = try transaction.query("SELECT id, event FROM earnings WHERE friend = ? AND revoked_by = ?")
            .all(friend, event) { (row) -> (Int64, EventID) in (row.int64("id"), row.id("event")) }
        for (earning, source) in revoked {
            let untell =
                told.contains(source)
                ? "DELETE FROM earnings WHERE id = ?"
                : "UPDATE earnings SET revoked_by = NULL, revoked_because = NULL WHERE id = ?"
            try transaction.query(untell).run(earning)
        }
        try transaction.query(
            "DELETE FROM earnings WHERE friend = ? AND event = ? AND (payable_at > ? OR earned_at > ?)"
        ).run(friend, event, yesterday, yesterday)
    }

    private func untellReferral(_ event: EventID, of friend: ContactID) throws(StoreError) {
        try transaction.query(
            """
            DELETE FROM referrals WHERE friend = ? AND event = ?
                AND NOT EXISTS (SELECT 1 FROM earnings n WHERE n.friend = referrals.friend)
            """
        ).run(friend, event)
    }
}

extension Transition {
    /// Only the operator moves anybody back.
    fileprivate var isBack: Bool { from.map { to < $0 } ?? false }
}
