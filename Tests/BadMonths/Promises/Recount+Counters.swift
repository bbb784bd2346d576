/// A sum that Usher keeps, and the plain count of the rows that it sums up: both give names and a number.
private struct Sum {
    let what: String
    let kept: String
    let counted: String
    /// What was taken back on a later day stays counted on its own.
    var mayBeMore = false

    private static func day(_ column: String) -> String { "strftime('%Y-%m-%d', \(column) / 1000, 'unixepoch')" }

    private static let standing = Sum(
        what: "people at a stage",
        kept: "SELECT what, count FROM tallies WHERE campaign = 0 AND (what = 'contacts' OR what LIKE 'at %')",
        counted: """
            SELECT 'contacts', count(*) FROM contacts WHERE erased_at IS NULL
            UNION ALL SELECT 'at ' || stage, count(*) FROM contacts WHERE erased_at IS NULL AND stage IS NOT NULL GROUP BY 1
            """)
    private static let enrolled = Sum(
        what: "enrollments of campaign", kept: "SELECT campaign, count FROM tallies WHERE what = 'enrollments'",
        counted: "SELECT campaign, count(*) FROM enrollments WHERE state IN ('active', 'waiting') GROUP BY 1")
    private static let ended = Sum(
        what: "deliveries that are",
        kept: """
            SELECT what, count FROM tallies WHERE campaign = 0 AND what <> 'contacts' AND what NOT LIKE 'at %'
                AND what <> 'enrollments'
            """,
        counted: "SELECT state, count(*) FROM deliveries WHERE state <> 'open' GROUP BY 1")
    private static let entered = Sum(
        what: "entered", kept: "SELECT day, campaign, count FROM counters WHERE what = 'entered'",
        counted:
            "SELECT \(day("started_at")), campaign, count(*) FROM enrollments WHERE started_at IS NOT NULL GROUP BY 1, 2"
    )
    private static let sent = Sum(
        what: "sent", kept: "SELECT day, campaign, step, count FROM counters WHERE what = 'sent'",
        counted: """
            SELECT \(day("d.sent_at")), coalesce(s.campaign, 0), coalesce(d.step, 0), count(*)
            FROM deliveries d LEFT JOIN steps s ON s.id = d.step WHERE d.sent_at IS NOT NULL GROUP BY 1, 2, 3
            """)
    private static let settled = Sum(
        what: "settled",
        kept: """
            SELECT what, day, campaign, step, count FROM counters
            WHERE what IN ('bounced', 'failed', 'skipped', 'withheld', 'cancelled')
            """,
        counted: """
            SELECT d.state, \(day("d.settled_at")), coalesce(s.campaign, 0), coalesce(d.step, 0), count(*)
            FROM deliveries d LEFT JOIN steps s ON s.id = d.step
            WHERE d.state IN ('bounced', 'failed', 'skipped', 'withheld', 'cancelled') GROUP BY 1, 2, 3, 4
            """, mayBeMore: true)
    private static let over = Sum(
        what: "enrollments that ended",
        kept: """
            SELECT what, day, campaign, count FROM counters WHERE campaign <> 0 AND step = 0
                AND what NOT IN ('entered', 'held_out', 'held_out_moved')
            """,
        counted: """
            SELECT end_reason, \(day("ended_at")), campaign, count(*) FROM enrollments
            WHERE state = 'ended' AND held_out = 0 GROUP BY 1, 2, 3
            """, mayBeMore: true)
    private static let arrows = Sum(
        what: "moves", kept: "SELECT day, from_stage, to_stage, campaign, kind, count FROM arrows",
        counted: """
            SELECT \(day("at")), coalesce(from_stage, ''), to_stage, coalesce(campaign, 0),
                CASE WHEN enrollment IS NOT NULL OR cause = 'link' OR promoter IS NOT NULL THEN 'intended'
                    WHEN cause = 'accident' THEN 'accidental' WHEN cause = 'entered' THEN 'entered'
                    ELSE 'stated' END, count(*)
            FROM transitions GROUP BY 1, 2, 3, 4, 5
            """)
    private static let stays = Sum(
        what: "stays", kept: "SELECT day, stage, sum(count) FROM stays GROUP BY 1, 2",
        counted: """
            SELECT \(day("t.at")), t.from_stage, count(*) FROM transitions t WHERE t.from_stage IS NOT NULL
                AND EXISTS (SELECT 1 FROM transitions b WHERE b.contact = t.contact AND b.id < t.id) GROUP BY 1, 2
            """)
    private static let takings = Sum(
        what: "money", kept: "SELECT day, campaign, currency, value FROM takings",
        counted: """
            SELECT \(day("v.at")), g.campaign, v.currency,
                sum(v.value - coalesce((SELECT sum(p.value) FROM part_refunds p WHERE p.purchase = v.id), 0)) FROM (
                SELECT event, campaign FROM transitions WHERE campaign IS NOT NULL
                UNION SELECT ended_by, campaign FROM enrollments WHERE end_reason = 'goal_reached' AND held_out = 0) g
            JOIN events v ON v.id = g.event WHERE v.value IS NOT NULL AND v.taken_back_by IS NULL GROUP BY 1, 2, 3
            """)
    private static let returned = Sum(
        what: "what came back",
        kept: "SELECT what, day, campaign, step, count FROM counters WHERE what LIKE 'returned_%'",
        counted: """
            SELECT 'returned_' || r.effect, \(day("r.received_at")), coalesce(s.campaign, 0), coalesce(d.step, 0), count(*)
            FROM returned r JOIN deliveries d ON d.id = r.delivery LEFT JOIN steps s ON s.id = d.step
            WHERE r.effect IN ('bounced', 'soft', 'blocked', 'content', 'unclear', 'complained') GROUP BY 1, 2, 3, 4
            """, mayBeMore: true)
    private static let attempts = Sum(
        what: "answers of the relay to campaign",
        kept: "SELECT campaign, count FROM attempts WHERE campaign <> 0 AND step = 0",
        counted: "SELECT campaign, sum(count) FROM attempts WHERE step <> 0 GROUP BY 1")
    /// Those that ended by their time may stay, or not.
    private static let suppressed = Sum(
        what: "what is suppressed by entry", kept: "SELECT suppression, 1 FROM suppressed",
        counted: """
            SELECT id, 1 FROM suppressions s WHERE lifts IS NULL
                AND NOT EXISTS (SELECT 1 FROM suppressions l WHERE l.lifts = s.id)
            """)

    static let all = [
        standing, enrolled, ended, entered, sent, settled, over, arrows, stays, takings, attempts, returned,
        suppressed,
    ]
}

extension Recount {
    /// Whatever is kept as a sum is what a count of the rows makes it.
    mutating func counters() throws {
        for sum in Sum.all {
            let (kept, counted) = (try numbers(sum.kept), try numbers(sum.counted))
            for name in Set(kept.keys).union(counted.keys).sorted() {
                let (one, other) = (kept[name] ?? 0, counted[name] ?? 0)
                guard one != other, !sum.mayBeMore || one < other else { continue }
                say("\(sum.what) \(name): \(one) is kept, and the rows are \(other)")
            }
        }
    }

    /// By the row's names; the last column is the number.
    private func numbers(_ sql: String) throws -> [String: Int64] {
        try books.rows(sql).reduce(into: [:]) { sums, row in
            let name = row.dropLast().map { $0 ?? "" }.joined(separator: " ")
            sums[name, default: 0] += row.last.flatMap { $0 }.flatMap { Int64($0) } ?? 0
        }
    }

    // MARK: What was said

    /// What a contact's row repeats of the ledger is the word that counts there.
    mutating func words() throws {
        var counts: [String: (said: String, basis: String, at: Int64)] = [:]
        for row in try books.rows(
            "SELECT contact, said, basis, said_at FROM consents WHERE kind = 'marketing' ORDER BY contact, entry")
        {
            let (contact, said, basis) = (row[0] ?? "", row[1] ?? "", row[2] ?? "")
            let at = row[3].flatMap { Int64($0) } ?? 0
            let takesItsPlace: Bool
            switch (counts[contact], said) {
            case (nil, _): takesItsPlace = true
            case (let now?, "agreed"):
                takesItsPlace = now.said == "agreed" && Self.strength(basis) > Self.strength(now.basis)
            case (let now?, _): takesItsPlace = now.said == "agreed" || at >= now.at
            }
            if takesItsPlace { counts[contact] = (said, basis, at) }
        }
        for row in try books.rows("SELECT id, marketing FROM contacts WHERE erased_at IS NULL") {
            let said = counts[row[0] ?? ""]?.said
            if row[1] != said {
                say("contact \(row[0] ?? "") has the word \(row[1] ?? "none"), and the ledger has \(said ?? "none")")
            }
        }
    }

    private static func strength(_ basis: String) -> Int { ["sign-up": 0, "soft opt-in": 1][basis] ?? 2 }
}
