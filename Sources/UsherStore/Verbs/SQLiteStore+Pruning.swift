import UsherCore

/// What becomes of the values that messages were filled in with, once they are old. Upkeep of this database.
///
/// | A message that was settled before the given moment | Its values |
/// | --- | --- |
/// | sent, its enrollment ended, or a notice | go |
/// | sent, with links that are counted, which lead where they say | stay |
/// | of an enrollment that is under way | stay |
/// | in doubt, bounced, failed, cancelled, withheld or skipped, which may be sent again | stay |
///
/// What is sent now may come back within days and be sent again: a step without its values is composed anew then, and a
/// notice is not sent again.
///
/// The message itself stays, with its person, its day and what became of it: counts, links to say no, and what may come
/// again are as they were.
extension SQLiteStore {
    /// The state of a walk through sent messages.
    package struct InputsWalk: Hashable, Sendable {
        fileprivate var settledAt = Timestamp.none
        fileprivate var delivery: Int64 = 0
        package fileprivate(set) var isOver = false

        package init() {}

        /// A walk that has nothing to look at.
        package static var over: InputsWalk {
            var walk = InputsWalk()
            walk.isOver = true
            return walk
        }
    }

    /// The sent messages whose values may go, at most `limit` of the next ones, oldest first, and how many octets these
    /// have. Looks at ten times as many and no more: the values of most are gone. Keeps no writer waiting.
    package func oldInputs(
        settledBefore end: Timestamp, walk: inout InputsWalk, limit: Int
    ) throws(StoreError) -> (deliveries: [Int64], octets: Int) {
        let (from, after) = (walk.settledAt, walk.delivery)
        let most = limit * RowWalk.rowsOfLook
        let rows = try ask { (transaction) throws(StoreError) in
            try transaction.query(Self.inputs).all(end, from, from, after, most) {
                (row) -> (id: Int64, at: Timestamp, size: Int, mayGo: Bool) in
                (row.int64("id"), row.time("settled_at"), row.int("size"), row.bool("may_go"))
            }
        }
        var (old, octets): ([Int64], Int) = ([], 0)
        walk.isOver = rows.count < most
        for row in rows {
            if row.mayGo {
                guard old.count < limit else {
                    walk.isOver = false
                    break
                }
                old.append(row.id)
                octets += row.size
            }
            (walk.settledAt, walk.delivery) = (row.at, row.id)
        }
        return (old, octets)
    }

    /// The query for such messages. It takes the end; where the walk stands, three times; the limit.
    static let inputs = """
        SELECT d.id, d.settled_at, coalesce(length(d.inputs), 0) AS size, \(mayGo) AS may_go FROM deliveries d
        WHERE d.state <> 'open' AND d.state = 'sent' AND d.settled_at < ? AND d.settled_at >= ?
            AND (d.settled_at > ? OR d.id > ?)
        ORDER BY d.settled_at, d.id LIMIT ?
        """

    /// Lets go of the values of those of `deliveries` for which that holds now. One transaction; returns how many.
    package func forgetInputs(
        _ deliveries: [Int64], settledBefore end: Timestamp, now: Timestamp
    ) throws(StoreError) -> Int {
        guard !deliveries.isEmpty else { return 0 }
        return try write(now: now) { (transaction) throws(StoreError) in
            let empty = try transaction.query(
                """
                UPDATE deliveries AS d SET inputs = '{}'
                WHERE d.id = ? AND d.state = 'sent' AND d.settled_at < ? AND \(Self.mayGo)
                """)
            var count = 0
            for delivery in deliveries { count += try empty.run(delivery, end) }
            return count
        }
    }

    private static let mayGo = """
        (d.in_doubt = 0 AND coalesce(d.inputs, '{}') <> '{}'
            AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.id = d.enrollment AND e.state <> 'ended')
            AND NOT EXISTS (SELECT 1 FROM revisions r WHERE r.id = d.revision AND r.sources LIKE '%"tracking":{%'))
        """
}
