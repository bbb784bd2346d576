import UsherCore

/// What the breakers count, inside one transaction: a subject's messages of each day, and a campaign's first ones.
final class BreakerRows {
    private let transaction: Transaction
    /// Settled in this transaction and not written yet.
    private var fresh: [BreakerSubject: (accepted: Int, refused: Int)] = [:]

    init(_ transaction: Transaction) { self.transaction = transaction }

    // MARK: What goes

    func countAccepted(_ subject: BreakerSubject) { fresh[subject, default: (0, 0)].accepted += 1 }

    func countRefused(_ subject: BreakerSubject) { fresh[subject, default: (0, 0)].refused += 1 }

    /// The last thing of a transaction that settles on this day.
    func write(on day: SendingDay) throws(StoreError) {
        for (subject, count) in fresh {
            try transaction.query(
                """
                INSERT INTO sending_days (campaign, begins, day, accepted, refused) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (campaign, begins) DO UPDATE SET day = excluded.day,
                    accepted = sending_days.accepted + excluded.accepted,
                    refused = sending_days.refused + excluded.refused
                """
            ).run(subject.number, try begin(day, subject), day.date.description, count.accepted, count.refused)
            guard case .campaign(let campaign) = subject else { continue }
            let isFull = count.accepted + count.refused >= BreakerPolicy.firstMessages
            let fullAt: Timestamp? = isFull ? transaction.now : nil
            try transaction.query(
                """
                INSERT INTO beginnings (campaign, begins, accepted, refused, full_at) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT (campaign) DO UPDATE SET accepted = beginnings.accepted + excluded.accepted,
                    refused = beginnings.refused + excluded.refused,
                    full_at = CASE WHEN beginnings.accepted + beginnings.refused + ?3 + ?4 >= ?6 THEN ?2 END
                    WHERE beginnings.full_at IS NULL
                """
            ).run(
                campaign, transaction.now, count.accepted, count.refused, fullAt, BreakerPolicy.firstMessages)
        }
        fresh = [:]
    }

    /// Where the row begins that counts on this day: with the day, or where it was resumed on it; a relay of
    /// transactional mail's own with its first message, for what went before went through another. With the first
    /// message of a day go those that are too long ago.
    private func begin(_ day: SendingDay, _ subject: BreakerSubject) throws(StoreError) -> Timestamp {
        guard let latest = try latest(subject, by: nil) else {
            return subject == .transactional ? transaction.now : day.begins
        }
        if latest >= day.begins { return latest }
        try transaction.query("DELETE FROM sending_days WHERE campaign = ? AND begins < ?")
            .run(subject.number, day.begins.adding(seconds: -86_400 * Int64(BreakerPolicy.daysCounted)))
        return day.begins
    }

    /// Where the last row begins, or the last one by `moment`.
    private func latest(_ subject: BreakerSubject, by moment: Timestamp?) throws(StoreError) -> Timestamp? {
        try transaction.query(
            "SELECT begins FROM sending_days WHERE campaign = ? AND begins <= ? ORDER BY begins DESC LIMIT 1"
        ).first(subject.number, moment ?? Timestamp(milliseconds: .max)) { $0.time("begins") }
    }

    // MARK: What becomes of it

    enum Part: String { case accepted, refused, returned, complained }

    /// Adds to what became of a message that was settled at `moment`; `amount` is -1 for one that goes out anew.
    func add(_ amount: Int, _ part: Part, of subject: BreakerSubject, settledAt moment: Timestamp) throws(StoreError) {
        guard let begins = try latest(subject, by: moment) else { return }
        let column = part.rawValue
        try transaction.query(
            "UPDATE sending_days SET \(column) = \(column) + ? WHERE campaign = ? AND begins = ?"
        ).run(amount, subject.number, begins)
        guard part != .complained, case .campaign(let campaign) = subject else { return }
        try transaction.query(
            """
            UPDATE beginnings SET \(column) = \(column) + ?
            WHERE campaign = ? AND begins <= ? AND (full_at IS NULL OR full_at >= ?)
            """
        ).run(amount, campaign, moment, moment)
    }

    /// From now on nothing counts that went before: it is resumed.
    func restart(_ subject: BreakerSubject) throws(StoreError) {
        try forget(subject)
        try transaction.query("INSERT INTO sending_days (campaign, begins, day) VALUES (?, ?, '')")
            .run(subject.number, transaction.now)
        guard case .campaign(let campaign) = subject else { return }
        try transaction.query(
            """
            INSERT INTO beginnings (campaign, begins, attempts) VALUES (?, ?, ?)
            ON CONFLICT (campaign) DO UPDATE SET begins = excluded.begins, attempts = excluded.attempts, accepted = 0,
                refused = 0, returned = 0, full_at = NULL
            """
        ).run(campaign, transaction.now, try RefusalRows.attempts(transaction, campaign: campaign.value))
    }

    /// Nothing of its days counts any more.
    func forget(_ subject: BreakerSubject) throws(StoreError) {
        try transaction.query("DELETE FROM sending_days WHERE campaign = ?").run(subject.number)
    }

    // MARK: What there is

    /// Of the day on which a message was settled at `moment`; nil where nothing is counted of it. And whether it
    /// warned.
    func day(
        _ subject: BreakerSubject, at moment: Timestamp
    ) throws(StoreError) -> (count: BreakerCount, begins: Timestamp, hasWarned: Bool)? {
        let row: (BreakerCount, Timestamp, Bool)? = try transaction.query(
            """
            SELECT begins, day, accepted, refused, returned, complained, warned_at FROM sending_days
            WHERE campaign = ? AND begins <= ? ORDER BY begins DESC LIMIT 1
            """
        ).first(subject.number, moment) { row in
            let count = BreakerCount(
                day: CalendarDate(row.text("day")), accepted: row.int("accepted"), refused: row.int("refused"),
                returned: row.int("returned"), complained: row.int("complained"))
            return (count, row.time("begins"), !row.isNull("warned_at"))
        }
        // After a resumption nothing has gone yet.
        guard let row, row.0.day != nil else { return nil }
        return row
    }

    /// Of a campaign's first messages; nil where there are none.
    func first(_ subject: BreakerSubject) throws(StoreError) -> BreakerCount? {
        guard case .campaign(let campaign) = subject else { return nil }
        return try transaction.query("SELECT accepted, refused, returned FROM beginnings WHERE campaign = ?")
            .first(campaign) { row in
                BreakerCount(
                    day: nil, accepted: row.int("accepted"), refused: row.int("refused"), returned: row.int("returned"))
            }
    }

    /// How many answers of the relay the campaign had before it was resumed last.
    static func attemptsBefore(_ campaign: CampaignID, _ transaction: Transaction) throws(StoreError) -> Int {
        try transaction.query("SELECT attempts FROM beginnings WHERE campaign = ?")
            .first(campaign) { $0.int("attempts") } ?? 0
    }

    func warned(_ subject: BreakerSubject, _ begins: Timestamp) throws(StoreError) {
        try transaction.query("UPDATE sending_days SET warned_at = ? WHERE campaign = ? AND begins = ?")
            .run(transaction.now, subject.number, begins)
    }
}
