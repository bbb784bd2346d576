import UsherCore

/// What became of one campaign's messages, from the rows, found by indexes: reads what was sent in the period and
/// nothing else. Of messages that are gone, the sums say it.
struct CampaignRows {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    func facts(
        _ campaign: CampaignID, from: String, to: String, goal: CampaignGoal, overBefore: Timestamp
    ) throws(StoreError) -> CampaignResults {
        guard let start = UTCDay.start(from), let last = UTCDay.start(to) else {
            throw .defect("'\(from)' to '\(to)' are no days")
        }
        let end = last.adding(milliseconds: 86_400_000)
        var facts = CampaignResults()
        let steps = try transaction.query("SELECT id FROM steps WHERE campaign = ?").all(campaign) { row -> StepID in
            row.id("id")
        }
        let (sent, waiting) = (try transaction.query(Self.sent), try transaction.query(Self.waiting))
        let refused = try transaction.query(Self.refused)
        for step in steps {
            var counts =
                try sent.first(step, start, end, overBefore) { Self.counts($0) } ?? CampaignResults.StepResults()
            counts.waiting = try waiting.first(step) { $0.int("total") } ?? 0
            counts.refused = try refused.first(step, start, end) { $0.int("total") } ?? 0
            facts.steps[step] = counts
        }
        try addCarried(campaign, from: from, to: to, into: &facts)
        let groups = try transaction.query(Self.groups).all(
            campaign, start, end, overBefore, goal.time, goal.event, goal.isAnyEvent
        ) { row in
            (row.bool("held_out"), CampaignResults.Group(people: row.int("people"), reached: row.int("reached")))
        }
        for (isHeldOut, group) in groups {
            if isHeldOut { facts.heldOut = group } else { facts.entered = group }
        }
        return facts
    }

    private static func counts(_ row: ResultRow) -> CampaignResults.StepResults {
        var counts = CampaignResults.StepResults()
        counts.sent = row.int("sent")
        counts.clicked = row.int("clicked")
        counts.unsubscribed = row.int("unsubscribed")
        counts.bounced = row.int("bounced")
        counts.complained = row.int("complained")
        counts.over = row.int("over_now")
        counts.reached = row.int("reached")
        counts.last = row.int("reached_last")
        return counts
    }

    /// An enrollment goes when the time for its goal is over.
    private func addCarried(
        _ campaign: CampaignID, from: String, to: String, into facts: inout CampaignResults
    ) throws(StoreError) {
        let sums = try transaction.query(Self.carried).all(from, to, campaign) { (row) -> (StepID, String, Int) in
            (row.id("step"), row.text("what"), row.int("total"))
        }
        for (step, what, count) in sums {
            switch what {
            case "sent":
                facts.steps[step, default: .init()].sent += count
                facts.steps[step, default: .init()].over += count
            case Outcome.refused: facts.steps[step, default: .init()].refused += count
            case Outcome.clicked: facts.steps[step, default: .init()].clicked += count
            case Outcome.unsubscribed: facts.steps[step, default: .init()].unsubscribed += count
            case Outcome.bounced: facts.steps[step, default: .init()].bounced += count
            case Outcome.complained: facts.steps[step, default: .init()].complained += count
            case Outcome.reached: facts.steps[step, default: .init()].reached += count
            case Outcome.last: facts.steps[step, default: .init()].last += count
            default: break
            }
        }
    }

    // MARK: One enrollment's

    /// What became of one message, as it is carried when the message goes.
    struct Outcome {
        static let refused = "of_refused"
        static let clicked = "of_clicked"
        static let unsubscribed = "of_unsubscribed"
        static let bounced = "of_bounced"
        static let complained = "of_complained"
        static let reached = "of_reached"
        static let last = "of_last"

        var campaign: CampaignID
        var step: StepID
        /// When it was sent, or refused at once.
        var at: Timestamp
        var whats: [String]
    }

    func outcomes(of enrollment: EnrollmentID) throws(StoreError) -> [Outcome] {
        let sent = try transaction.query(
            "SELECT m.campaign, m.step, m.sent_at, \(Self.flags) FROM (\(Self.messages) AND d.enrollment = ?1) m"
        ).all(enrollment) { row in
            Outcome(
                campaign: row.id("campaign"), step: row.id("step"), at: row.time("sent_at"),
                whats: [
                    ("clicked", Outcome.clicked), ("unsubscribed", Outcome.unsubscribed),
                    ("bounced", Outcome.bounced), ("complained", Outcome.complained), ("reached", Outcome.reached),
                    ("reached_last", Outcome.last),
                ].filter { row.bool($0.0) }.map(\.1))
        }
        let refused = try transaction.query(
            """
            SELECT s.campaign, d.step, d.settled_at FROM deliveries d JOIN steps s ON s.id = d.step
            WHERE d.enrollment = ? AND d.state = 'bounced' AND d.sent_at IS NULL
            """
        ).all(enrollment) { row in
            Outcome(
                campaign: row.id("campaign"), step: row.id("step"), at: row.time("settled_at"),
                whats: [Outcome.refused])
        }
        return sent + refused
    }

    // MARK: Statements

    private static let goalOfEnrollment = """
        (SELECT min(t.at) FROM transitions t WHERE t.enrollment = e.id AND t.contact = e.contact)
        """

    /// When the enrollment reached the goal, as far as that was recorded of it.
    private static let goalAt = """
        coalesce(\(goalOfEnrollment), CASE WHEN e.end_reason = 'goal_reached'
            THEN coalesce((SELECT v.at FROM events v WHERE v.id = e.ended_by), e.ended_at) END)
        """

    /// A sent message with what happened to it, and when its enrollment reached the goal. Who had to wait entered when
    /// their turn came. A condition on it goes on behind.
    private static let messages = """
        SELECT d.id, d.step, s.campaign, d.enrollment, d.sent_at,
            coalesce(e.started_at, e.entered_at) AS entered_at,
            CASE WHEN EXISTS (SELECT 1 FROM clicks k WHERE k.delivery = d.id AND k.who = 'person') THEN 1 ELSE 0 END
                AS clicked,
            CASE WHEN EXISTS (SELECT 1 FROM unsubscribes u WHERE u.delivery = d.id) THEN 1 ELSE 0 END AS unsubscribed,
            CASE WHEN EXISTS (SELECT 1 FROM returned r WHERE r.delivery = d.id AND r.effect = 'bounced')
                THEN 1 ELSE 0 END AS bounced,
            CASE WHEN EXISTS (SELECT 1 FROM returned r WHERE r.delivery = d.id AND r.effect = 'complained')
                THEN 1 ELSE 0 END AS complained,
            \(goalAt) AS goal_at
        FROM deliveries d JOIN enrollments e ON e.id = d.enrollment JOIN steps s ON s.id = d.step
        WHERE d.sent_at IS NOT NULL
        """

    private static let reached = "m.goal_at IS NOT NULL AND m.goal_at >= m.sent_at"

    private static let reachedLast = """
        \(reached) AND NOT EXISTS (SELECT 1 FROM deliveries n WHERE n.enrollment = m.enrollment AND n.sent_at <= m.goal_at
            AND (n.sent_at > m.sent_at OR n.sent_at = m.sent_at AND n.id > m.id))
        """

    private static let flags = """
        m.clicked, m.unsubscribed, m.bounced, m.complained, CASE WHEN \(reached) THEN 1 ELSE 0 END AS reached,
            CASE WHEN \(reachedLast) THEN 1 ELSE 0 END AS reached_last
        """

    /// The step, the beginning and the end of the period, and the latest entry whose time is over.
    static let sent = """
        SELECT count(*) AS sent, coalesce(sum(clicked), 0) AS clicked, coalesce(sum(unsubscribed), 0) AS unsubscribed,
            coalesce(sum(bounced), 0) AS bounced, coalesce(sum(complained), 0) AS complained,
            coalesce(sum(is_over), 0) AS over_now, coalesce(sum(CASE WHEN is_over = 1 THEN reached ELSE 0 END), 0) AS reached,
            coalesce(sum(CASE WHEN is_over = 1 THEN reached_last ELSE 0 END), 0) AS reached_last
        FROM (SELECT CASE WHEN m.entered_at <= ?4 THEN 1 ELSE 0 END AS is_over, \(flags)
            FROM (\(messages) AND d.step = ?1 AND d.sent_at >= ?2 AND d.sent_at < ?3) m) o
        """

    static let waiting = """
        SELECT (SELECT count(*) FROM deliveries WHERE step = ?1 AND state = 'open')
            + (SELECT count(*) FROM deliveries WHERE state <> 'open' AND state = 'held' AND step = ?1) AS total
        """

    static let refused = """
        SELECT count(*) AS total FROM deliveries WHERE state <> 'open' AND state = 'bounced' AND settled_at >= ?2
            AND settled_at < ?3 AND step = ?1 AND sent_at IS NULL
        """

    static let carried = """
        SELECT step, what, sum(count) AS total FROM carried WHERE day >= ? AND day <= ? AND campaign = ? AND step > 0
        GROUP BY step, what
        """

    /// The campaign, the beginning and the end of the period, the latest entry whose time is over; how long a goal
    /// counts after the entry, the event that is one, and whether any such event is. That one is looked for, too: who
    /// waited, or whose enrollment ended before, reached it as well, and nothing was recorded of that.
    static let groups = """
        SELECT x.held_out, count(*) AS people, sum(x.reached) AS reached
        FROM (SELECT e.held_out, CASE WHEN \(goalAt) <= e.entered_at + ?5 OR EXISTS (
                SELECT 1 FROM events g WHERE g.contact = e.contact AND g.name = ?6 AND g.at >= e.entered_at
                    AND g.at <= e.entered_at + ?5
                    AND (?7 = 1 OR e.held_out = 0 AND e.started_at IS NULL AND g.id = e.ended_by))
                THEN 1 ELSE 0 END AS reached
            FROM enrollments e
            WHERE e.campaign = ?1 AND e.entered_at >= ?2 AND e.entered_at < ?3 AND e.entered_at <= ?4) x
        GROUP BY x.held_out
        """
}
