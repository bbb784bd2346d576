import UsherCore

/// The journey day by day, from the counters: reads as many rows as there are days and arrows, however many people
/// there are.
struct HistoryRows {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    func read(to: String) throws(StoreError) -> JourneyHistory {
        guard let end = UTCDay.start(to) else { throw .defect("'\(to)' is no day") }
        let last = UTCDay.number(end)
        let earliest = UTCDay.text(day: max(0, last - Int64(JourneyHistory.longest) + 1))
        var history = JourneyHistory()
        history.standing = [:]
        for case (let stage?, let people) in try JourneyCounters(transaction, from: to, to: to).read().standing {
            history.standing[stage] = people
        }
        let begun: String? = try transaction.query(Self.begun).first(earliest, to) { $0.optionalText("day") } ?? nil
        guard let begun, let first = UTCDay.start(begun).map(UTCDay.number) else { return history }
        history.days = Int(last - first) + 1
        func number(_ row: ResultRow) throws(StoreError) -> Int {
            guard let start = UTCDay.start(row.text("day")) else { throw .defect("a count of no day") }
            return Int(UTCDay.number(start) - first)
        }
        history.arrivals = try transaction.query(Self.arrivals).all(begun, to) { (row) throws(StoreError) in
            JourneyHistory.Arrival(
                day: try number(row), from: row.text("from_stage").isEmpty ? nil : try row.word("from_stage"),
                to: try row.word("to_stage"), count: row.int("total"), isStated: row.bool("is_stated"))
        }
        history.departures = try transaction.query(Self.departures).all(begun, to) { (row) throws(StoreError) in
            JourneyHistory.Departure(
                day: try number(row), stage: try row.word("stage"),
                stayMilliseconds: StayBucket.milliseconds(of: row.int("bucket")), count: row.int("count"))
        }
        history.takings = try transaction.query(Self.takings).all(begun, to) { (row) throws(StoreError) in
            JourneyHistory.Taking(
                day: try number(row), campaign: row.id("campaign"),
                money: Money(minorUnits: row.int64("value"), currency: row.text("currency")))
        }
        return history
    }

    static let begun = "SELECT min(day) AS day FROM arrows WHERE day >= ? AND day <= ? AND count > 0"

    /// Who entered a campaign without a stage came by themselves: nobody stated where they stand.
    static let arrivals = """
        SELECT day, from_stage, to_stage, CASE kind WHEN 'stated' THEN 1 ELSE 0 END AS is_stated, sum(count) AS total
        FROM arrows WHERE day >= ? AND day <= ? GROUP BY 1, 2, 3, 4 HAVING sum(count) > 0 ORDER BY 1, 2, 3, 4
        """

    static let departures = """
        SELECT day, stage, bucket, count FROM stays WHERE day >= ? AND day <= ? AND count > 0 ORDER BY day, stage, bucket
        """

    static let takings = """
        SELECT day, campaign, currency, value FROM takings WHERE day >= ? AND day <= ? AND value <> 0
        ORDER BY day, campaign, currency
        """
}
