import UsherCore

/// What one transaction adds to the counters, the totals and the journey's numbers, written once before it commits.
struct Counts {
    enum Key: Hashable {
        case counter(String, campaign: Int64, step: Int64, day: Int64)
        case total(String, campaign: Int64)
        /// An entry is stated, and tells all the same of who will come.
        case arrow(JourneyCounts.Arrow, isEntry: Bool, day: Int64)
        case stay(Stage, bucket: Int, day: Int64)
        case money(CampaignID, currency: String, day: Int64)
    }

    /// The kind of a move by which somebody without a stage took the first one of the campaign entered. Reports count
    /// it as stated.
    static let entered = "entered"

    /// In minor units.
    static let mostMoney: Int64 = 1_000_000_000_000

    private var entries: [(key: Key, amount: Int64)] = []

    /// Where to come back to when a savepoint is taken back.
    var mark: Int { entries.count }

    mutating func add(_ amount: Int64, to key: Key) { entries.append((key, amount)) }

    mutating func goBack(to mark: Int) { entries.removeLast(entries.count - mark) }

    func write(_ transaction: Transaction) throws(StoreError) {
        guard !entries.isEmpty else { return }
        var sums: [Key: Int64] = [:]
        for (key, amount) in entries { sums[key, default: 0] += amount }
        for (key, sum) in sums where sum != 0 { try Self.write(sum, key, transaction) }
    }

    private static func write(_ sum: Int64, _ key: Key, _ transaction: Transaction) throws(StoreError) {
        switch key {
        case .counter(let what, let campaign, let step, let day):
            try transaction.query(
                """
                INSERT INTO counters (day, what, campaign, step, count) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (day, what, campaign, step) DO UPDATE SET count = counters.count + excluded.count
                """
            ).run(UTCDay.text(day: day), what, campaign, step, sum)
        case .total(let what, let campaign):
            try transaction.query(
                """
                INSERT INTO tallies (what, campaign, count) VALUES (?, ?, ?)
                ON CONFLICT (what, campaign) DO UPDATE SET count = tallies.count + excluded.count
                """
            ).run(what, campaign, sum)
        case .arrow(let arrow, let isEntry, let day):
            try transaction.query(
                """
                INSERT INTO arrows (day, from_stage, to_stage, campaign, kind, count) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (day, from_stage, to_stage, campaign, kind)
                    DO UPDATE SET count = arrows.count + excluded.count
                """
            ).run(
                UTCDay.text(day: day), arrow.from?.rawValue ?? "", arrow.to, arrow.campaign?.value ?? 0,
                isEntry ? Self.entered : arrow.kind.rawValue, sum)
        case .stay(let stage, let bucket, let day):
            try transaction.query(
                """
                INSERT INTO stays (day, stage, bucket, count) VALUES (?, ?, ?, ?)
                ON CONFLICT (day, stage, bucket) DO UPDATE SET count = stays.count + excluded.count
                """
            ).run(UTCDay.text(day: day), stage, bucket, sum)
        case .money(let campaign, let currency, let day):
            try transaction.query(
                """
                INSERT INTO takings (day, campaign, currency, value) VALUES (?, ?, ?, ?)
                ON CONFLICT (day, campaign, currency) DO UPDATE SET value = takings.value + excluded.value
                """
            ).run(UTCDay.text(day: day), campaign, currency, sum)
        }
    }
}
