import UsherCore

/// One open transaction: its statements, and the counts that it adds when it commits.
///
/// Lives inside one verb, on the connection's queue.
final class Transaction {
    private(set) var now: Timestamp
    private let connection: any Connection
    private var counts = Counts()
    /// By their texts. A query finds its columns once, and a transaction runs most of its statements hundreds of times.
    private var queries: [String: Query] = [:]
    /// The same by where the program has the text: of one that it has whole, nobody has to look at the letters.
    private var literals: [UnsafePointer<UInt8>: Query] = [:]

    init(_ connection: any Connection, now: Timestamp) {
        self.connection = connection
        self.now = now
    }

    /// A statement by its text, prepared at its first use on this connection.
    func query(_ sql: StaticString) throws(StoreError) -> Query {
        if let known = literals[sql.utf8Start] { return known }
        let query = try query("\(sql)")
        literals[sql.utf8Start] = query
        return query
    }

    /// The same for a text that is put together.
    @_disfavoredOverload
    func query(_ sql: String) throws(StoreError) -> Query {
        if let known = queries[sql] { return known }
        let query = Query(try connection.prepare(sql))
        queries[sql] = query
        return query
    }

    /// Does `body` as it was done at `moment`: rows and counters carry that time.
    func during<Result>(
        _ moment: Timestamp, _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        let real = now
        now = moment
        defer { now = real }
        return try body()
    }

    /// Adds to the counter of a day (today's) when the transaction commits. The step's campaign goes with it.
    func count(
        _ what: String, campaign: CampaignID? = nil, step: StepID? = nil, by amount: Int = 1, at time: Timestamp? = nil
    ) {
        let day = UTCDay.number(time ?? now)
        add(amount, to: .counter(what, campaign: campaign?.value ?? 0, step: step?.value ?? 0, day: day))
    }

    /// Adds to a total that is true now: contacts, enrollments, people per stage, settled deliveries by state.
    func tally(_ what: String, campaign: CampaignID? = nil, by amount: Int) {
        add(amount, to: .total(what, campaign: campaign?.value ?? 0))
    }

    func add(_ amount: Int, to key: Counts.Key) { counts.add(Int64(amount), to: key) }

    /// Counts what a campaign's goal was worth. No event counts for more than `Counts.mostMoney`, so that sums cannot
    /// overflow.
    func take(_ value: Money, for campaign: CampaignID, at time: Timestamp) {
        let amount = min(value.minorUnits, Counts.mostMoney)
        counts.add(amount, to: .money(campaign, currency: value.currency, day: UTCDay.number(time)))
    }

    /// Takes back what `take` counted.
    func giveBack(_ value: Money, of campaign: CampaignID, at time: Timestamp) {
        let amount = min(value.minorUnits, Counts.mostMoney)
        counts.add(-amount, to: .money(campaign, currency: value.currency, day: UTCDay.number(time)))
    }

    /// Does `body` wholly or not at all: what it throws passes through, and a result that is not worth keeping comes
    /// back with nothing done.
    func savepoint<Result>(
        keeping isWorthKeeping: (Result) -> Bool = { _ in true }, _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        let mark = counts.mark
        try query("SAVEPOINT one").run()
        do throws(StoreError) {
            let result = try body()
            if !isWorthKeeping(result) {
                counts.goBack(to: mark)
                try query("ROLLBACK TO one").run()
            }
            try query("RELEASE one").run()
            return result
        } catch {
            counts.goBack(to: mark)
            // After a full disk a database rolls everything back by itself: then there is no savepoint left to go back
            // to.
            _ = try? query("ROLLBACK TO one").run()
            _ = try? query("RELEASE one").run()
            throw error
        }
    }

    /// Writes the counts; the last thing before the commit.
    func writeCounts() throws(StoreError) { try counts.write(self) }
}
