import UsherCore

/// Records outcomes with all their consequences, inside one transaction.
struct SettleDesk {
    private let transaction: Transaction
    private let owner: String
    private let suppressions: SuppressionRows
    private let enrollments: EnrollmentRows
    private let deliveries: DeliveryRows
    private let claimed: Query
    private let unclaim: Query
    private let record: Query
    private let marketed: Query
    private let refusals: RefusalRows
    private let breakers: BreakerRows
    private let stream: MailStream

    init(
        _ transaction: Transaction, _ stream: MailStream, hash: @escaping @Sendable (AddressKey) -> AddressHash,
        owner: String
    ) throws(StoreError) {
        self.transaction = transaction
        self.owner = owner
        self.stream = stream
        suppressions = try SuppressionRows(transaction, hash: hash)
        enrollments = try EnrollmentRows(transaction)
        deliveries = DeliveryRows(transaction)
        refusals = RefusalRows(transaction, stream)
        breakers = BreakerRows(transaction)
        claimed = try transaction.query(
            """
            SELECT k.contact, k.kind, k.claimed_at, d.enrollment, d.step, d.advanced, s.campaign
            FROM claims k JOIN deliveries d ON d.id = k.delivery LEFT JOIN steps s ON s.id = d.step
            WHERE k.delivery = ? AND k.owner = ?
            """)
        unclaim = try transaction.query("DELETE FROM claims WHERE delivery = ?")
        record = try transaction.query(
            """
            UPDATE deliveries SET state = ?, settled_at = ?, reason = ?, reason_data = ?, attempts = attempts + ?,
                first_attempt_at = coalesce(first_attempt_at, ?),
                in_doubt = CASE WHEN ? THEN 1 ELSE in_doubt END, advanced = ?,
                reply_code = coalesce(?, reply_code), reply_text = coalesce(?, reply_text),
                reply_status = CASE WHEN ? THEN ? ELSE reply_status END, sent_at = coalesce(?, sent_at)
            WHERE id = ?
            """)
        marketed = try transaction.query("UPDATE contacts SET last_marketing_at = ? WHERE id = ?")
    }

    /// The claim that a settlement ends.
    private struct Claim {
        var contact: ContactID
        var kind: MessageKind
        var at: Timestamp
        var ofEnrollment: EnrollmentRows.StepOfEnrollment?
    }

    /// False, and nothing changed, when the owner holds no such claim any more.
    ///
    /// Each stands in a savepoint. One whose advance the database refuses (a step that nobody registered: a defect) is
    /// recorded all the same, because what was sent must never be sent again; its enrollment is stopped.
    func settle(_ settlement: Settlement) throws(StoreError) -> Bool {
        guard let claim = try claim(of: settlement.delivery) else { return false }
        let settlement = try weighed(settlement, claim)
        do throws(StoreError) {
            try transaction.savepoint { () throws(StoreError) in try carryOut(settlement, claim) }
        } catch {
            guard case .defect = error, settlement.advance != .end(.stopped) else { throw error }
            var stopped = settlement
            stopped.advance = .end(.stopped)
            try transaction.savepoint { () throws(StoreError) in try carryOut(stopped, claim) }
        }
        count(settlement.result, claim)
        return true
    }

    /// For the breakers. Transactional mail has one where it has a relay of its own.
    private func count(_ result: Settlement.Result, _ claim: Claim) {
        guard let subject = BreakerSubject(claim.kind, of: claim.ofEnrollment?.campaign) else { return }
        guard subject != .transactional || stream == .transactional else { return }
        switch result {
        case .sent: breakers.countAccepted(subject)
        case .bounced: breakers.countRefused(subject)
        case .retry, .held, .failed, .withheld, .cancelled: break
        }
    }

    /// The last thing of the transaction.
    func finish(on day: SendingDay) throws(StoreError) {
        try refusals.write()
        // There is one relay: what another had counts no more.
        if stream == .all { try breakers.forget(.transactional) }
        try breakers.write(on: day)
    }

    /// Counts the attempt and keeps a refusal; one that proves nothing becomes a bounce when it is the second on
    /// another day.
    private func weighed(_ settlement: Settlement, _ claim: Claim) throws(StoreError) -> Settlement {
        if settlement.reply != nil { refusals.count(claim.ofEnrollment) }
        guard let refusal = settlement.refusal else { return settlement }
        var weighed = settlement
        if refusal.weight == .unclear, try refusals.countsLikeBounce(claim.contact) {
            weighed.result = .bounced
            if settlement.advance != .stay { weighed.advance = .end(.suppressed) }
        }
        try refusals.keep(
            refusal, of: settlement.delivery, contact: claim.contact, step: claim.ofEnrollment, claimedAt: claim.at)
        return weighed
    }

    private func claim(of delivery: DeliveryID) throws(StoreError) -> Claim? {
        try claimed.first(delivery, owner) { (row) throws(StoreError) in
            let contact: ContactID = row.id("contact")
            let step =
                row.isNull("enrollment")
                ? nil
                : EnrollmentRows.StepOfEnrollment(
                    enrollment: row.id("enrollment"), contact: contact, campaign: row.id("campaign"),
                    step: row.id("step"), advanced: row.bool("advanced")
                )
            return Claim(contact: contact, kind: try row.word("kind"), at: row.time("claimed_at"), ofEnrollment: step)
        }
    }

    private func carryOut(_ settlement: Settlement, _ claim: Claim) throws(StoreError) {
        let delivery = settlement.delivery
        try unclaim.run(delivery)
        switch settlement.result {
        case .sent(let countsTowardsCap):
            try close(settlement, claim, Outcome(state: .sent, attempts: 1))
            if countsTowardsCap { try marketed.run(transaction.now, claim.contact) }
        case .retry(let at, let countsAttempt, let inDoubt):
            let outcome = Outcome(
                state: nil, reason: settlement.trouble, attempts: countsAttempt ? 1 : 0, inDoubt: inDoubt)
            try record(settlement, claim, outcome, advanced: claim.ofEnrollment?.advanced ?? false)
            try deliveries.enqueue(delivery, due: at)
        case .held:
            let outcome = Outcome(state: .held, attempts: 1, inDoubt: true)
            try record(settlement, claim, outcome, advanced: claim.ofEnrollment?.advanced ?? false)
            deliveries.note(.held, campaign: claim.ofEnrollment?.campaign, step: claim.ofEnrollment?.step)
        case .bounced:
            try close(settlement, claim, Outcome(state: .bounced, attempts: 1))
            try DeadAddress(transaction, suppressions, enrollments).suppress(claim.contact, by: UndoDesk.server)
        case .failed(let reason, recompose: false):
            try close(settlement, claim, Outcome(state: .failed, reason: reason, attempts: 1))
        case .failed(let reason, recompose: true):
            // What could not be made was not tried; what the relay refused was.
            let wasTried = settlement.reply != nil
            try close(
                settlement, claim,
                Outcome(state: .failed, reason: reason, attempts: wasTried ? 1 : 0, wasTried: wasTried))
            try deliveries.forgetComposition(delivery)
        case .withheld(let reason):
            try close(settlement, claim, Outcome(state: .withheld, reason: reason, wasTried: false))
        case .cancelled(let reason):
            try close(settlement, claim, Outcome(state: .cancelled, reason: reason, wasTried: false))
        }
    }

    /// What a settlement makes of the delivery's row.
    private struct Outcome {
        /// Nil while the delivery stays open.
        var state: DeliveryState?
        var reason: DeliveryReason?
        /// How many attempts it adds.
        var attempts = 0
        var inDoubt = false
        /// Whether anything was tried, counted or not: deadlines run from the first time.
        var wasTried = true
    }

    private func close(_ settlement: Settlement, _ claim: Claim, _ outcome: Outcome) throws(StoreError) {
        var advanced = false
        if let step = claim.ofEnrollment { advanced = try enrollments.go(settlement.advance, from: step) }
        try record(settlement, claim, outcome, advanced: advanced)
        if let state = outcome.state {
            deliveries.note(state, campaign: claim.ofEnrollment?.campaign, step: claim.ofEnrollment?.step)
        }
    }

    private func record(
        _ settlement: Settlement, _ claim: Claim, _ outcome: Outcome, advanced: Bool
    ) throws(StoreError) {
        let settledAt: Timestamp? = outcome.state?.isSettled == true ? transaction.now : nil
        let triedAt: Timestamp? = outcome.wasTried ? claim.at : nil
        let reply = settlement.reply
        try record.run(
            outcome.state?.rawValue ?? "open", settledAt, outcome.reason?.coded.code, outcome.reason?.dataText,
            outcome.attempts, triedAt, outcome.inDoubt, advanced, reply?.code, reply?.text, reply != nil,
            reply?.enhanced?.description, outcome.state == .sent ? transaction.now : nil, settlement.delivery)
    }
}
