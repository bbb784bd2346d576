import UsherCore

extension SQLiteStore {
    package func journeyCounts(from: String, to: String) throws(StoreError) -> JourneyCounts {
        try ask { (transaction) throws(StoreError) in
            try JourneyCounters(transaction, from: from, to: to).read()
        }
    }

    package func campaignResults(
        _ campaign: CampaignID, from: String, to: String, goal: CampaignGoal, overBefore: Timestamp
    ) throws(StoreError) -> CampaignResults {
        try ask { (transaction) throws(StoreError) in
            try CampaignRows(transaction).facts(campaign, from: from, to: to, goal: goal, overBefore: overBefore)
        }
    }

    package func flow(
        from step: StepID, to next: StepID, start: Timestamp, end: Timestamp, limit: Int
    ) throws(StoreError) -> StepFlow {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(Self.flow).first(step, start, end, limit, next) { row in
                StepFlow(decided: row.int("decided"), reached: row.int("reached"), mailed: row.int("mailed"))
            } ?? StepFlow()
        }
    }

    /// The step, the beginning, the end, the limit, the next step. Its message is closed, waits, or is not there: the
    /// enrollment ended before.
    static let flow = """
        SELECT coalesce(sum(CASE WHEN n.state IN ('open', 'held') THEN 0 ELSE 1 END), 0) AS decided,
            coalesce(sum(CASE WHEN n.state IN ('open', 'held') THEN 0 WHEN n.sent_at IS NOT NULL THEN 1
                WHEN n.state IN ('bounced', 'failed', 'skipped') THEN 1 ELSE 0 END), 0) AS reached,
            coalesce(sum(CASE WHEN n.state IN ('open', 'held') THEN 0 WHEN n.sent_at IS NOT NULL THEN 1 ELSE 0 END), 0)
                AS mailed
        FROM (SELECT d.enrollment FROM deliveries d WHERE d.step = ?1 AND d.sent_at >= ?2 AND d.sent_at < ?3
            ORDER BY d.sent_at DESC LIMIT ?4) l
        LEFT JOIN deliveries n ON n.enrollment = l.enrollment AND n.step = ?5
        """

    package func journeyHistory(to: String) throws(StoreError) -> JourneyHistory {
        try ask { (transaction) throws(StoreError) in try HistoryRows(transaction).read(to: to) }
    }

    package func firstCountedDay() throws(StoreError) -> String? {
        try ask { (transaction) throws(StoreError) in
            try transaction.query("SELECT created_at FROM living ORDER BY id LIMIT 1").first { row in
                row.time("created_at").utcDay
            }
        }
    }

    package func recount(from: String, to: String) throws(StoreError) -> JourneyCounts {
        try ask { (transaction) throws(StoreError) in
            try JourneyRecount(transaction, from: from, to: to).read()
        }
    }
}
