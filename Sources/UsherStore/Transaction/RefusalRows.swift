import UsherCore

/// Attempts are counted, and refusals for good are kept, inside one transaction that settles.
final class RefusalRows {
    private let transaction: Transaction
    private let stream: MailStream
    /// Attempts of this transaction that are not written yet.
    private var fresh: [Key: Int] = [:]
    private var known: [Key: Int] = [:]

    /// 0 stands for all that goes through a relay (-1 for the relay of transactional mail's own), and for all steps of
    /// a campaign.
    private struct Key: Hashable {
        var campaign: Int64 = 0
        var step: Int64 = 0
    }

    init(_ transaction: Transaction, _ stream: MailStream) {
        self.transaction = transaction
        self.stream = stream
    }

    private var ofRelay: Key { Key(campaign: stream.attemptsNumber) }

    /// The server answered an attempt of this step; nil for a notice.
    func count(_ step: EnrollmentRows.StepOfEnrollment?) {
        for key in keys(step) { fresh[key, default: 0] += 1 }
    }

    private func keys(_ step: EnrollmentRows.StepOfEnrollment?) -> [Key] {
        guard let step else { return [ofRelay] }
        let campaign = Key(campaign: step.campaign.value)
        let ofStep = Key(campaign: campaign.campaign, step: step.step.value)
        // A campaign's attempts are those of its list, and transactional mail of its own relay is judged by itself.
        return stream == .transactional ? [ofRelay, ofStep] : [ofRelay, campaign, ofStep]
    }

    /// Whether an unclear refusal of this person counts like a bounce. Ask before `keep`.
    func countsLikeBounce(_ contact: ContactID) throws(StoreError) -> Bool {
        let now = transaction.now
        let earlier = try transaction.query("SELECT refused_at FROM refusals WHERE contact = ? AND weight = 'unclear'")
            .all(contact) { $0.time("refused_at") }
        guard !earlier.isEmpty else { return false }
        let delivered =
            try transaction.query(
                """
                SELECT max(at) AS delivered FROM (
                    SELECT max(d.settled_at) AS at FROM enrollments e JOIN deliveries d ON d.enrollment = e.id
                        WHERE e.contact = ? AND d.state IN ('sent', 'complained')
                    UNION ALL SELECT max(settled_at) FROM deliveries
                        WHERE contact = ? AND notice IS NOT NULL AND state IN ('sent', 'complained')
                    UNION ALL SELECT settled_at FROM past_mail WHERE contact = ?) sent
                """
            ).first(contact, contact, contact) { $0.optionalTime("delivered") } ?? nil
        return earlier.contains { SecondRefusal.countsLikeBounce(earlier: $0, delivered: delivered, now: now) }
    }

    func keep(
        _ refusal: Settlement.Refusal, of delivery: DeliveryID, contact: ContactID,
        step: EnrollmentRows.StepOfEnrollment?,
        claimedAt: Timestamp
    ) throws(StoreError) {
        let campaign = Key(campaign: step?.campaign.value ?? 0)
        let ofStep = Key(campaign: campaign.campaign, step: step?.step.value ?? 0)
        try transaction.query(
            """
            INSERT INTO refusals (delivery, contact, campaign, step, stream, words, weight, claimed_at, refused_at,
                number, number_of_campaign, number_of_step) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (delivery) DO UPDATE SET stream = excluded.stream, words = excluded.words, weight = excluded.weight,
                claimed_at = excluded.claimed_at, refused_at = excluded.refused_at, number = excluded.number,
                number_of_campaign = excluded.number_of_campaign, number_of_step = excluded.number_of_step
            """
        ).run(
            delivery, contact, campaign.campaign, ofStep.step, stream.relayNumber, refusal.words, refusal.weight,
            claimedAt,
            transaction.now,
            try number(ofRelay), try number(campaign.campaign == 0 ? ofRelay : campaign),
            try number(campaign.campaign == 0 ? ofRelay : ofStep))
    }

    private func number(_ key: Key) throws(StoreError) -> Int {
        if let count = known[key] { return count + fresh[key, default: 0] }
        let count = try Self.attempts(transaction, campaign: key.campaign, step: key.step)
        known[key] = count
        return count + fresh[key, default: 0]
    }

    /// How many attempts there have been; 0 stands for all, as of a relay's key.
    static func attempts(_ transaction: Transaction, campaign: Int64 = 0, step: Int64 = 0) throws(StoreError) -> Int {
        try transaction.query("SELECT count FROM attempts WHERE campaign = ? AND step = ?").first(campaign, step) {
            $0.int("count")
        } ?? 0
    }

    /// The last thing of the transaction.
    func write() throws(StoreError) {
        for (key, count) in fresh {
            try transaction.query(
                """
                INSERT INTO attempts (campaign, step, count) VALUES (?, ?, ?)
                ON CONFLICT (campaign, step) DO UPDATE SET count = attempts.count + excluded.count
                """
            ).run(key.campaign, key.step, count)
        }
    }
}
