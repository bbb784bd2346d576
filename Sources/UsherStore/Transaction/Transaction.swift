import GRDB
import UsherCore

/// One open transaction: its statements, and the counts that it adds when it commits.
///
/// Lives inside one verb, on the connection's queue.
final class Transaction {
    let now: Timestamp
    private let database: Database
    private var counts: [Count] = []

    init(_ database: Database, now: Timestamp) {
        self.database = database
        self.now = now
    }

    /// A statement by its text, prepared at its first use on this connection.
    func query(_ sql: String) throws(StoreError) -> Query {
        do { return Query(try database.cachedStatement(sql: sql)) } catch { throw StoreError(error) }
    }

    /// Adds to a day's counter when the transaction commits. The step's campaign goes with it.
    func count(_ what: String, campaign: CampaignID? = nil, step: StepID? = nil, by amount: Int = 1) {
        counts.append(
            Count(what: what, campaign: campaign?.value ?? 0, step: step?.value ?? 0, day: true, amount: amount))
    }

    /// Adds to a total that is true now: contacts, runs, settled deliveries by state.
    func tally(_ what: String, campaign: CampaignID? = nil, by amount: Int) {
        counts.append(Count(what: what, campaign: campaign?.value ?? 0, step: 0, day: false, amount: amount))
    }

    /// Does `body` wholly or not at all; what it throws passes through.
    func savepoint<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
        let counted = counts.count
        try query("SAVEPOINT one").run()
        do throws(StoreError) {
            let result = try body()
            try query("RELEASE one").run()
            return result
        } catch {
            counts.removeLast(counts.count - counted)
            // After a full disk SQLite has rolled everything back by itself: then there is no savepoint left to go back
            // to.
            _ = try? query("ROLLBACK TO one").run()
            _ = try? query("RELEASE one").run()
            throw error
        }
    }

    /// Writes the counts; the last thing before the commit.
    func writeCounts() throws(StoreError) {
        guard !counts.isEmpty else { return }
        var sums: [Count.Key: Int] = [:]
        for count in counts { sums[count.key, default: 0] += count.amount }
        let counters = try query(
            """
            INSERT INTO counters (day, what, campaign, step, count) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (day, what, campaign, step) DO UPDATE SET count = counters.count + excluded.count
            """)
        let tallies = try query(
            """
            INSERT INTO tallies (what, campaign, count) VALUES (?, ?, ?)
            ON CONFLICT (what, campaign) DO UPDATE SET count = tallies.count + excluded.count
            """)
        let day = UTCDay.text(now)
        for (key, sum) in sums where sum != 0 {
            if key.day {
                try counters.run(day, key.what, key.campaign, key.step, sum)
            } else {
                try tallies.run(key.what, key.campaign, sum)
            }
        }
    }

    private struct Count {
        struct Key: Hashable {
            let what: String
            let campaign: Int64
            let step: Int64
            let day: Bool
        }

        let key: Key
        let amount: Int

        init(what: String, campaign: Int64, step: Int64, day: Bool, amount: Int) {
            key = Key(what: what, campaign: campaign, step: step, day: day)
            self.amount = amount
        }
    }
}
