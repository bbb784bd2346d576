import UsherCore

extension SQLiteStore {
    package func record(
        _ requests: [EventRequest], visits: [Visits], now: Timestamp,
        decide: (EventRequest, EventFacts) -> EventDecision
    ) throws(StoreError) -> [EventResult] {
        guard !requests.isEmpty || !visits.isEmpty else { return [] }
        defer { relieve() }
        return try writePatiently(now: now) { (transaction) throws(StoreError) in
            let desk = try EventDesk(transaction, hash: hash)
            let results = try requests.map { (request) throws(StoreError) in
                try desk.handle(request, decide: decide)
            }
            for visits in visits { try Self.count(visits, transaction) }
            return results
        }
    }

    private static func count(_ visits: Visits, _ transaction: Transaction) throws(StoreError) {
        try transaction.query(
            """
            INSERT INTO visits (campaign, day, count) VALUES (?, ?, ?)
            ON CONFLICT (campaign, day) DO UPDATE SET count = visits.count + excluded.count
            """
        ).run(visits.campaign, visits.day, visits.count)
    }

    package func delayedConfirmations(now: Timestamp) throws(StoreError) -> DelayedConfirmations? {
        try ask(now: now) { (transaction) throws(StoreError) in try ConfirmationSlots.delayed(transaction) }
    }

    package func events(of contact: ContactID, newest limit: Int) throws(StoreError) -> [Event] {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(
                "SELECT \(ResultRow.eventColumns) FROM events v WHERE v.contact = ? ORDER BY v.at DESC, v.id DESC LIMIT ?"
            ).all(contact, limit) { (row) throws(StoreError) in try row.event() }.reversed()
        }
    }

    package func facts(of contact: ContactID) throws(StoreError) -> Facts {
        try ask { (transaction) throws(StoreError) in try EventRows(transaction).facts(of: contact) }
    }
}
