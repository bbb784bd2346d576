import UsherCore

/// What becomes of old messages. Upkeep of this database.
///
/// | A message that was settled before the given moment | |
/// | --- | --- |
/// | of an enrollment that ended before it and whose time for its goal is over, with all of the enrollment's other messages | goes |
/// | a notice | goes |
/// | of an enrollment that is under way, or of which a message waits, is held, or was settled later | stays |
/// | of an enrollment in which one was refused, and that refusal counts still: among the last attempts, or against its person | stays |
/// | the one with the highest number, so that no number comes twice | stays |
///
/// Of what goes there stay: its sums (`carried`), when somebody last had a message that arrived, the keys of notices,
/// and how many messages of its enrollment are gone. Enrollments stay, and with them who may enter again.
extension SQLiteStore {
    /// The enrollments whose messages may go, of the next that ended before `end`, the longest ago first; and how many
    /// messages these have: as many enrollments as have `limit` messages or fewer, and at least one. `goalTimes` says
    /// how long after the entry a goal may still come, which is over `now`: what became of the messages changes no more
    /// then. Keeps no writer waiting.
    package func oldEnrollments(
        endedBefore end: Timestamp, goalTimes: [CampaignID: Int64], now: Timestamp, walk: inout RowWalk, limit: Int
    ) throws(StoreError) -> (enrollments: [EnrollmentID], messages: Int) {
        let (from, after) = (walk.at, walk.row)
        let (rows, next) = try ask { (transaction) throws(StoreError) in
            let rows = try transaction.query(Self.enrollments).all(end, end, from, from, after, limit) {
                (row) -> (id: EnrollmentID, at: Timestamp, messages: Int, mayGo: Bool) in
                let time = goalTimes[row.id("campaign")] ?? 0
                let isOver = row.time("entered_at").adding(milliseconds: time) <= now
                return (row.id("id"), row.time("ended_at"), row.int("messages"), row.bool("may_go") && isOver)
            }
            let next = try transaction.query(
                "SELECT min(ended_at) AS at FROM enrollments WHERE ended_at IS NOT NULL AND pruned IS NULL AND ended_at >= ?"
            ).first(end) { $0.optionalTime("at") }
            return (rows, next ?? nil)
        }
        var (enrollments, messages): ([EnrollmentID], Int) = ([], 0)
        walk.next = next
        walk.isOver = rows.count < limit
        for row in rows {
            if row.mayGo {
                guard enrollments.isEmpty || messages + row.messages <= limit else {
                    walk.isOver = false
                    break
                }
                enrollments.append(row.id)
                messages += row.messages
            }
            (walk.at, walk.row) = (row.at, row.id.value)
        }
        return (enrollments, messages)
    }

    /// Lets go of the messages of those of `enrollments` for which that holds now. One transaction; returns how many
    /// messages.
    package func forgetMessages(
        of enrollments: [EnrollmentID], endedBefore end: Timestamp, now: Timestamp
    ) throws(StoreError) -> Int {
        try letGo(enrollments, now: now) { (desk, transaction, enrollment) throws(StoreError) in
            guard try transaction.query(Self.mayGo).isAny(end, enrollment, end) else { return 0 }
            return try desk.forgetMessages(of: enrollment)
        }
    }

    /// The notices that may go, of the next `limit` that were settled before `end`.
    package func oldNotices(
        settledBefore end: Timestamp, walk: inout RowWalk, limit: Int
    ) throws(StoreError) -> [DeliveryID] {
        let (from, after) = (walk.at, walk.row)
        let rows = try ask { (transaction) throws(StoreError) in
            try transaction.query(Self.notices).all(end, from, from, after, limit) {
                (row) -> (id: DeliveryID, at: Timestamp, mayGo: Bool) in
                (row.id("id"), row.time("settled_at"), row.bool("may_go"))
            }
        }
        if let last = rows.last { (walk.at, walk.row) = (last.at, last.id.value) }
        walk.isOver = rows.count < limit
        return rows.filter(\.mayGo).map(\.id)
    }

    package func forgetNotices(
        _ notices: [DeliveryID], settledBefore end: Timestamp, now: Timestamp
    ) throws(StoreError) -> Int {
        try letGo(notices, now: now) { (desk, transaction, notice) throws(StoreError) in
            guard try transaction.query(Self.noticeMayGo).isAny(notice, end) else { return 0 }
            try desk.forgetNotice(notice)
            return 1
        }
    }

    /// The mails to remove, at most `limit` of the next that came back before `end` and are about nobody, with the
    /// names under which they are kept.
    package func oldUnmatched(
        before end: Timestamp, walk: inout RowWalk, limit: Int
    ) throws(StoreError) -> [(id: ReturnedID, file: String?)] {
        let after = walk.row
        let rows = try ask { (transaction) throws(StoreError) in
            try transaction.query(Self.unmatched).all(after, end, limit) { (row) -> (id: ReturnedID, file: String?) in
                (row.id("id"), row.optionalText("file"))
            }
        }
        if let last = rows.last { walk.row = last.id.value }
        walk.isOver = rows.count < limit
        return rows
    }

    /// Lets go of the rows of those of `mails` that are about nobody. What is kept of them goes before, so that no file
    /// is left that no row names. One transaction; returns how many.
    package func forgetUnmatched(_ mails: [ReturnedID], now: Timestamp) throws(StoreError) -> Int {
        guard !mails.isEmpty else { return 0 }
        return try write(now: now) { (transaction) throws(StoreError) in
            let delete = try transaction.query("DELETE FROM returned WHERE id = ? AND contact IS NULL")
            var count = 0
            for mail in mails { count += try delete.run(mail) }
            return count
        }
    }

    /// Lets go of each in one transaction, and returns the sum.
    func letGo<Entity>(
        _ rows: [RowID<Entity>], now: Timestamp,
        _ body: (PastDesk, Transaction, RowID<Entity>) throws(StoreError) -> Int
    ) throws(StoreError) -> Int {
        guard !rows.isEmpty else { return 0 }
        return try write(now: now) { (transaction) throws(StoreError) in
            let desk = try PastDesk(transaction, hash: hash)
            var count = 0
            for row in rows { count += try body(desk, transaction, row) }
            try desk.write()
            return count
        }
    }

    // MARK: Statements

    /// The query for such enrollments. It takes the end; the end, where the walk stands, three times; the limit.
    static let enrollments = """
        SELECT e.id, e.ended_at, e.campaign, coalesce(e.started_at, e.entered_at) AS entered_at,
            (SELECT count(*) FROM deliveries d WHERE d.enrollment = e.id) AS messages,
            \(isOver) AS may_go
        FROM enrollments e WHERE e.ended_at IS NOT NULL AND e.pruned IS NULL AND e.ended_at < ? AND e.ended_at >= ?
            AND (e.ended_at > ? OR e.id > ?)
        ORDER BY e.ended_at, e.id LIMIT ?
        """

    private static let mayGo = """
        SELECT 1 FROM enrollments e WHERE \(isOver) AND e.id = ? AND e.pruned IS NULL AND e.ended_at < ?
        """

    /// The query for such notices. It takes the end; where the walk stands, three times; the limit.
    static let notices = """
        SELECT d.id, d.settled_at, \(noticeIsOver) AS may_go
        FROM deliveries d WHERE d.notice IS NOT NULL AND d.settled_at IS NOT NULL AND d.settled_at < ? AND d.settled_at >= ?
            AND (d.settled_at > ? OR d.id > ?)
        ORDER BY d.settled_at, d.id LIMIT ?
        """

    /// The query for such mails. It takes where the walk stands, the end, and the limit.
    static let unmatched = """
        SELECT id, file FROM returned WHERE contact IS NULL AND id > ? AND received_at < ?
            AND id < (SELECT max(id) FROM returned) ORDER BY id LIMIT ?
        """

    private static let noticeMayGo = """
        SELECT 1 FROM deliveries d WHERE d.id = ? AND d.notice IS NOT NULL AND d.settled_at < ? AND \(noticeIsOver)
        """

    /// Takes the end.
    private static let isOver = """
        (e.state = 'ended' AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.enrollment = e.id
            AND (d.settled_at IS NULL OR d.settled_at >= ? OR d.id = (SELECT max(id) FROM deliveries) OR \(counts))))
        """

    private static let noticeIsOver = "(d.id < (SELECT max(id) FROM deliveries) AND NOT \(counts))"

    /// A refusal that still counts: among the last attempts of its relay, of its campaign or its step, or against its
    /// person, who got nothing since.
    private static let counts = """
        EXISTS (SELECT 1 FROM refusals r WHERE r.delivery = d.id AND (
            r.number > \(attempts("CASE r.stream WHEN 1 THEN -1 ELSE 0 END", "0")) - \(BounceBreaker.attempts)
            OR r.campaign > 0 AND r.stream = 0 AND r.number_of_campaign > \(attempts("r.campaign", "0")) - \(BounceBreaker.attempts)
            OR r.step > 0 AND r.number_of_step > \(attempts("r.campaign", "r.step")) - \(BounceBreaker.attempts)
            OR r.weight = 'unclear' AND NOT EXISTS (
                SELECT 1 FROM enrollments n JOIN deliveries s ON s.enrollment = n.id WHERE n.contact = r.contact
                    AND s.state IN ('sent', 'complained') AND s.settled_at >= r.refused_at
                UNION ALL SELECT 1 FROM deliveries s WHERE s.contact = r.contact AND s.notice IS NOT NULL
                    AND s.state IN ('sent', 'complained') AND s.settled_at >= r.refused_at
                UNION ALL SELECT 1 FROM past_mail p WHERE p.contact = r.contact AND p.settled_at >= r.refused_at)))
        """

    private static func attempts(_ campaign: String, _ step: String) -> String {
        "coalesce((SELECT a.count FROM attempts a WHERE a.campaign = \(campaign) AND a.step = \(step)), 0)"
    }
}
