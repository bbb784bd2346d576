import UsherCore

extension SQLiteStore {
    package func wakeWaiting(
        now: Timestamp, limit: Int, decide: (Contact, [Enrollment], Standing) -> Turn?
    ) throws(StoreError) -> Int {
        // Nearly always there is nobody, and then nothing is written and no writer waited for.
        let somebody = try look(now: now) { (transaction) throws(StoreError) in
            try TurnRows(transaction).due(limit: 1).isEmpty == false
        }
        guard somebody else { return 0 }
        return try write(now: now) { (transaction) throws(StoreError) in
            let desk = try TurnDesk(transaction, hash: hash)
            var begun = 0
            for contact in try desk.turns.due(limit: limit) where try desk.handle(contact, decide: decide) {
                begun += 1
            }
            return begun
        }
    }

    package func setStage(
        _ contact: ContactID, _ stage: Stage, cause: Transition.Cause, now: Timestamp
    ) throws(StoreError) {
        try write(now: now) { (transaction) throws(StoreError) in
            let known = try transaction.query("SELECT stage FROM living WHERE id = ?")
                .first(contact) { (row) throws(StoreError) -> Stage? in try row.optionalWord("stage") }
            guard let from = known else { throw .defect("there is no contact \(contact)") }
            guard from != stage else { return }
            try TransitionRows(transaction).add(
                Transition(contact: contact, from: from, to: stage, at: now, cause: cause))
        }
    }

    package func transitions(of contact: ContactID) throws(StoreError) -> [Transition] {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(
                "SELECT \(ResultRow.transitionColumns) FROM transitions t WHERE t.contact = ? ORDER BY t.id"
            ).all(contact) { (row) throws(StoreError) in try row.transition() }
        }
    }
}
