import UsherCore

/// Where people stood at the end of a period: where they stand now, with every move after it taken back; inside one
/// transaction.
struct StandingRows {
    private let transaction: Transaction
    /// The first moment after the period.
    private let end: Timestamp

    init(_ transaction: Transaction, end: Timestamp) {
        self.transaction = transaction
        self.end = end
    }

    /// `now` is where people stand now, `moves` how many went from one stage to another after the period.
    func standing(
        now: [Stage?: Int], after moves: [(from: Stage?, to: Stage, count: Int)]
    ) throws(StoreError) -> [Stage?: Int] {
        var standing = now
        for (stage, count) in try erasedSince() { standing[stage, default: 0] += count }
        for move in moves {
            standing[move.to, default: 0] -= move.count
            standing[move.from, default: 0] += move.count
        }
        standing[nil, default: 0] -= try unknownThen()
        return standing.filter { $0.value != 0 }
    }

    /// People who were erased after the period: they stay numbers, at the stage that they had.
    private func erasedSince() throws(StoreError) -> [(Stage?, Int)] {
        try transaction.query(
            """
            SELECT stage, count(*) AS people FROM (
                SELECT (SELECT to_stage FROM transitions t WHERE t.contact = c.id ORDER BY t.id DESC LIMIT 1) AS stage
                FROM numbered c WHERE c.erased_at IS NOT NULL AND c.erased_at >= ?) x
            GROUP BY stage
            """
        ).all(end) { (row) throws(StoreError) in (try row.optionalWord("stage"), row.int("people")) }
    }

    /// How many of the people of now nobody knew of then, and of whom nothing that was told later happened by then.
    private func unknownThen() throws(StoreError) -> Int {
        try transaction.query(
            """
            SELECT count(*) AS people FROM numbered c
            WHERE c.created_at >= ? AND (c.erased_at IS NULL OR c.erased_at >= ?)
                AND NOT EXISTS (SELECT 1 FROM transitions t WHERE t.contact = c.id AND t.at < ?)
            """
        ).first(end, end, end) { $0.int("people") } ?? 0
    }
}
