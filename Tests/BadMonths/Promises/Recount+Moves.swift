/// The campaigns of the months and what each of them is for.
private struct Claim {
    let from: String
    let to: String
    let goal: String

    static let all = [
        "notebook": Claim(from: "engage", to: "subscribe", goal: "confirmed"),
        "welcome": Claim(from: "subscribe", to: "convert", goal: "purchased"),
        "excite": Claim(from: "convert", to: "excite", goal: "used"),
        "ascend": Claim(from: "excite", to: "ascend", goal: "upgraded"),
        "nudge": Claim(from: "subscribe", to: "convert", goal: "purchased"),
        "remind": Claim(from: "subscribe", to: "convert", goal: "purchased"),
    ]
    /// Milliseconds from an entry in which its goal counts: `within`.
    static let time: Int64 = 21 * 86_400_000
    static let stages = ["aware", "engage", "subscribe", "convert", "excite", "ascend", "advocate", "promote"]
}

extension Recount {
    /// One stage after the other, and each move that a campaign claims is one that it makes.
    mutating func moves() throws {
        var stages: [String: String?] = [:]
        for row in try books.rows(
            """
            SELECT t.contact, t.from_stage, t.to_stage, t.cause, c.name, t.id FROM transitions t
            LEFT JOIN campaigns c ON c.id = t.campaign ORDER BY t.contact, t.id
            """)
        {
            let (contact, from, to) = (row[0] ?? "", row[1], row[2] ?? "")
            if (stages[contact] ?? nil) != from {
                say("contact \(contact) moves from \(from ?? "no stage"), and was elsewhere")
            }
            stages[contact] = .some(to)
            let (before, after) = (
                from.flatMap { Claim.stages.firstIndex(of: $0) } ?? -1, Claim.stages.firstIndex(of: to)
            )
            if after.map({ $0 <= before }) ?? true { say("contact \(contact) moves back to \(to)") }
            guard let campaign = row[4] else {
                if row[3] == "enrollment" || row[3] == "link" { say("move \(row[5] ?? "") is intended by nobody") }
                continue
            }
            guard let claim = Claim.all[campaign], from == claim.from, to == claim.to else {
                say("\(campaign) claims a move from \(from ?? "no stage") to \(to)")
                continue
            }
        }
        for row in try books.rows(
            """
            SELECT c.id, c.stage FROM contacts c WHERE c.erased_at IS NULL AND coalesce(c.stage, '') <> coalesce(
                (SELECT to_stage FROM transitions t WHERE t.contact = c.id ORDER BY t.id DESC LIMIT 1), '')
            """)
        {
            say("contact \(row[0] ?? "") stands at \(row[1] ?? "no stage"), and moved elsewhere last")
        }
        try claimed()
        try unclaimed()
    }

    /// The enrollment that claims a move was there, had begun and was in time, and its campaign's goal is what
    /// happened.
    private mutating func claimed() throws {
        let isTimeTold = witness.wasSetAt.isEmpty
        for row in try books.rows(
            """
            SELECT t.id, c.name, v.name, t.contact = e.contact AND v.contact = t.contact AND e.campaign = t.campaign,
                e.started_at IS NOT NULL AND e.started_at <= t.at AND e.entered_at <= v.at
                    AND v.at <= e.entered_at + \(Claim.time)
                    AND (e.end_reason <> 'goal_reached' OR e.ended_at >= t.at OR e.end_reason IS NULL),
                'contact ' || t.contact || ' entered at ' || e.entered_at || ', began at ' || coalesce(e.started_at, '-')
                    || ', the event is of ' || v.at || ', the move of ' || t.at || ', and the enrollment ended at '
                    || coalesce(e.ended_at, '-') || ': ' || coalesce(e.end_reason, '-')
            FROM transitions t JOIN campaigns c ON c.id = t.campaign JOIN enrollments e ON e.id = t.enrollment
            LEFT JOIN events v ON v.id = t.event WHERE t.cause = 'enrollment'
            """)
        {
            let (move, campaign, event) = (row[0] ?? "", row[1] ?? "", row[2] ?? "nothing")
            if row[3] != "1" { say("move \(move) is claimed by an enrollment of somebody or something else") }
            if Claim.all[campaign]?.goal != event { say("\(campaign) claims move \(move) for \(event)") }
            if isTimeTold, row[4] != "1" { say("\(campaign) claims move \(move) out of its time: \(row[5] ?? "")") }
        }
    }

    /// No move is an accident that a campaign was there for.
    private mutating func unclaimed() throws {
        guard witness.wasSetAt.isEmpty else { return }
        for (campaign, claim) in Claim.all.sorted(by: { $0.key < $1.key }) {
            let moves = try books.rows(
                """
                SELECT t.id FROM transitions t JOIN events v ON v.id = t.event
                JOIN enrollments e ON e.contact = t.contact JOIN campaigns c ON c.id = e.campaign
                WHERE t.cause = 'accident' AND t.to_stage = ? AND v.name = ? AND c.name = ?
                    AND e.held_out = 0 AND e.started_at <= t.at AND e.entered_at <= v.at AND v.at <= e.entered_at + \(Claim.time)
                    AND (e.end_reason IS NULL OR e.end_reason <> 'goal_reached' OR e.ended_at >= t.at)
                """, [claim.to, claim.goal, campaign])
            for row in moves { say("move \(row[0] ?? "") is no accident: \(campaign) asked for it") }
        }
    }
}
