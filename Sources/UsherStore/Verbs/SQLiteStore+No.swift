import UsherCore

extension SQLiteStore {
    package func suppress(
        _ key: AddressKey, scope: Suppression.Scope, reason: Suppression.Reason, until: Timestamp?, by: String,
        note: SuppressionNote?, now: Timestamp
    ) throws(StoreError) -> SuppressionID {
        try writeUrgently(now: now) { (transaction) throws(StoreError) in
            let contact = try transaction.living(key)
            let id = try SuppressionRows(transaction, hash: hash).add(
                key, contact: contact, scope: scope, reason: reason, until: until, by: by, note: note)
            if let contact {
                try EnrollmentRows(transaction).endAll(of: contact, by: scope, reason)
            }
            return id
        }
    }

    package func suppress(_ requests: [NoRequest], now: Timestamp) throws(StoreError) -> [ToldNo.Answer] {
        guard !requests.isEmpty else { return [] }
        return try writeUrgently(now: now) { (transaction) throws(StoreError) in
            let desk = try noDesk(transaction)
            return try requests.map { (request) throws(StoreError) in try desk.take(request) }
        }
    }

    package func wouldSuppress(_ requests: [NoRequest], now: Timestamp) throws(StoreError) -> [ToldNo.Answer] {
        try ask(now: now) { (transaction) throws(StoreError) in
            let desk = try noDesk(transaction)
            return try requests.map { (request) throws(StoreError) in try desk.answer(request) }
        }
    }

    private func noDesk(_ transaction: Transaction) throws(StoreError) -> NoDesk {
        let contacts = try ContactRows(transaction, try SuppressionRows(transaction, hash: hash))
        return NoDesk(transaction, contacts, try EnrollmentRows(transaction))
    }

    package func lift(_ id: SuppressionID, by: String, note: SuppressionNote, now: Timestamp) throws(StoreError) -> Bool
    {
        try write(now: now) { (transaction) throws(StoreError) in
            try SuppressionRows(transaction, hash: hash).lift(id, by: by, note: note)
        }
    }

    package func suppressions(limit: Int, now: Timestamp) throws(StoreError) -> [SuppressionEntry] {
        try ask(now: now) { (transaction) throws(StoreError) in
            try transaction.query(
                """
                SELECT \(ResultRow.suppressionColumns), c.address
                FROM suppressed f JOIN suppressions s ON s.id = f.suppression LEFT JOIN living c ON c.id = f.contact
                WHERE f.ends_at IS NULL OR f.ends_at > ? ORDER BY f.suppression DESC LIMIT ?
                """
            ).all(now, limit) { (row) throws(StoreError) in
                SuppressionEntry(suppression: try row.suppression(), address: row.optionalText("address"))
            }
        }
    }
}
