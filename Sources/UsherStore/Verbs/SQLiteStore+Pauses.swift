import UsherCore

extension SQLiteStore {
    package func pause(_ pause: Pause) throws(StoreError) {
        try write(now: pause.since) { (transaction) throws(StoreError) -> Void in
            try transaction.query(
                """
                INSERT INTO pauses (scope, subject, reason, since, ends_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (scope, subject) DO UPDATE
                    SET reason = excluded.reason, since = excluded.since, ends_at = excluded.ends_at
                """
            ).run(pause.scope.word, pause.scope.subject, pause.reason, pause.since, pause.until)
        }
    }

    package func resume(_ scope: PauseScope, now: Timestamp, spacing: Int64) throws(StoreError) -> Bool {
        try write(now: now) { (transaction) throws(StoreError) in
            let pauses = PauseRows(transaction)
            _ = try pauses.unparkAll(scope, spacing: spacing)
            return try pauses.remove(scope)
        }
    }

    package func pauses() throws(StoreError) -> [Pause] {
        try look { (transaction) throws(StoreError) in try PauseRows(transaction).all() }
    }
}
