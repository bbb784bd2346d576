import UsherCore

extension SQLiteStore {
    package func deliveries(_ filter: DeliveryFilter) throws(StoreError) -> [DeliveryRow] {
        try ask { (transaction) throws(StoreError) in try DeliveryList(transaction, filter).rows() }
    }

    package func enrollments(of contact: ContactID) throws(StoreError) -> [Enrollment] {
        try ask { (transaction) throws(StoreError) in try EnrollmentRows(transaction).all(of: contact) }
    }

    package func totals(now: Timestamp) throws(StoreError) -> Totals {
        try ask(now: now) { (transaction) throws(StoreError) in
            func count(_ sql: String) throws(StoreError) -> Int {
                try transaction.query(sql).first { $0.int("rows") } ?? 0
            }
            let tallies = try transaction.query("SELECT what, sum(count) AS total FROM tallies GROUP BY what")
                .all { (row) -> (String, Int) in (row.text("what"), row.int("total")) }
            var totals = Totals(
                contacts: 0, activeEnrollments: 0, byState: [:], overdue: 0, nextDue: nil, suppressions: 0)
            for (what, count) in tallies {
                switch what {
                case "contacts": totals.contacts = count
                case "enrollments": totals.activeEnrollments = count
                default: if let state = DeliveryState(rawValue: what), count != 0 { totals.byState[state] = count }
                }
            }
            let waiting: [(DeliveryState, String)] = [
                (.queued, "SELECT count(*) AS rows FROM queue"), (.claimed, "SELECT count(*) AS rows FROM claims"),
                (.parked, "SELECT count(*) AS rows FROM parked"),
            ]
            for (state, sql) in waiting {
                let rows = try count(sql)
                if rows > 0 { totals.byState[state] = rows }
            }
            totals.overdue =
                try transaction.query("SELECT count(*) AS rows FROM queue WHERE stream IN (0, 1) AND due_at <= ?")
                .first(now) { $0.int("rows") } ?? 0
            totals.nextDue = try PauseRows(transaction).nextDue(nil)
            totals.suppressions =
                try transaction.query("SELECT count(*) AS rows FROM suppressed WHERE ends_at IS NULL OR ends_at > ?")
                .first(now) { $0.int("rows") } ?? 0
            return totals
        }
    }

    package func warmUpTally(_ stream: MailStream, since: Timestamp) throws(StoreError) -> WarmUpTally {
        try ask { (transaction) throws(StoreError) in
            let gone = try transaction.query(Self.gone(stream)).first(since, since, since, since, since) {
                $0.int("rows")
            }
            let waiting = try transaction.query("SELECT count(*) AS rows FROM parked WHERE scope = 'warm_up'")
                .first { $0.int("rows") }
            return WarmUpTally(gone: gone ?? 0, waiting: waiting ?? 0)
        }
    }

    /// The query for how many deliveries of a stream have gone since a moment, which it takes five times. Each counts
    /// on the day of its first attempt. An earlier one that counts as none was no attempt: then the only one is what it
    /// was settled by.
    static func gone(_ stream: MailStream) -> String {
        let ofStream = stream.condition()
        return """
            SELECT (SELECT count(*) FROM deliveries WHERE state <> 'open' AND state IN ('sent', 'bounced', 'failed',
                    'complained', 'withheld', 'cancelled', 'skipped') AND settled_at >= ? AND (first_attempt_at >= ?
                    OR state IN ('sent', 'bounced') AND attempts = 1 AND (sent_at IS NULL OR sent_at >= ?))\(ofStream))
                + (SELECT count(*) FROM deliveries WHERE in_doubt = 1 AND state = 'held' AND first_attempt_at >= ?
                    \(ofStream))
                + (SELECT count(*) FROM deliveries WHERE state = 'open' AND attempts > 0 AND first_attempt_at >= ?
                    \(ofStream))
                + (SELECT count(*) FROM claims k
                    WHERE (SELECT d.attempts = 0\(stream.condition("d.kind")) FROM deliveries d WHERE d.id = k.delivery)) AS rows
            """
    }

    package func activeEnrollments(campaign: CampaignID) throws(StoreError) -> Int {
        try look { (transaction) throws(StoreError) in
            try transaction.query("SELECT count FROM tallies WHERE what = 'enrollments' AND campaign = ?")
                .first(campaign) { $0.int("count") } ?? 0
        }
    }
}
