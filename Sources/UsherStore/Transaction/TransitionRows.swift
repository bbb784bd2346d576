import UsherCore

/// Changes of stage, inside one transaction: nothing else writes a contact's stage.
struct TransitionRows {
    private let transaction: Transaction
    private let turns: TurnRows
    private let move: Query
    private let before: Query
    private let insert: Query

    /// When a contact's last transition was.
    static let last: StaticString = "SELECT at FROM transitions WHERE contact = ? ORDER BY id DESC LIMIT 1"

    init(_ transaction: Transaction) throws(StoreError) {
        self.transaction = transaction
        turns = try TurnRows(transaction)
        move = try transaction.query("UPDATE contacts SET stage = ? WHERE id = ? AND coalesce(stage, '') = ?")
        before = try transaction.query(Self.last)
        insert = try transaction.query(
            """
            INSERT INTO transitions
                (contact, from_stage, to_stage, at, cause, event, enrollment, campaign, promoter, cause_data)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    /// Moves the contact and counts it. One who does not stand at `from`, or would stay there, is a defect: each
    /// transition begins where the one before it ended.
    func add(_ transition: Transition, event: EventID? = nil) throws(StoreError) {
        let (contact, from, to) = (transition.contact, transition.from, transition.to)
        guard from != to, try move.run(to, contact, from?.rawValue ?? "") == 1 else {
            throw .defect("a transition from \(from?.rawValue ?? "-") to \(to) of somebody who is not there")
        }
        try count(transition, by: 1)
        let cause = transition.cause
        try insert.run(
            contact, from, to, transition.at, cause.coded.code, event, cause.enrollment, cause.campaign, cause.promoter,
            cause.dataText)
        try turns.note(contact)
    }

    /// Counts a transition, or takes it back with -1, while the one before it is the contact's last.
    private func count(_ transition: Transition, by amount: Int) throws(StoreError) {
        if let from = transition.from {
            let since = try before.first(transition.contact) { $0.time("at") }
            if let since { transaction.add(amount, to: .stay(from, stayedSince: since, until: transition.at)) }
            transaction.tally(Self.people(at: from), by: -amount)
        }
        transaction.tally(Self.people(at: transition.to), by: amount)
        let day = UTCDay.number(transition.at)
        transaction.add(amount, to: .arrow(transition.arrow, isEntry: transition.cause.isEntry, day: day))
    }

    /// A transition as it is kept.
    struct Kept {
        var id: Int64
        var event: EventID?
        var transition: Transition
    }

    /// Those of a contact, in their order.
    func all(of contact: ContactID) throws(StoreError) -> [Kept] {
        try transaction.query(
            "SELECT \(ResultRow.transitionColumns), t.id, t.event FROM transitions t WHERE t.contact = ? ORDER BY t.id"
        ).all(contact) { (row) throws(StoreError) in
            Kept(id: row.int64("id"), event: row.optionalID("event"), transition: try row.transition())
        }
    }

    /// Takes back a contact's last transition, and its counts.
    func remove(_ kept: Kept) throws(StoreError) {
        let transition = kept.transition
        try transaction.query("DELETE FROM transitions WHERE id = ?").run(kept.id)
        try transaction.query("UPDATE contacts SET stage = ? WHERE id = ?").run(transition.from, transition.contact)
        try count(transition, by: -1)
        try turns.note(transition.contact)
    }

    /// The tally of those who stand at a stage now.
    static func people(at stage: Stage) -> String { "at \(stage.rawValue)" }
}

extension Counts.Key {
    static func stay(_ stage: Stage, stayedSince since: Timestamp, until: Timestamp) -> Self {
        .stay(stage, bucket: StayBucket.of(milliseconds: until.since(since)), day: UTCDay.number(until))
    }
}
