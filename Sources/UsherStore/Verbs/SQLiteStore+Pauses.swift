import Foundation
import UsherCore

extension SQLiteStore {
    package func pause(_ pause: Pause) throws(StoreError) {
        try write(now: pause.since) { (transaction) throws(StoreError) in try PauseRows(transaction).write(pause) }
    }

    package func resume(_ scope: PauseScope, now: Timestamp, spacing: Int64) throws(StoreError) -> Bool {
        var moved = 0
        while true {
            let lot = try resumeLot(scope, now: now, spacing: spacing, skipped: moved)
            moved += lot.moved
            guard lot.isThere, !lot.isLast else { return lot.isThere || moved > 0 }
            // Whoever waits for the write lock looks for it every millisecond: long enough for one of them.
            usleep(2000)
        }
    }

    /// Resumes a lot in one transaction: small enough that a settle which waits for it does not notice.
    private func resumeLot(
        _ scope: PauseScope, now: Timestamp, spacing: Int64, skipped: Int
    ) throws(StoreError) -> (isThere: Bool, moved: Int, isLast: Bool) {
        try write(now: now) { (transaction) throws(StoreError) in
            let limit = 2000
            let pauses = PauseRows(transaction)
            guard try pauses.end(scope) else { return (false, 0, true) }
            if skipped == 0, let subject = BreakerSubject(scope) { try BreakerRows(transaction).restart(subject) }
            let moved = try pauses.unpark(scope, spacing: spacing, skipped: skipped, limit: limit)
            if moved < limit { _ = try pauses.remove(scope) }
            return (true, moved, moved < limit)
        }
    }

    package func pauses() throws(StoreError) -> [Pause] {
        try look { (transaction) throws(StoreError) in try PauseRows(transaction).all() }
    }
}
