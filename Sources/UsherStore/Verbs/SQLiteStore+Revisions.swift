import UsherCore

/// What becomes of revisions that no message will be made from any more. Upkeep of this database.
///
/// | A revision | |
/// | --- | --- |
/// | one of `keeping` | stays |
/// | of a delivery that waits, is held, or failed, was cancelled, withheld or skipped, which `usher queue retry` may send | stays |
/// | of sent mail with counted links, which lead where it says | stays |
/// | of sent or bounced mail whose values are kept, which the dashboard shows as it was sent | stays |
/// | of sent or bounced mail only, without values | its sources go, its hash stays |
/// | of no delivery | goes |
extension SQLiteStore {
    /// The numbers of those that may go, lowest first, at most `limit`.
    package func unneededRevisions(keeping: Set<RevisionHash>, limit: Int) throws(StoreError) -> [Int64] {
        try ask { (transaction) throws(StoreError) in
            let found = try transaction.query(
                "SELECT r.id, r.hash FROM revisions r WHERE \(Self.isUnneeded) ORDER BY r.id LIMIT ?"
            ).all(limit + keeping.count) { row in
                (id: row.int64("id"), hash: RevisionHash(octets: row.octets("hash")))
            }
            return Array(found.filter { !keeping.contains($0.hash) }.map(\.id).prefix(limit))
        }
    }

    /// Lets those of `revisions` go that nothing needs at this moment either. One transaction; returns how many went.
    package func forgetRevisions(_ revisions: [Int64], now: Timestamp) throws(StoreError) -> Int {
        guard !revisions.isEmpty else { return 0 }
        return try write(now: now) { (transaction) throws(StoreError) in
            let delete = try transaction.query(
                """
                DELETE FROM revisions WHERE id = ?
                    AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.revision = revisions.id)
                """)
            let empty = try transaction.query(
                "UPDATE revisions AS r SET sources = '' WHERE r.id = ? AND \(Self.isUnneeded)")
            var count = 0
            for revision in revisions {
                if try delete.run(revision) == 1 {
                    count += 1
                } else {
                    count += try empty.run(revision)
                }
            }
            return count
        }
    }

    /// The condition for a revision that nothing needs. Of one with very many deliveries it is not looked at what
    /// became of each: there are few such, and they stay.
    private static let isUnneeded = """
        (NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.revision = r.id)
            OR r.sources <> '' AND r.sources NOT LIKE '%"tracking":{%'
                AND (SELECT count(*) FROM (SELECT 1 FROM deliveries d WHERE d.revision = r.id LIMIT 20001) x) <= 20000
                AND NOT EXISTS (
                    SELECT 1 FROM deliveries d WHERE d.revision = r.id
                        AND (d.state NOT IN ('sent', 'bounced', 'complained') OR coalesce(d.inputs, '{}') <> '{}')))
        """
}
