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
        try transaction.query(
            """
            INSERT INTO parked (stream, scope, subject, due_at, delivery)
            SELECT \(MessageKind.stream("kind")), ?, ?, ?, id FROM deliveries WHERE id = ?
            """
        ).run(scope.word, scope.subject, due, delivery)
    }

    /// Puts up to `limit` of what is parked under `scope` back into the queue, earliest first, at their old due times.
    /// Returns how many.
    func unpark(_ scope: PauseScope, limit: Int) throws(StoreError) -> Int {
        let parked = try transaction.query(
            """
            SELECT due_at, delivery FROM parked WHERE scope = ? AND subject = ? ORDER BY due_at, delivery LIMIT ?
            """
        ).all(scope.word, scope.subject, limit, read: Self.place)
        try putBack(parked)
        return parked.count
    }

    /// Puts up to `limit` of transactional mail back that a pause of the main relay holds, from before it had a relay
    /// of its own, at their old due times.
    func unparkTransactional(limit: Int) throws(StoreError) {
        try putBack(
            try transaction.query(Self.leftBehind).all(PauseScope.relay.word, limit, read: Self.place))
    }

    /// A domain's pause has an end, and parks nothing.
    static let leftBehind = """
        SELECT due_at, delivery FROM parked WHERE stream = 1 AND scope = ? ORDER BY due_at, delivery LIMIT ?
        """

    private static func place(_ row: ResultRow) -> (Timestamp, DeliveryID) { (row.time("due_at"), row.id("delivery")) }

    private func putBack(_ parked: [(Timestamp, DeliveryID)]) throws(StoreError) {
        let deliveries = DeliveryRows(transaction)
        let delete = try transaction.query("DELETE FROM parked WHERE delivery = ?")
        for (due, delivery) in parked {
            try delete.run(delivery)
            try deliveries.enqueue(delivery, due: due)
        }
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
            INSERT INTO queue (stream, due_at, delivery)
            SELECT stream, ? + ? * (? - 1 + row_number() OVER (ORDER BY due_at, delivery)), delivery FROM (
                SELECT stream, due_at, delivery FROM parked WHERE scope = ? AND subject = ? ORDER BY due_at, delivery LIMIT ?) x
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

    /// When a stream needs somebody next: its earliest due time in the queue, the end of a pause that has something
    /// parked, or at once for what is parked under a pause that does not concern it any more; whichever is earliest.
    /// Nil is whoever asks for no stream: people, who are told of everything.
    func nextDue(_ stream: MailStream?) throws(StoreError) -> Timestamp? {
        var times: [Timestamp?] = []
        let queued = try transaction.query("SELECT min(due_at) AS due FROM queue WHERE stream = ?")
        for number in (stream ?? .all).numbers {
            times.append(try queued.first(number) { $0.optionalTime("due") } ?? nil)
        }
        times.append(
            try transaction.query(
                """
                SELECT min(p.ends_at) AS due FROM pauses p WHERE p.ends_at IS NOT NULL
                    AND p.scope NOT IN (\(stream.map(Self.scopesBeside) ?? "''"))
                    AND EXISTS (SELECT 1 FROM parked k WHERE k.scope = p.scope AND k.subject = p.subject)
                """
            ).first { $0.optionalTime("due") } ?? nil)
        if let left = stream.flatMap(Self.left) {
            times.append(
                try transaction.query("SELECT min(due_at) AS due FROM parked WHERE \(left)")
                    .first { $0.optionalTime("due") } ?? nil)
        }
        return times.compactMap { $0 }.min()
    }

    /// Pauses that do not concern this stream.
    private static func scopesBeside(_ stream: MailStream) -> String {
        stream == .transactional
            ? "'relay', 'domain', 'warm_up'" : "'transactional_relay', 'transactional_domain'"
    }

    /// What is parked under a pause that is not its stream's any more; nil where there can be none.
    private static func left(_ stream: MailStream) -> String? {
        switch stream {
        case .all: "scope IN ('transactional_relay', 'transactional_domain')"
        case .marketing: nil
        case .transactional: "stream = 1 AND scope = 'relay'"
        }
    }
}
