import UsherCore

/// Lets go of old rows, inside one transaction, and writes down what stays of them: sums for counts of the past, and
/// what decides later.
final class PastDesk {
    private let transaction: Transaction
    private let keys: PastKeys
    private var carried: [Carried: Int] = [:]

    /// An empty day counts how messages ended.
    private struct Carried: Hashable {
        var day: String
        var what: String
        var campaign: CampaignID?
        var step: StepID?
    }

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        self.transaction = transaction
        keys = try PastKeys(transaction, hash: hash)
    }

    private func carry(_ what: String, _ campaign: CampaignID?, _ step: StepID?, at time: Timestamp? = nil) {
        let day = time.map { UTCDay.text(day: UTCDay.number($0)) } ?? ""
        carried[Carried(day: day, what: what, campaign: campaign, step: step), default: 0] += 1
    }

    /// The last thing of the transaction.
    func write() throws(StoreError) {
        let add = try transaction.query(
            """
            INSERT INTO carried (day, what, campaign, step, count) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (day, what, campaign, step) DO UPDATE SET count = carried.count + excluded.count
            """)
        for (key, count) in carried {
            try add.run(key.day, key.what, key.campaign?.value ?? 0, key.step?.value ?? 0, count)
        }
    }

    // MARK: Messages

    private struct Message {
        var contact: ContactID
        var step: StepID?
        var campaign: CampaignID?
        var kind: MessageKind
        var state: DeliveryState
        var sentAt: Timestamp?
        var settledAt: Timestamp
    }

    private static let columns = "d.contact, d.step, s.campaign, d.kind, d.state, d.sent_at, d.settled_at"

    private func message(_ row: ResultRow) throws(StoreError) -> Message {
        Message(
            contact: row.id("contact"), step: row.optionalID("step"), campaign: row.optionalID("campaign"),
            kind: try row.word("kind"), state: try row.word("state"),
            sentAt: row.optionalTime("sent_at"), settledAt: row.time("settled_at"))
    }

    /// Every message of an enrollment, with what was clicked in it and what came back. Returns how many there were.
    func forgetMessages(of enrollment: EnrollmentID) throws(StoreError) -> Int {
        let messages = try transaction.query(
            "SELECT \(Self.columns) FROM deliveries d JOIN steps s ON s.id = d.step WHERE d.enrollment = ?"
        ).all(enrollment) { (row) throws(StoreError) in try message(row) }
        for message in messages { try carry(message) }
        try carryOutcomes(of: enrollment)
        try carryClicks(of: enrollment)
        try carryReturned(of: enrollment)
        let count = try transaction.query("DELETE FROM deliveries WHERE enrollment = ?").run(enrollment)
        try transaction.query("UPDATE enrollments SET pruned = ? WHERE id = ?").run(count, enrollment)
        return count
    }

    func forgetNotice(_ delivery: DeliveryID) throws(StoreError) {
        let found = try transaction.query(
            """
            SELECT \(Self.columns), d.notice, d.notice_key FROM deliveries d LEFT JOIN steps s ON s.id = d.step
            WHERE d.id = ? AND d.notice IS NOT NULL
            """
        ).first(delivery) { (row) throws(StoreError) in
            (try message(row), row.text("notice"), row.text("notice_key"))
        }
        guard let (message, name, key) = found else { return }
        try carry(message)
        try keys.add(notice: name, key: key, number: delivery.value, to: message.contact)
        try transaction.query("DELETE FROM deliveries WHERE id = ?").run(delivery)
    }

    private func carry(_ message: Message) throws(StoreError) {
        carry(message.state.rawValue, message.campaign, message.step)
        if let at = message.sentAt, message.step != nil {
            carry(DeliveryState.sent.rawValue, message.campaign, message.step, at: at)
        }
        if message.state == .sent {
            try transaction.query(
                """
                INSERT INTO past_steps (step, kind, settled_at) VALUES (?, ?, ?)
                ON CONFLICT (step, kind) DO UPDATE SET settled_at = CASE
                    WHEN excluded.settled_at > past_steps.settled_at THEN excluded.settled_at
                    ELSE past_steps.settled_at END
                """
            ).run(message.step?.value ?? 0, message.kind.rawValue, message.settledAt)
        }
        let arrived = message.state == .sent || message.state == .complained
        try transaction.query(
            """
            INSERT INTO past_mail (contact, notices, sent_at, settled_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (contact) DO UPDATE SET notices = past_mail.notices + excluded.notices,
                sent_at = CASE WHEN past_mail.sent_at IS NULL OR excluded.sent_at > past_mail.sent_at
                    THEN excluded.sent_at ELSE past_mail.sent_at END,
                settled_at = CASE WHEN past_mail.settled_at IS NULL OR excluded.settled_at > past_mail.settled_at
                    THEN excluded.settled_at ELSE past_mail.settled_at END
            """
        ).run(
            message.contact, message.step == nil ? 1 : 0, arrived ? message.sentAt : nil,
            arrived ? message.settledAt : nil)
    }

    /// What the campaign's table counts of them, on the day on which each was sent.
    private func carryOutcomes(of enrollment: EnrollmentID) throws(StoreError) {
        for outcome in try CampaignRows(transaction).outcomes(of: enrollment) {
            for what in outcome.whats { carry(what, outcome.campaign, outcome.step, at: outcome.at) }
        }
    }

    private func carryClicks(of enrollment: EnrollmentID) throws(StoreError) {
        let clicks = try transaction.query(
            """
            SELECT k.who, min(k.first_at) AS at, s.campaign, d.step FROM deliveries d
            JOIN clicks k ON k.delivery = d.id JOIN steps s ON s.id = d.step WHERE d.enrollment = ?
            GROUP BY k.delivery, k.who, s.campaign, d.step
            """
        ).all(enrollment) { (row) throws(StoreError) -> (Visitor, Timestamp, CampaignID, StepID) in
            (try row.word("who"), row.time("at"), row.id("campaign"), row.id("step"))
        }
        for (who, at, campaign, step) in clicks {
            carry(who == .person ? "clicked" : "scanned", campaign, step, at: at)
        }
    }

    private func carryReturned(of enrollment: EnrollmentID) throws(StoreError) {
        let returned = try transaction.query(
            """
            SELECT r.effect, r.received_at, s.campaign, d.step FROM deliveries d JOIN returned r ON r.delivery = d.id
            JOIN steps s ON s.id = d.step WHERE d.enrollment = ?
            """
        ).all(enrollment) { (row) throws(StoreError) -> (ReturnEffect, Timestamp, CampaignID, StepID) in
            (try row.word("effect"), row.time("received_at"), row.id("campaign"), row.id("step"))
        }
        for (effect, at, campaign, step) in returned where effect.isOfDelivery {
            carry(effect.counter, campaign, step, at: at)
        }
    }

    // MARK: Events

    func forgetEvent(_ event: EventID) throws(StoreError) {
        let found = try transaction.query(#"SELECT name, "key", contact, at, data FROM events WHERE id = ?"#)
            .first(event) { (row) -> (name: String, key: String, contact: ContactID, at: Timestamp, data: String?) in
                (row.text("name"), row.text("key"), row.id("contact"), row.time("at"), row.optionalText("data"))
            }
        guard let found else { return }
        // Of somebody who was erased nothing is known again.
        if try transaction.query("SELECT 1 FROM living WHERE id = ?").isAny(found.contact) {
            try keys.add(
                event: found.name, key: found.key, data: found.data, number: event.value, of: found.contact)
            try transaction.query(
                """
                INSERT INTO past_deeds (contact, name, count, first_at, last_at, first_event) VALUES (?1, ?2, 1, ?3, ?3, ?4)
                ON CONFLICT (contact, name) DO UPDATE SET count = past_deeds.count + 1,
                    first_at = CASE WHEN ?3 < past_deeds.first_at THEN ?3 ELSE past_deeds.first_at END,
                    last_at = CASE WHEN ?3 > past_deeds.last_at THEN ?3 ELSE past_deeds.last_at END,
                    first_event = CASE WHEN ?4 < past_deeds.first_event THEN ?4 ELSE past_deeds.first_event END
                """
            ).run(found.contact, found.name, found.at, event)
        }
        try transaction.query("DELETE FROM events WHERE id = ?").run(event)
    }
}
