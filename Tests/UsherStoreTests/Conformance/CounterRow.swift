import UsherCore

@testable import UsherStore

/// One count of one day, as it stands in the table that reports read.
struct CounterRow: Hashable, Sendable {
    /// UTC, `2026-11-22`.
    var day: String
    var campaign: CampaignID?
    var step: StepID?
    /// `entered`, `sent`, `bounced`, ...
    var what: String
    var count: Int
}

extension Store {
    /// Between two UTC days, included.
    func counters(from: String, to: String) throws(StoreError) -> [CounterRow] {
        guard let store = self as? SQLiteStore else { throw .defect("how does this store keep its counters?") }
        return try store.ask { (transaction) throws(StoreError) in
            try transaction.query(
                """
                SELECT day, what, campaign, step, count FROM counters WHERE day >= ? AND day <= ?
                ORDER BY day, what, campaign, step
                """
            ).all(from, to) { row in
                CounterRow(
                    day: row.text("day"), campaign: row.int64("campaign") == 0 ? nil : row.id("campaign"),
                    step: row.int64("step") == 0 ? nil : row.id("step"), what: row.text("what"),
                    count: row.int("count"))
            }
        }
    }
}
