import UsherCore

/// The journey in numbers, from the counters: reads as many rows as there are days and campaigns, however many people
/// there are.
struct JourneyCounters {
    private let transaction: Transaction
    /// UTC days, both included.
    private let from: String
    private let to: String

    init(_ transaction: Transaction, from: String, to: String) {
        self.transaction = transaction
        self.from = from
        self.to = to
    }

    func read() throws(StoreError) -> JourneyCounts {
        var counts = JourneyCounts()
        try readArrows(into: &counts)
        try readStays(into: &counts)
        try readStanding(into: &counts)
        try readStoodLong(into: &counts)
        try readCampaigns(into: &counts)
        try readMoney(into: &counts)
        return counts
    }

    private func readStanding(into counts: inout JourneyCounts) throws(StoreError) {
        let tally = try transaction.query("SELECT count FROM tallies WHERE what = ? AND campaign = 0")
        func people(_ what: String) throws(StoreError) -> Int {
            try tally.first(what) { $0.int("count") } ?? 0
        }
        var elsewhere = try people("contacts")
        for stage in Stage.allCases {
            let here = try people(TransitionRows.people(at: stage))
            elsewhere -= here
            if here != 0 { counts.standing[stage] = here }
        }
        if elsewhere != 0 { counts.standing[nil] = elsewhere }
        guard let last = UTCDay.start(to) else { throw .defect("'\(to)' is no day") }
        let moves = try transaction.query(
            "SELECT from_stage, to_stage, sum(count) AS total FROM arrows WHERE day > ? GROUP BY from_stage, to_stage"
        ).all(to) { (row) throws(StoreError) -> (from: Stage?, to: Stage, count: Int) in
            (
                row.text("from_stage").isEmpty ? nil : try row.word("from_stage"), try row.word("to_stage"),
                row.int("total")
            )
        }
        counts.standing = try StandingRows(transaction, end: last.adding(milliseconds: 86_400_000))
            .standing(now: counts.standing, after: moves)
    }

    private func readStoodLong(into counts: inout JourneyCounts) throws(StoreError) {
        guard let last = UTCDay.start(to) else { return }
        let came = try transaction.query(
            "SELECT coalesce(sum(count), 0) AS total FROM arrows WHERE to_stage = ? AND day > ? AND day <= ?")
        for case (let stage?, let people) in counts.standing {
            let days = Stalling.patience(median: counts.medianStay[stage])
            let since = UTCDay.text(day: max(0, UTCDay.number(last) - days))
            let recent = try came.first(stage, since, to) { $0.int("total") } ?? 0
            if people > recent { counts.stoodLong[stage] = people - recent }
        }
    }

    private func readArrows(into counts: inout JourneyCounts) throws(StoreError) {
        let arrows = try transaction.query(
            """
            SELECT from_stage, to_stage, campaign, kind, sum(count) AS total FROM arrows WHERE day >= ? AND day <= ?
            GROUP BY from_stage, to_stage, campaign, kind
            """
        ).all(from, to) { (row) throws(StoreError) in (try row.arrow(), row.int("total")) }
        counts.add(arrows)
    }

    private func readStays(into counts: inout JourneyCounts) throws(StoreError) {
        let stays = try transaction.query(
            "SELECT stage, bucket, sum(count) AS total FROM stays WHERE day >= ? AND day <= ? GROUP BY stage, bucket"
        ).all(from, to) { (row) throws(StoreError) -> (Stage, Int, Int) in
            (try row.word("stage"), row.int("bucket"), row.int("total"))
        }
        var buckets: [Stage: [Int: Int]] = [:]
        for (stage, bucket, count) in stays { buckets[stage, default: [:]][bucket] = count }
        for (stage, stays) in buckets { counts.medianStay[stage] = StayBucket.median(stays) }
    }

    private func readCampaigns(into counts: inout JourneyCounts) throws(StoreError) {
        let rows = try transaction.query(
            """
            SELECT campaign, what, step, sum(count) AS total FROM counters
            WHERE day >= ? AND day <= ? AND campaign <> 0
                AND (what IN ('entered', 'held_out', 'held_out_moved', 'sent', 'clicked', 'scanned')
                    OR what LIKE 'returned_%')
            GROUP BY campaign, what, step
            """
        ).all(from, to) { (row) -> (CampaignID, String, StepID, Int) in
            (row.id("campaign"), row.text("what"), row.id("step"), row.int("total"))
        }
        for (campaign, what, step, count) in rows where count != 0 {
            counts.add(count, of: what, step: step, to: campaign)
        }
        try visits(transaction, from: from, to: to, into: &counts)
    }

    private func readMoney(into counts: inout JourneyCounts) throws(StoreError) {
        let takings = try transaction.query(
            """
            SELECT campaign, currency, sum(value) AS total FROM takings WHERE day >= ? AND day <= ?
            GROUP BY campaign, currency
            """
        ).all(from, to) { (row) -> (CampaignID, String, Int64) in
            (row.id("campaign"), row.text("currency"), row.int64("total"))
        }
        counts.add(takings)
    }
}
