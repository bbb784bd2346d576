import UsherCore

/// The journey in numbers, counted again from people, enrollments, transitions, events and deliveries, and from the
/// sums of those that were let go of: what the counters are held against.
struct JourneyRecount {
    private let transaction: Transaction
    private let from: String
    private let to: String
    private let start: Timestamp
    /// The first moment after the last day.
    private let end: Timestamp

    init(_ transaction: Transaction, from: String, to: String) throws(StoreError) {
        guard let start = UTCDay.start(from), let last = UTCDay.start(to) else {
            throw .defect("'\(from)' to '\(to)' are no days")
        }
        self.transaction = transaction
        self.from = from
        self.to = to
        self.start = start
        end = last.adding(milliseconds: 86_400_000)
    }

    func read() throws(StoreError) -> JourneyCounts {
        var counts = JourneyCounts()
        try countArrows(into: &counts)
        try countStays(into: &counts)
        try countStanding(into: &counts)
        try countStoodLong(into: &counts)
        try countCampaigns(into: &counts)
        try countMoney(into: &counts)
        return counts
    }

    private func countStanding(into counts: inout JourneyCounts) throws(StoreError) {
        let people = try transaction.query(
            "SELECT stage, count(*) AS total FROM living GROUP BY stage"
        ).all { (row) throws(StoreError) -> (Stage?, Int) in (try row.optionalWord("stage"), row.int("total")) }
        for (stage, count) in people { counts.standing[stage] = count }
        let moves = try transaction.query(
            """
            SELECT from_stage, to_stage, count(*) AS total FROM transitions WHERE at >= ? GROUP BY from_stage, to_stage
            """
        ).all(end) { (row) throws(StoreError) -> (from: Stage?, to: Stage, count: Int) in
            (try row.optionalWord("from_stage"), try row.word("to_stage"), row.int("total"))
        }
        counts.standing = try StandingRows(transaction, end: end).standing(now: counts.standing, after: moves)
    }

    private func countStoodLong(into counts: inout JourneyCounts) throws(StoreError) {
        let came = try transaction.query(
            "SELECT count(*) AS total FROM transitions WHERE to_stage = ? AND at >= ? AND at < ?")
        for case (let stage?, let people) in counts.standing {
            let days = Stalling.patience(median: counts.medianStay[stage])
            let since = Timestamp(milliseconds: max(0, end.milliseconds - days * 86_400_000))
            let recent = try came.first(stage, since, end) { $0.int("total") } ?? 0
            if people > recent { counts.stoodLong[stage] = people - recent }
        }
    }

    private func countArrows(into counts: inout JourneyCounts) throws(StoreError) {
        let arrows = try transaction.query(
            """
            SELECT coalesce(from_stage, '') AS from_stage, to_stage, campaign,
                CASE WHEN cause IN ('enrollment', 'link', 'code') THEN 'intended' WHEN cause = 'accident' THEN 'accidental'
                    ELSE 'stated' END AS kind,
                count(*) AS total
            FROM transitions WHERE at >= ? AND at < ? GROUP BY 1, 2, 3, 4
            """
        ).all(start, end) { (row) throws(StoreError) in (try row.arrow(), row.int("total")) }
        counts.add(arrows)
    }

    private func countStays(into counts: inout JourneyCounts) throws(StoreError) {
        var buckets: [Stage: [Int: Int]] = [:]
        _ = try transaction.query(
            """
            SELECT from_stage, at - since AS stood FROM (
                SELECT from_stage, at, lag(at) OVER (PARTITION BY contact ORDER BY id) AS since FROM transitions) x
            WHERE from_stage IS NOT NULL AND since IS NOT NULL AND at >= ? AND at < ?
            """
        ).all(start, end) { (row) throws(StoreError) -> Void in
            let bucket = StayBucket.of(milliseconds: row.int64("stood"))
            buckets[try row.word("from_stage"), default: [:]][bucket, default: 0] += 1
        }
        for (stage, stays) in buckets { counts.medianStay[stage] = StayBucket.median(stays) }
    }

    private func countCampaigns(into counts: inout JourneyCounts) throws(StoreError) {
        let rows = try transaction.query(
            """
            SELECT campaign, 'entered' AS what, 0 AS step, count(*) AS total FROM enrollments
            WHERE started_at >= ? AND started_at < ? GROUP BY 1
            UNION ALL SELECT campaign, 'held_out', 0, count(*) FROM enrollments
            WHERE held_out = 1 AND entered_at >= ? AND entered_at < ? GROUP BY 1
            UNION ALL SELECT campaign, 'held_out_moved', 0, count(*) FROM enrollments
            WHERE held_out = 1 AND end_reason = 'goal_reached' AND ended_at >= ? AND ended_at < ? GROUP BY 1
            UNION ALL SELECT s.campaign, 'sent', d.step, count(*) FROM deliveries d JOIN steps s ON s.id = d.step
            WHERE d.sent_at >= ? AND d.sent_at < ? GROUP BY 1, 3
            UNION ALL SELECT s.campaign, 'returned_' || r.effect, d.step, count(*) FROM returned r
            JOIN deliveries d ON d.id = r.delivery JOIN steps s ON s.id = d.step
            WHERE r.effect NOT IN ('none', 'undone', 'unsubscribed') AND r.received_at >= ? AND r.received_at < ?
            GROUP BY 1, 2, 3
            UNION ALL SELECT s.campaign, CASE k.who WHEN 'person' THEN 'clicked' ELSE 'scanned' END, d.step, count(*)
            FROM (SELECT delivery, who, min(first_at) AS at FROM clicks GROUP BY delivery, who) k
            JOIN deliveries d ON d.id = k.delivery JOIN steps s ON s.id = d.step
            WHERE k.at >= ? AND k.at < ? GROUP BY 1, 2, 3
            UNION ALL SELECT campaign, what, step, sum(count) FROM carried WHERE day >= ? AND day <= ? GROUP BY 1, 2, 3
            """
        ).all(start, end, start, end, start, end, start, end, start, end, start, end, from, to) {
            (row) -> (CampaignID, String, StepID, Int) in
            (row.id("campaign"), row.text("what"), row.id("step"), row.int("total"))
        }
        for (campaign, what, step, count) in rows { counts.add(count, of: what, step: step, to: campaign) }
        try visits(transaction, from: from, to: to, into: &counts)
    }

    /// An event counts once for a campaign, whether it was the goal of an enrollment, of two, or moved somebody; one
    /// that was given back does not, nor what was given back of one.
    private func countMoney(into counts: inout JourneyCounts) throws(StoreError) {
        let most = Counts.mostMoney
        let takings = try transaction.query(
            """
            SELECT g.campaign, v.currency, sum(CASE WHEN v.value > ? THEN ? ELSE v.value END
                - coalesce((SELECT sum(p.value) FROM part_refunds p WHERE p.purchase = v.id), 0)) AS total FROM (
                SELECT event, campaign FROM transitions WHERE event IS NOT NULL AND campaign IS NOT NULL
                UNION SELECT ended_by, campaign FROM enrollments
                WHERE ended_by IS NOT NULL AND end_reason = 'goal_reached' AND held_out = 0) g
            JOIN events v ON v.id = g.event
            WHERE v.value IS NOT NULL AND v.taken_back_by IS NULL AND v.at >= ? AND v.at < ? GROUP BY 1, 2
            """
        ).all(most, most, start, end) { (row) -> (CampaignID, String, Int64) in
            (row.id("campaign"), row.text("currency"), row.int64("total"))
        }
        counts.add(takings)
    }
}
