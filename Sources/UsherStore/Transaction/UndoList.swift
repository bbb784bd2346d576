import UsherCore

/// Something to undo, and where a list goes on behind it.
protocol UndoRow {
    var cursor: UndoCursor { get }
}

/// Finds what is to be undone, a lot at a time, inside one transaction.
struct UndoList {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    struct Delivery: UndoRow {
        var state: DeliveryState
        var delivery: DeliveryID
        var cursor: UndoCursor { UndoCursor(phase: state == .bounced ? 0 : 1, id: delivery.value) }
    }

    /// A suppression after a bounce.
    struct Bounce: UndoRow {
        var suppression: SuppressionID
        var contact: ContactID?
        var at: Timestamp
        var cursor: UndoCursor { UndoCursor(phase: 0, id: suppression.value) }
    }

    /// Bounced ones first: what they ended goes on before what failed in it is looked at.
    func failures(
        since: Timestamp, campaign: CampaignID?, after cursor: UndoCursor?, limit: Int
    ) throws(StoreError) -> [Delivery] {
        var found: [Delivery] = []
        for (phase, state) in [DeliveryState.bounced, .failed].enumerated() where phase >= cursor?.phase ?? 0 {
            let after = phase == cursor?.phase ? cursor?.id ?? 0 : 0
            found += try transaction.query(
                """
                SELECT d.id FROM deliveries d LEFT JOIN steps s ON s.id = d.step
                WHERE d.state <> 'open' AND d.state = ? AND d.settled_at >= ? AND d.id > ?
                    AND (CAST(? AS BIGINT) IS NULL OR s.campaign = ?)
                ORDER BY d.id LIMIT ?
                """
            ).all(state, since, after, campaign, campaign, limit - found.count) { row in
                Delivery(state: state, delivery: row.id("id"))
            }
            if found.count == limit { break }
        }
        return found
    }

    /// What was under way, or over for an hour at most, when a refusal was found to be a mistake: those in its words,
    /// or whatever the relay refused since it last took something, or had on its way when it first did again. And what
    /// bounced on top of those that showed that a list is bad: it was under way.
    func mistakes(after cursor: UndoCursor?, limit: Int) throws(StoreError) -> [Delivery] {
        try transaction.query(Self.mistakes).all(
            transaction.now.adding(seconds: -86_400), Self.hour, cursor?.id ?? 0, limit
        ) { row in
            Delivery(state: .bounced, delivery: row.id("delivery"))
        }
    }

    private static let hour: Int64 = 3_600_000

    /// Since when, how long before a finding in milliseconds, where the list stands, the limit.
    static let mistakes = """
        WITH found AS MATERIALIZED (
            SELECT m.id, m.words, m.campaign, m.step, m.found_at, m.number_of_campaign,
                CASE m.kind WHEN 'transactional' THEN 1 ELSE 0 END AS stream,
                CASE WHEN m.words <> '*' THEN NULL
                    WHEN m.kind IS NULL THEN (SELECT max(settled_at) FROM \(sent) AND settled_at <= m.found_at)
                    ELSE (SELECT max(settled_at) FROM \(ofKind) AND settled_at <= m.found_at) END AS last_sent,
                CASE WHEN m.words <> '*' THEN NULL
                    WHEN m.kind IS NULL THEN (SELECT min(settled_at) FROM \(sent) AND settled_at >= \(before))
                    ELSE (SELECT min(settled_at) FROM \(ofKind) AND settled_at >= \(before)) END AS first_again
            FROM mistakes m WHERE m.found_at > ?), met AS (
            SELECT m.found_at, r.delivery, r.claimed_at, r.refused_at FROM found m
                JOIN refusals r ON r.words = m.words AND r.stream = m.stream
                WHERE m.words NOT IN ('', '*') AND (m.step = 0 OR (m.step = r.step AND r.weight <> 'plain'))
            UNION ALL SELECT m.found_at, r.delivery, r.claimed_at, r.refused_at FROM found m
                JOIN refusals r ON r.stream = m.stream
                    AND (r.refused_at >= coalesce(m.last_sent, 0) OR r.claimed_at <= m.first_again)
                WHERE m.words = '*' AND r.weight <> 'plain'
            UNION ALL SELECT m.found_at, r.delivery, r.claimed_at, r.refused_at FROM found m
                JOIN refusals r ON r.campaign = m.campaign AND r.number_of_campaign > m.number_of_campaign
                WHERE m.words = '' AND r.weight = 'plain' AND r.stream = m.stream)
        SELECT DISTINCT met.delivery FROM met JOIN deliveries d ON d.id = met.delivery
        WHERE met.claimed_at <= met.found_at + 1000 AND met.refused_at >= met.found_at - ?
            AND d.state IN ('failed', 'bounced') AND met.delivery > ?
        ORDER BY met.delivery LIMIT ?
        """

    private static let sent = MistakeDesk.sent(.all)
    private static let ofKind = "deliveries WHERE state = 'sent' AND kind = m.kind"
    /// When the same was found of the same relay before.
    private static let before = """
        (SELECT max(p.found_at) FROM mistakes p WHERE p.words = '*' AND p.id < m.id
            AND coalesce(p.kind, 'marketing') = coalesce(m.kind, 'marketing'))
        """

    func bounces(since: Timestamp, after cursor: UndoCursor?, limit: Int) throws(StoreError) -> [Bounce] {
        try transaction.query(
            """
            SELECT f.suppression, f.contact, s.said_at FROM suppressed f JOIN suppressions s ON s.id = f.suppression
            WHERE s.reason = 'bounced' AND s.said_at >= ? AND f.suppression > ? ORDER BY f.suppression LIMIT ?
            """
        ).all(since, cursor?.id ?? 0, limit) { row in
            Bounce(suppression: row.id("suppression"), contact: row.optionalID("contact"), at: row.time("said_at"))
        }
    }
}
