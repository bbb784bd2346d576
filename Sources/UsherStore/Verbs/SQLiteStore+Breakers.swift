import UsherCore

extension SQLiteStore {
    package func tripBreakers(after refused: [DeliveryID], now: Timestamp) throws(StoreError) -> [Pause] {
        guard !refused.isEmpty else { return [] }
        return try write(now: now) { (transaction) throws(StoreError) in
            try BreakerDesk(transaction).trip(after: refused)
        }
    }

    package func complaintWarnings(since moment: Timestamp) throws(StoreError) -> [ComplaintWarning] {
        try ask { (transaction) throws(StoreError) in
            let paused = Set(try PauseRows(transaction).all().filter { $0.until == nil }.map(\.scope))
            return try transaction.query(
                """
                SELECT campaign, day, accepted, complained FROM sending_days
                WHERE warned_at IS NOT NULL AND warned_at >= ? ORDER BY campaign, begins
                """
            ).all(moment) { (row) throws(StoreError) in
                guard let day = CalendarDate(row.text("day")) else { throw .corrupt("a sending day's day is none") }
                return ComplaintWarning(
                    BreakerSubject(number: Int64(row.int("campaign"))), complained: row.int("complained"),
                    accepted: row.int("accepted"), day: day)
            }.filter { !paused.contains($0.subject.scope) }
        }
    }
}
