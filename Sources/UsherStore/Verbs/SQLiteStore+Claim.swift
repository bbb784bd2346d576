import UsherCore

extension SQLiteStore {
    package func claim(
        owner: String, now: Timestamp, limit: Int, factsFor: (StepID) -> Bool, makeCode: (StepID) -> String?,
        decide: (Candidate, [Pause]) -> Clearance
    ) throws(StoreError) -> ClaimBatch {
        try write(now: now) { (transaction) throws(StoreError) in
            let pauses = PauseRows(transaction)
            let inForce = try endLapsed(pauses, now: now, limit: limit)
            let due = try transaction.query(
                """
                DELETE FROM queue WHERE (due_at, delivery) IN
                    (SELECT due_at, delivery FROM queue WHERE due_at <= ? ORDER BY due_at, delivery LIMIT ?)
                RETURNING due_at, delivery
                """
            ).all(now, limit) { row in Due(at: row.time("due_at"), delivery: row.id("delivery")) }
            var claimed: [Claimed] = []
            if !due.isEmpty {
                let desk = try ClaimDesk(transaction, hash: hash, owner: owner, pauses: inForce)
                for row in due.sorted() {
                    let one = try desk.handle(
                        row.delivery, due: row.at, factsFor: factsFor, makeCode: makeCode, decide: decide)
                    if let one { claimed.append(one) }
                }
            }
            return ClaimBatch(claimed: claimed, handled: due.count, nextDue: try pauses.nextDue())
        }
    }

    package func nextDue() throws(StoreError) -> Timestamp? {
        try look { (transaction) throws(StoreError) in try PauseRows(transaction).nextDue() }
    }

    /// Ends pauses whose time is over, a lot at a time so that no claim takes long, and returns those in force.
    private func endLapsed(_ pauses: PauseRows, now: Timestamp, limit: Int) throws(StoreError) -> [Pause] {
        var inForce: [Pause] = []
        for pause in try pauses.all() {
            guard let until = pause.until, until <= now else {
                inForce.append(pause)
                continue
            }
            _ = try pauses.unpark(pause.scope, limit: limit)
            if try !pauses.holdsAny(pause.scope) { _ = try pauses.remove(pause.scope) }
        }
        return inForce
    }

    private struct Due: Comparable {
        let at: Timestamp
        let delivery: DeliveryID

        static func < (left: Self, right: Self) -> Bool { (left.at, left.delivery) < (right.at, right.delivery) }
    }
}
