import UsherCore

extension SQLiteStore {
    package func record(_ traffic: Traffic, now: Timestamp) throws(StoreError) {
        guard !traffic.isEmpty else { return }
        defer { relieve() }
        try write(now: now) { (transaction) throws(StoreError) in
            let rows = try TrafficRows(transaction)
            for (click, count) in traffic.clicks { try rows.add(click, count) }
            for (visit, count) in traffic.visits { try rows.add(visit, count) }
            for (introduction, count) in traffic.introductions { try rows.add(introduction, count) }
        }
    }

    package func clicks(of contact: ContactID) throws(StoreError) -> [ClickRow] {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(
                """
                SELECT k.delivery, k.number, k.who, k.count, k.first_at, k.last_at
                FROM enrollments e JOIN deliveries d ON d.enrollment = e.id JOIN clicks k ON k.delivery = d.id
                WHERE e.contact = ? ORDER BY k.delivery, k.number, k.who
                """
            ).all(contact) { (row) throws(StoreError) in
                ClickRow(
                    delivery: row.id("delivery"), number: UInt32(truncatingIfNeeded: row.int64("number")),
                    visitor: try row.word("who"),
                    count: row.int("count"), first: row.time("first_at"), last: row.time("last_at"))
            }
        }
    }

    package func introductions(by promoter: ContactID) throws(StoreError) -> [Visitor: Int] {
        try ask { (transaction) throws(StoreError) in
            let sums = try transaction.query(
                """
                SELECT coalesce(sum(count), 0) AS people, coalesce(sum(scanners), 0) AS programs
                FROM introductions WHERE promoter = ?
                """
            ).first(promoter) { (row) -> (Int, Int) in (row.int("people"), row.int("programs")) }
            return [.person: sums?.0 ?? 0, .scanner: sums?.1 ?? 0]
        }
    }
}
