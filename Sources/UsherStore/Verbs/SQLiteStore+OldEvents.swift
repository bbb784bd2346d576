import UsherCore

/// What becomes of old events. Upkeep of this database.
///
/// | An event that happened and was told before the given moment | |
/// | --- | --- |
/// | one that began or ended an enrollment, moved, brought or earned something | stays |
/// | one with a value or a product, and a purchase that was taken back | stays |
/// | one of a name that is kept (`Plan.keptEvents`) | stays |
/// | one that a notice was sent about, as long as the notice is kept | stays |
/// | the one with the highest number, so that no number comes twice | stays |
/// | any other | goes |
///
/// Of what goes there stay: how often, when first and when last the person did it, and its key.
extension SQLiteStore {
    /// The events that may go, at most `limit` of the next ones. Looks at ten times as many and no more. Keeps no
    /// writer waiting.
    package func oldEvents(
        before end: Timestamp, kept: Set<String>, walk: inout RowWalk, limit: Int
    ) throws(StoreError) -> [EventID] {
        let after = walk.row
        let most = limit * RowWalk.rowsOfLook
        let (rows, old, last) = try ask { (transaction) throws(StoreError) in
            let rows = try transaction.query(Self.events).all(end, end, after, most) { (row) in
                (Self.oldEvent(row), row.time("recorded_at"))
            }
            let notices = try NoticeNames(transaction)
            var (old, last): ([EventID], EventID?) = ([], nil)
            for (event, _) in rows {
                if try Self.mayGo(event, kept: kept, notices) {
                    guard old.count < limit else { break }
                    old.append(event.id)
                }
                last = event.id
            }
            return (rows, old, last)
        }
        if let last { walk.row = last.value }
        // By the order in which they were told; a calendar that was set back may have left some behind a young one.
        walk.isOver =
            rows.last?.0.id == last && (rows.count < most || rows.allSatisfy { $0.1 >= end })
        if walk.next == nil { walk.next = rows.first { $0.1 >= end }?.1 }
        return old
    }

    /// Lets those of `events` go for which that holds now. One transaction; returns how many.
    package func forgetEvents(
        _ events: [EventID], before end: Timestamp, kept: Set<String>, now: Timestamp
    ) throws(StoreError) -> Int {
        try letGo(events, now: now) { (desk, transaction, id) throws(StoreError) in
            let event = try transaction.query(Self.event).first(end, end, id) { Self.oldEvent($0) }
            guard let event, try Self.mayGo(event, kept: kept, NoticeNames(transaction)) else { return 0 }
            try desk.forgetEvent(id)
            return 1
        }
    }

    private struct OldEvent {
        var id: EventID
        var names: [String]
        var key: String
        var mayGo: Bool
    }

    private static func oldEvent(_ row: ResultRow) -> OldEvent {
        OldEvent(
            id: row.id("id"), names: [row.text("name"), row.text("told")], key: row.text("key"),
            mayGo: row.bool("may_go"))
    }

    private static func mayGo(
        _ event: OldEvent, kept: Set<String>, _ notices: NoticeNames
    ) throws(StoreError) -> Bool {
        guard event.mayGo, kept.isDisjoint(with: event.names) else { return false }
        return try !notices.areAny(about: event.names, key: event.key)
    }

    /// Names of notices, for looking whether one was sent about an event.
    private struct NoticeNames {
        private let names: [String]
        private let find: Query

        init(_ transaction: Transaction) throws(StoreError) {
            names = try transaction.query(SQLiteStore.noticeNames).all { $0.text("notice") }
            find = try transaction.query(
                "SELECT 1 FROM deliveries WHERE notice IS NOT NULL AND notice = ? AND notice_key = ?")
        }

        func areAny(about events: [String], key: String) throws(StoreError) -> Bool {
            for name in names {
                for event in events where try find.isAny(name, "\(event) \(key)") { return true }
            }
            return false
        }
    }

    // MARK: Statements

    /// The query for such events. It takes the end, twice; where the walk stands; the limit.
    static let events = """
        SELECT v.id, v.name, v.told, v."key", v.recorded_at, \(isOld) AS may_go
        FROM events v WHERE v.id > ? ORDER BY v.id LIMIT ?
        """

    private static let event = """
        SELECT v.id, v.name, v.told, v."key", \(isOld) AS may_go FROM events v WHERE v.id = ?
        """

    /// The query for the names of notices. It finds each by a search, however many notices there are.
    static let noticeNames = """
        WITH RECURSIVE names (notice) AS (
            SELECT min(notice) FROM deliveries WHERE notice IS NOT NULL
            UNION ALL SELECT (SELECT min(d.notice) FROM deliveries d WHERE d.notice IS NOT NULL AND d.notice > names.notice)
            FROM names WHERE names.notice IS NOT NULL)
        SELECT notice FROM names WHERE notice IS NOT NULL
        """

    /// The condition for an event that may go. It takes the end twice.
    private static let isOld = """
        (v.recorded_at < ? AND v.at < ? AND v.value IS NULL AND v.product IS NULL AND v.taken_back_by IS NULL
            AND v.id < (SELECT max(id) FROM events)
            AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.begun_by = v.id)
            AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.ended_by = v.id)
            AND NOT EXISTS (SELECT 1 FROM transitions t WHERE t.event = v.id)
            AND NOT EXISTS (SELECT 1 FROM referrals f WHERE f.event = v.id)
            AND NOT EXISTS (SELECT 1 FROM earnings n WHERE n.event = v.id)
            AND NOT EXISTS (SELECT 1 FROM earnings n WHERE n.revoked_by = v.id))
        """
}
