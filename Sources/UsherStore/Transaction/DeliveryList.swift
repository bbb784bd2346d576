import UsherCore

/// Finds the deliveries that a filter asks for.
///
/// First which, by whatever index is nearest: the person's, or each state's own (the queue, the claims, what is parked,
/// what is closed). Then each by its number.
struct DeliveryList {
    private let transaction: Transaction
    private let filter: DeliveryFilter

    init(_ transaction: Transaction, _ filter: DeliveryFilter) {
        self.transaction = transaction
        self.filter = filter
    }

    /// Settled ones in order of settling, then claimed and held ones, then what waits in order of due time: the past,
    /// the present, the future. The limit keeps the newest of the settled ones and the earliest of the others.
    func rows() throws(StoreError) -> [DeliveryRow] {
        guard filter.limit > 0 else { return [] }
        var rows: [DeliveryRow] = []
        for id in try numbers() {
            if let row = try row(id), matches(row) { rows.append(row) }
        }
        let settled = rows.filter(\.state.isSettled).sorted {
            ($0.settledAt ?? $0.createdAt, $0.id) < ($1.settledAt ?? $1.createdAt, $1.id)
        }
        let present = rows.filter { $0.state == .claimed || $0.state == .held }.sorted { $0.id < $1.id }
        let waiting = rows.filter { $0.state == .queued || $0.state == .parked }.sorted {
            ($0.due ?? $0.createdAt, $0.id) < ($1.due ?? $1.createdAt, $1.id)
        }
        return settled.suffix(filter.limit) + (present + waiting).prefix(filter.limit)
    }

    private func matches(_ row: DeliveryRow) -> Bool {
        if let contact = filter.contact, row.contact != contact { return false }
        if let campaign = filter.campaign, row.campaign != campaign { return false }
        if !filter.states.isEmpty, !filter.states.contains(row.state) { return false }
        if let dueBy = filter.dueBy {
            guard let due = row.due, due <= dueBy else { return false }
        }
        return row.inDoubt || !filter.inDoubtOnly
    }

    /// Nothing but whose they are is asked for.
    private var isOfAnyKind: Bool {
        filter.campaign == nil && filter.states.isEmpty && filter.dueBy == nil && !filter.inDoubtOnly
    }

    private func numbers() throws(StoreError) -> [DeliveryID] {
        if let delivery = filter.delivery { return [delivery] }
        if let contact = filter.contact, isOfAnyKind {
            // Twice as many: what is settled, and what is not.
            return try numbers(
                """
                SELECT delivery FROM (
                    SELECT d.id AS delivery, d.settled_at FROM enrollments e JOIN deliveries d ON d.enrollment = e.id
                        WHERE e.contact = ?
                    UNION ALL SELECT id, settled_at FROM deliveries WHERE contact = ? AND notice IS NOT NULL) x
                ORDER BY CASE WHEN settled_at IS NULL THEN 0 ELSE 1 END, settled_at DESC, delivery DESC LIMIT ?
                """, contact, contact, 2 * min(filter.limit, Int(Int32.max)))
        }
        if let contact = filter.contact {
            return try numbers(
                """
                SELECT d.id AS delivery FROM enrollments e JOIN deliveries d ON d.enrollment = e.id WHERE e.contact = ?
                UNION ALL SELECT id FROM deliveries WHERE contact = ? AND notice IS NOT NULL
                """, contact, contact)
        }
        if filter.inDoubtOnly {
            // Of what is settled the doubt stays on record; whoever asks for what waits does not read all of that.
            let waits = !filter.states.isEmpty && filter.states.allSatisfy { !$0.isSettled }
            guard waits, filter.campaign == nil, filter.dueBy == nil else {
                return try numbers("SELECT id AS delivery FROM deliveries WHERE in_doubt = 1")
            }
            // What is held first, then by the time that it is due. Those on their way are among them, and are few.
            return try numbers(
                """
                SELECT d.id AS delivery FROM deliveries d LEFT JOIN queue q ON q.delivery = d.id
                WHERE d.in_doubt = 1 AND d.settled_at IS NULL ORDER BY coalesce(q.due_at, 0), d.id LIMIT ?
                """, min(filter.limit, Int(Int32.max)) + 1000)
        }
        var numbers: [DeliveryID] = []
        for state in DeliveryState.allCases where filter.states.isEmpty || filter.states.contains(state) {
            if filter.dueBy != nil, state != .queued, state != .parked { continue }
            numbers += try self.numbers(of: state)
        }
        return numbers
    }

    private func numbers(of state: DeliveryState) throws(StoreError) -> [DeliveryID] {
        let ofCampaign = """
            (CAST(? AS BIGINT) IS NULL
                OR ? = (SELECT s.campaign FROM deliveries d JOIN steps s ON s.id = d.step WHERE d.id = x.delivery))
            """
        let due = filter.dueBy ?? Timestamp(milliseconds: .max)
        let campaign = filter.campaign
        let limit = filter.limit
        switch state {
        case .queued:
            // Each stream in its own order, merged.
            let ofStream =
                "SELECT x.due_at, x.delivery FROM queue x WHERE x.stream = ? AND x.due_at <= ? AND \(ofCampaign)"
            return try numbers(
                "\(ofStream) UNION ALL \(ofStream) ORDER BY due_at, delivery LIMIT ?", 0, due, campaign, campaign, 1,
                due,
                campaign, campaign, limit)
        case .parked:
            return try numbers(
                """
                SELECT x.delivery FROM parked x WHERE x.due_at <= ? AND \(ofCampaign)
                ORDER BY x.due_at, x.delivery LIMIT ?
                """, due, campaign, campaign, limit)
        case .claimed:
            return try numbers(
                "SELECT x.delivery FROM claims x WHERE \(ofCampaign) ORDER BY x.delivery LIMIT ?", campaign, campaign,
                limit)
        case .held, .sent, .bounced, .failed, .complained, .skipped, .withheld, .cancelled:
            return try numbers(
                """
                SELECT x.delivery FROM
                    (SELECT id AS delivery, settled_at FROM deliveries WHERE state <> 'open' AND state = ?) x
                WHERE \(ofCampaign) ORDER BY x.settled_at DESC, x.delivery DESC LIMIT ?
                """, state, campaign, campaign, limit)
        }
    }

    private func numbers<each Value: Bindable>(
        _ sql: String, _ values: repeat each Value
    ) throws(StoreError) -> [DeliveryID] {
        try transaction.query(sql).all(repeat each values) { $0.id("delivery") }
    }

    private func row(_ id: DeliveryID) throws(StoreError) -> DeliveryRow? {
        try transaction.query(
            """
            SELECT c.address, d.contact, s.campaign, d.step, d.notice, d.enrollment, d.kind, d.state,
                q.due_at AS queued_due, p.due_at AS parked_due, k.delivery AS claimed, d.anchor_at, d.created_at,
                d.settled_at, d.sent_at, d.attempts, d.in_doubt,
                d.reply_code, d.reply_status, d.reply_text, d.reason, d.reason_data, r.hash, d.inputs, d.composed_at
            FROM deliveries d
            LEFT JOIN living c ON c.id = d.contact
            LEFT JOIN steps s ON s.id = d.step
            LEFT JOIN queue q ON q.delivery = d.id
            LEFT JOIN parked p ON p.delivery = d.id
            LEFT JOIN claims k ON k.delivery = d.id
            LEFT JOIN revisions r ON r.id = d.revision
            WHERE d.id = ?
            """
        ).first(id) { (row) throws(StoreError) in
            DeliveryRow(
                id: id, address: row.isNull("address") ? nil : try row.address(), contact: row.id("contact"),
                campaign: row.optionalID("campaign"),
                step: row.optionalID("step"),
                notice: row.optionalText("notice"), enrollment: row.optionalID("enrollment"),
                kind: try row.word("kind"),
                state: try state(row),
                due: row.optionalTime("queued_due") ?? row.optionalTime("parked_due"),
                anchor: row.optionalTime("anchor_at"), createdAt: row.time("created_at"),
                settledAt: row.optionalTime("settled_at"), sentAt: row.optionalTime("sent_at"),
                attempts: row.int("attempts"), inDoubt: row.bool("in_doubt"),
                reply: row.reply(),
                reason: row.optionalCoded("reason", "reason_data"), composition: row.composition())
        }
    }

    /// An open delivery is where it waits: that is the only record of it, so the two cannot differ.
    private func state(_ row: ResultRow) throws(StoreError) -> DeliveryState {
        guard row.text("state") == "open" else { return try row.word("state") }
        if !row.isNull("queued_due") { return .queued }
        if !row.isNull("parked_due") { return .parked }
        guard !row.isNull("claimed") else { throw .corrupt("an open delivery is neither queued, claimed nor parked") }
        return .claimed
    }
}
