import UsherCore

extension SQLiteStore {
    package func take(
        _ mails: [ReturnedReport], now: Timestamp, messageID: (DeliveryID, Timestamp) -> String
    ) throws(StoreError) -> [ReturnedOutcome] {
        guard !mails.isEmpty else { return [] }
        return try withoutActuallyEscaping(messageID) { messageID throws(StoreError) in
            try write(now: now) { (transaction) throws(StoreError) in
                let desk = try ReturnedDesk(transaction, hash: hash, messageID: messageID)
                var outcomes: [ReturnedOutcome] = []
                for mail in mails {
                    do throws(StoreError) {
                        outcomes.append(
                            try transaction.savepoint { () throws(StoreError) in try desk.take(mail) })
                    } catch {
                        guard error.isAboutOneRow else { throw error }
                        outcomes.append(ReturnedOutcome(.failed(error)))
                    }
                }
                try ReturnedRows(transaction).prune()
                return outcomes
            }
        }
    }

    package func tie(
        of mail: ReturnedReport, messageID: (DeliveryID, Timestamp) -> String
    ) throws(StoreError) -> ReturnedTie {
        try withoutActuallyEscaping(messageID) { messageID throws(StoreError) in
            try ask { (transaction) throws(StoreError) in
                try ReturnedDesk(transaction, hash: hash, messageID: messageID).tie(of: mail)
            }
        }
    }

    package func returned(_ filter: ReturnedFilter) throws(StoreError) -> [ReturnedRow] {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(Self.returned(filter)).all(filter.id, filter.contact, filter.limit) {
                (row) throws(StoreError) in
                ReturnedRow(
                    id: row.id("id"), at: row.time("received_at"), kind: try row.word("kind"),
                    effect: try row.word("effect"), delivery: row.optionalID("delivery"),
                    contact: row.optionalID("contact"), campaign: row.optionalID("campaign"),
                    step: row.optionalID("step"), address: row.optionalText("address"),
                    status: row.optionalText("status"), said: row.text("said"), summary: row.text("summary"),
                    file: row.optionalText("file"))
            }
        }
    }

    /// The mail's number, the person's and the limit. What is asked for stands there plainly, so that its own index
    /// finds it.
    static func returned(_ filter: ReturnedFilter) -> String {
        """
        SELECT r.id, r.received_at, r.kind, r.effect, r.delivery, r.contact, s.campaign, d.step, c.address,
            r.status, r.said, r.summary, r.file
        FROM returned r LEFT JOIN deliveries d ON d.id = r.delivery LEFT JOIN steps s ON s.id = d.step
        LEFT JOIN living c ON c.id = r.contact
        WHERE \(filter.id == nil ? "CAST(?1 AS BIGINT) IS NULL" : "r.id = ?1")
            AND \(filter.contact == nil ? "CAST(?2 AS BIGINT) IS NULL" : "r.contact = ?2")
            \(filter.isUnmatched ? "AND r.contact IS NULL" : "") ORDER BY r.id DESC LIMIT ?3
        """
    }

    package func returnedCounts(from: String, to: String) throws(StoreError) -> [ReturnedCount] {
        guard let start = UTCDay.start(from), let last = UTCDay.start(to) else {
            throw .defect("'\(from)' to '\(to)' are no days")
        }
        return try ask { (transaction) throws(StoreError) in
            try transaction.query(
                """
                SELECT s.campaign, d.step, coalesce(r.domain, '') AS recipient_domain, r.effect, count(*) AS total
                FROM returned r JOIN deliveries d ON d.id = r.delivery LEFT JOIN steps s ON s.id = d.step
                WHERE r.effect NOT IN ('none', 'undone') AND r.received_at >= ? AND r.received_at < ?
                GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 5 DESC, 3, 4
                """
            ).all(start, last.adding(milliseconds: 86_400_000)) { (row) throws(StoreError) in
                ReturnedCount(
                    campaign: row.optionalID("campaign"), step: row.optionalID("step"),
                    domain: row.text("recipient_domain"), effect: try row.word("effect"), count: row.int("total"))
            }
        }
    }
}
