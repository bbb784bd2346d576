import GRDB
import Testing

/// What must be true of the tables themselves, whatever happened: looked at with SQL, past the store.
enum TableRules {
    static func check(_ path: String) throws {
        try DatabaseQueue(path: path).read { database in
            let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check")
            #expect(integrity == ["ok"])
            let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
            #expect(orphans == 0)
            for (rule, sql) in rules {
                let broken = try Int.fetchOne(database, sql: "SELECT count(*) FROM (\(sql))")
                #expect(broken == 0, "\(rule)")
            }
        }
    }

    /// Whether a day of the breakers counts a delivery: a campaign's marketing, or for -1 all transactional mail.
    private static let isCounted = """
        CASE WHEN s.campaign = -1 THEN d.kind = 'transactional'
            ELSE t.campaign = s.campaign AND d.kind = 'marketing' END
        """

    /// Each finds the rows that break it.
    private static let rules = [
        "an open delivery is in exactly one of queue, claims, parked; no other is in any": """
        SELECT id FROM deliveries d WHERE (d.state = 'open') <>
            ((SELECT count(*) FROM queue WHERE delivery = d.id) + (SELECT count(*) FROM claims WHERE delivery = d.id)
            + (SELECT count(*) FROM parked WHERE delivery = d.id))
        """,
        "what is settled says when": """
        SELECT id FROM deliveries WHERE (settled_at IS NOT NULL) <> (state NOT IN ('open', 'held'))
        """,
        "what was sent says when": """
        SELECT id FROM deliveries WHERE sent_at IS NULL AND state IN ('sent', 'complained')
        """,
        "what breakers count of a whole UTC day is what became of its messages, while none of them is gone": """
        SELECT 1 FROM sending_days s WHERE s.begins % 86400000 = 0 AND NOT EXISTS (SELECT 1 FROM carried) AND (
            s.accepted <> (SELECT count(*) FROM deliveries d LEFT JOIN steps t ON t.id = d.step
                WHERE \(isCounted) AND d.sent_at >= s.begins AND d.sent_at < s.begins + 86400000)
            OR s.refused <> (SELECT count(*) FROM deliveries d LEFT JOIN steps t ON t.id = d.step
                WHERE \(isCounted) AND d.state = 'bounced' AND d.sent_at IS NULL
                    AND d.settled_at >= s.begins AND d.settled_at < s.begins + 86400000)
            OR s.returned * 1000000 + s.complained <> (SELECT coalesce(sum(
                    CASE r.effect WHEN 'bounced' THEN 1000000 WHEN 'complained' THEN 1 ELSE 0 END), 0)
                FROM returned r JOIN deliveries d ON d.id = r.delivery LEFT JOIN steps t ON t.id = d.step
                WHERE \(isCounted)
                    AND d.sent_at >= s.begins AND d.sent_at < s.begins + 86400000
                    AND r.received_at >= d.sent_at AND r.received_at <= d.sent_at + 7 * 86400000))
        """,
        "a reason is a code, and what belongs to it belongs to one": """
        SELECT 1 FROM deliveries WHERE reason GLOB '*[^a-z0-9_]*' OR reason IS NULL AND reason_data IS NOT NULL
        UNION ALL SELECT 1 FROM pauses WHERE reason GLOB '*[^a-z0-9_]*'
        UNION ALL SELECT 1 FROM transitions WHERE cause GLOB '*[^a-z0-9_]*'
        UNION ALL SELECT 1 FROM suppressions WHERE note GLOB '*[^a-z0-9_]*' OR note IS NULL AND note_data IS NOT NULL
        """,
        "a contact repeats one of its marketing entries": """
        SELECT c.id FROM contacts c WHERE (c.marketing IS NULL) =
            EXISTS (SELECT 1 FROM consents WHERE contact = c.id AND kind = 'marketing')
            OR c.marketing IS NOT NULL AND NOT EXISTS (SELECT 1 FROM consents
                WHERE contact = c.id AND kind = 'marketing' AND said = c.marketing AND said_at = c.marketing_said_at)
        """,
        "what is in force is in the ledger and not lifted": """
        SELECT f.suppression FROM suppressed f LEFT JOIN suppressions s ON s.id = f.suppression
        WHERE s.id IS NULL OR s.lifts IS NOT NULL OR EXISTS (SELECT 1 FROM suppressions l WHERE l.lifts = f.suppression)
        """,
        "what is in the ledger and not lifted is in force": """
        SELECT s.id FROM suppressions s WHERE s.lifts IS NULL
            AND NOT EXISTS (SELECT 1 FROM suppressions l WHERE l.lifts = s.id)
            AND NOT EXISTS (SELECT 1 FROM suppressed f WHERE f.suppression = s.id)
        """,
        "a claim repeats its delivery's contact and kind": """
        SELECT k.delivery FROM claims k JOIN deliveries d ON d.id = k.delivery
        WHERE k.contact <> d.contact OR k.kind <> d.kind
        """,
        "the tally of contacts is right": """
        SELECT 1 WHERE (SELECT count(*) FROM contacts WHERE erased_at IS NULL)
            <> (SELECT coalesce(sum(count), 0) FROM tallies WHERE what = 'contacts')
        """,
        "the tallies of enrollments are right": """
        SELECT c.id FROM campaigns c WHERE
            (SELECT count(*) FROM enrollments WHERE campaign = c.id AND state IN ('waiting', 'active'))
            <> coalesce((SELECT count FROM tallies WHERE what = 'enrollments' AND campaign = c.id), 0)
        """,
        "the tallies of people at each stage are right": """
        SELECT 1 FROM contacts c GROUP BY stage HAVING stage IS NOT NULL AND count(*)
            <> coalesce((SELECT count FROM tallies WHERE what = 'at ' || c.stage), 0)
        """,
        "nobody is counted at a stage where nobody stands": """
        SELECT what FROM tallies t WHERE what LIKE 'at %' AND count <> 0
            AND NOT EXISTS (SELECT 1 FROM contacts WHERE 'at ' || stage = t.what)
        """,
        "a contact stands where the last transition ended": """
        SELECT c.id FROM contacts c WHERE c.erased_at IS NULL AND c.stage IS NOT
            (SELECT to_stage FROM transitions WHERE contact = c.id ORDER BY id DESC LIMIT 1)
        """,
        "each transition begins where the one before it ended": """
        SELECT id FROM (SELECT id, from_stage,
            lag(to_stage) OVER (PARTITION BY contact ORDER BY id) AS stood FROM transitions)
        WHERE from_stage IS NOT stood
        """,
        "an enrollment has begun when it is active, and not while it waits or is held out": """
        SELECT id FROM enrollments WHERE (state = 'active' AND started_at IS NULL)
            OR (state IN ('waiting', 'held_out') AND started_at IS NOT NULL)
            OR (held_out = 1) <> (state = 'held_out') AND state <> 'ended'
        """,
        "somebody looks at whoever waits": """
        SELECT id FROM enrollments e WHERE state = 'waiting'
            AND NOT EXISTS (SELECT 1 FROM turns WHERE contact = e.contact)
        """,
        "an enrollment that ended has nothing open but claims": """
        SELECT d.id FROM deliveries d JOIN enrollments e ON e.id = d.enrollment JOIN queue q ON q.delivery = d.id
        WHERE e.state = 'ended' AND e.end_reason = 'goal_reached'
        """,
    ]
}
