import UsherCore

/// Mails that came back, inside one transaction.
struct ReturnedRows {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    /// What is recorded of a mail: whether it was tied to anybody, and under which name it is kept.
    func known(_ key: [UInt8]) throws(StoreError) -> (isMatched: Bool, file: String?)? {
        try transaction.query(
            "SELECT delivery IS NOT NULL OR contact IS NOT NULL AS is_matched, file FROM returned WHERE mail_key = ?"
        ).first(key) { ($0.bool("is_matched"), $0.optionalText("file")) }
    }

    func add(
        _ mail: ReturnedReport, _ effect: ReturnEffect, delivery: DeliveryID?, contact: ContactID?, domain: String?,
        recipient: ReturnedReport.Recipient?
    ) throws(StoreError) -> ReturnedID {
        let id: ReturnedID? = try transaction.query(
            """
            INSERT INTO returned (mail_key, received_at, kind, effect, delivery, contact, domain, status, said, summary,
                file) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).newRow(
            mail.key, transaction.now, mail.kind, effect, delivery, contact, domain, recipient?.status?.description,
            recipient?.said ?? "", mail.summary, mail.file)
        guard let id else { throw .defect("a mail without a number") }
        return id
    }

    /// What counts of a delivery.
    func effects(of delivery: DeliveryID) throws(StoreError) -> Set<ReturnEffect> {
        Set(
            try transaction.query("SELECT effect FROM returned WHERE delivery = ?").all(delivery) {
                (row) throws(StoreError) -> ReturnEffect in try row.word("effect")
            }
        ).subtracting([.none, .undone])
    }

    /// What was heard of a delivery does not count any more: it goes out anew. Returns what that was.
    func undo(_ delivery: DeliveryID, campaign: CampaignID?, step: StepID?) throws(StoreError) -> [ReturnEffect] {
        let counted: [(ReturnEffect, Timestamp)] = try transaction.query(
            "SELECT effect, received_at FROM returned WHERE delivery = ?"
        ).all(delivery) { (row) throws(StoreError) in (try row.word("effect"), row.time("received_at")) }
        for (effect, at) in counted where effect.isOfDelivery {
            transaction.count(effect.counter, campaign: campaign, step: step, by: -1, at: at)
        }
        try transaction.query(
            "UPDATE returned SET effect = 'undone' WHERE delivery = ? AND effect NOT IN ('none', 'unsubscribed')"
        ).run(delivery)
        return counted.map(\.0)
    }

    /// What was heard of a delivery without proof counts no more: a proof says more of the same failure.
    func outdo(_ delivery: DeliveryID, campaign: CampaignID?, step: StepID?) throws(StoreError) {
        let milder = ReturnEffect.allCases.filter { $0.state == .failed }.map { "'\($0.rawValue)'" }
        let those = "delivery = ? AND effect IN (\(milder.joined(separator: ", ")))"
        let counted: [(ReturnEffect, Timestamp)] = try transaction.query(
            "SELECT effect, received_at FROM returned WHERE \(those)"
        ).all(delivery) { (row) throws(StoreError) in (try row.word("effect"), row.time("received_at")) }
        for (effect, at) in counted {
            transaction.count(effect.counter, campaign: campaign, step: step, by: -1, at: at)
        }
        try transaction.query("UPDATE returned SET effect = 'none' WHERE \(those)").run(delivery)
    }

    /// When the messages of a contact were sent that came back since `moment`, without proof.
    func failures(of contact: ContactID, since moment: Timestamp) throws(StoreError) -> [Timestamp] {
        try transaction.query(
            """
            SELECT d.sent_at FROM returned r JOIN deliveries d ON d.id = r.delivery
            WHERE r.contact = ? AND r.effect = 'soft' AND d.sent_at IS NOT NULL AND d.sent_at > ?
            """
        ).all(contact, moment) { $0.time("sent_at") }
    }

    /// When the last message of a contact before `moment` was sent that did not come back.
    func delivered(_ contact: ContactID, before moment: Timestamp) throws(StoreError) -> Timestamp? {
        try transaction.query(
            """
            SELECT max(at) AS delivered FROM (
                SELECT max(d.sent_at) AS at FROM enrollments e JOIN deliveries d ON d.enrollment = e.id
                    WHERE e.contact = ?1 AND d.state IN ('sent', 'complained') AND d.sent_at < ?2
                UNION ALL SELECT max(sent_at) FROM deliveries
                    WHERE contact = ?1 AND notice IS NOT NULL AND state IN ('sent', 'complained') AND sent_at < ?2
                UNION ALL SELECT sent_at FROM past_mail WHERE contact = ?1 AND sent_at < ?2) sent
            """
        ).first(contact, moment) { $0.optionalTime("delivered") } ?? nil
    }

    /// The last messages that may have reached a contact, the newest first, by number and moment of composing.
    func candidates(of contact: ContactID, most: Int) throws(StoreError) -> [(DeliveryID, Timestamp)] {
        try transaction.query(
            """
            SELECT id, composed_at FROM (
                SELECT d.id, d.composed_at FROM enrollments e JOIN deliveries d ON d.enrollment = e.id
                    WHERE e.contact = ?1 AND d.composed_at IS NOT NULL
                UNION ALL SELECT id, composed_at FROM deliveries
                    WHERE contact = ?1 AND notice IS NOT NULL AND composed_at IS NOT NULL) x
            ORDER BY composed_at DESC LIMIT ?2
            """
        ).all(contact, most) { row in (row.id("id"), row.time("composed_at")) }
    }

    /// What is pruned apart, so that neither strangers nor machines put out what people wrote, nor strangers what is
    /// about our messages.
    private static let groups: [(condition: String, most: Int)] = {
        let (ours, theirs) = ("(delivery IS NOT NULL OR contact IS NOT NULL)", "delivery IS NULL AND contact IS NULL")
        let people = "kind IN ('person', 'unsubscribe')"
        return [
            ("\(ours) AND \(people)", KeptMail.ours.most), ("\(ours) AND NOT \(people)", KeptMail.ours.most),
            ("\(theirs) AND \(people)", KeptMail.letter.most), ("\(theirs) AND NOT \(people)", KeptMail.strange.most),
        ]
    }()

    /// Lets those without a consequence go that are old, or too many of their kind.
    func prune() throws(StoreError) {
        let before = transaction.now.adding(milliseconds: -ReturnedReport.longestKept)
        for (condition, most) in Self.groups {
            let those = "effect IN ('none', 'undone') AND \(condition)"
            try transaction.query(
                """
                DELETE FROM returned WHERE \(those) AND (received_at < ? OR id <= coalesce((
                    SELECT id FROM returned WHERE \(those) ORDER BY id DESC LIMIT 1 OFFSET ?), 0))
                """
            ).run(before, most)
        }
    }
}
