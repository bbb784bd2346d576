import UsherCore

/// Pauses and what is parked under them, inside one transaction.
struct PauseRows {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    func all() throws(StoreError) -> [Pause] {
        try transaction.query(
            "SELECT scope, subject, reason, reason_data, since, ends_at FROM pauses ORDER BY since, scope, subject"
        ).all { (row) throws(StoreError) in
            Pause(
                scope: try PauseScope(word: row.text("scope"), subject: row.text("subject")),
                reason: row.coded("reason", "reason_data"), since: row.time("since"),
                until: row.optionalTime("ends_at"))
        }
    }

    /// In the place of one of the same scope, but one with an end never replaces one without.
    func write(_ pause: Pause) throws(StoreError) {
        try transaction.query(
            """
            INSERT INTO pauses (scope, subject, reason, reason_data, since, ends_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (scope, subject) DO UPDATE
                SET reason = excluded.reason, reason_data = excluded.reason_data, since = excluded.since,
                    ends_at = excluded.ends_at
                WHERE pauses.ends_at IS NOT NULL OR excluded.ends_at IS NULL
            """
        ).run(
            pause.scope.word, pause.scope.subject, pause.reason.coded.code, pause.reason.dataText, pause.since,
            pause.until)
    }

    func park(_ delivery: DeliveryID, under scope: PauseScope, due: Timestamp) throws(StoreError) {
        try transaction.query("INSERT INTO parked (scope, subject, due_at, delivery) VALUES (?, ?, ?, ?)")
            .run(scope.word, scope.subject, due, delivery)
    }

    /// Puts up to `limit` of what is parked under `scope` back into the queue, earliest first, at their old due times.
    /// Returns how many.
    func unpark(_ scope: PauseScope, limit: Int) throws(StoreError) -> Int {
        let parked = try transaction.query(
            """
            SELECT due_at, delivery FROM parked WHERE scope = ? AND subject = ? ORDER BY due_at, delivery LIMIT ?
            """
        ).all(scope.word, scope.subject, limit) { (row) -> (Timestamp, DeliveryID) in
            (row.time("due_at"), row.id("delivery"))
        }
        let deliveries = DeliveryRows(transaction)
        let delete = try transaction.query("DELETE FROM parked WHERE delivery = ?")
        for (due, delivery) in parked {
            try delete.run(delivery)
            try deliveries.enqueue(delivery, due: due)
        }
        return parked.count
    }

    func holdsAny(_ scope: PauseScope) throws(StoreError) -> Bool {
        try transaction.query("SELECT 1 FROM parked WHERE scope = ? AND subject = ? LIMIT 1")
            .isAny(scope.word, scope.subject)
    }

    /// From now on it parks nothing any more. False when there is no such pause.
    func end(_ scope: PauseScope) throws(StoreError) -> Bool {
        try transaction.query(
            """
            UPDATE pauses SET ends_at = CASE WHEN ends_at < ? THEN ends_at ELSE ? END WHERE scope = ? AND subject = ?
            """
        ).run(transaction.now, transaction.now, scope.word, scope.subject) == 1
    }

    /// Puts up to `limit` of what is parked under `scope` back, earliest first, `spacing` apart; the first is due after
    /// `skipped` spacings from now. Returns how many.
    func unpark(_ scope: PauseScope, spacing: Int64, skipped: Int, limit: Int) throws(StoreError) -> Int {
        let moved = try transaction.query(
            """
            INSERT INTO queue (due_at, delivery)
            SELECT ? + ? * (? - 1 + row_number() OVER (ORDER BY due_at, delivery)), delivery FROM (
                SELECT due_at, delivery FROM parked WHERE scope = ? AND subject = ? ORDER BY due_at, delivery LIMIT ?) x
            """
        ).run(transaction.now, spacing, skipped, scope.word, scope.subject, limit)
        try transaction.query(
            """
            DELETE FROM parked WHERE (scope, subject, due_at, delivery) IN (
                SELECT scope, subject, due_at, delivery FROM parked WHERE scope = ? AND subject = ?
                ORDER BY due_at, delivery LIMIT ?)
            """
        ).run(scope.word, scope.subject, limit)
        return moved
    }

    /// False when there was none. Nothing may be parked under it any more.
    func remove(_ scope: PauseScope) throws(StoreError) -> Bool {
        try transaction.query("DELETE FROM pauses WHERE scope = ? AND subject = ?").run(scope.word, scope.subject) == 1
    }

    /// When the queue needs somebody next: its earliest due time, or the end of a pause that has something parked, if
    /// that is earlier.
    func nextDue() throws(StoreError) -> Timestamp? {
        let queued =
            try transaction.query("SELECT min(due_at) AS due FROM queue")
            .first { $0.optionalTime("due") } ?? nil
        let parked =
            try transaction.query(
                """
                SELECT min(p.ends_at) AS due FROM pauses p WHERE p.ends_at IS NOT NULL
                    AND EXISTS (SELECT 1 FROM parked k WHERE k.scope = p.scope AND k.subject = p.subject)
                """
            ).first { $0.optionalTime("due") } ?? nil
        return [queued, parked].compactMap { $0 }.min()
    }
}
