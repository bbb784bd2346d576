import UsherCore

/// How many confirmations of sign-ups are counted in each span of each budget, inside one transaction.
struct ConfirmationSlots {
    private let transaction: Transaction
    private let hash: @Sendable (AddressKey) -> AddressHash

    init(_ transaction: Transaction, _ suppressions: SuppressionRows) {
        self.transaction = transaction
        hash = suppressions.hash
    }

    /// By budget and span, of the spans that the next one may go in.
    func spent(of budgets: [ConfirmationBudget]) throws(StoreError) -> [ConfirmationBudget: [Int64: Int]] {
        let query = try transaction.query(
            #"SELECT slot, count FROM confirmation_slots WHERE budget = ? AND "key" = ? AND slot BETWEEN ? AND ?"#)
        var spent: [ConfirmationBudget: [Int64: Int]] = [:]
        for budget in budgets {
            let key = key(of: budget)
            var rows: [(Int64, Int)] = []
            for spans in budget.spans(from: transaction.now) {
                rows += try query.all(budget.kind.rawValue, key, spans.lowerBound, spans.upperBound) { row in
                    (row.int64("slot"), row.int("count"))
                }
            }
            if !rows.isEmpty { spent[budget] = Dictionary(rows) { first, _ in first } }
        }
        return spent
    }

    /// Counts one in each, and forgets what is over.
    func spend(_ slots: [ConfirmationBudget.Slot]) throws(StoreError) {
        try transaction.query("DELETE FROM confirmation_slots WHERE ends_at <= ?").run(transaction.now)
        for slot in slots {
            try transaction.query(
                """
                INSERT INTO confirmation_slots (budget, "key", slot, count, ends_at) VALUES (?, ?, ?, 1, ?)
                ON CONFLICT (budget, "key", slot) DO UPDATE SET count = confirmation_slots.count + 1
                """
            ).run(slot.budget.kind.rawValue, key(of: slot.budget), slot.number, slot.endsAt)
        }
    }

    /// Those that wait for a later span, and those that were not made today; the queue is asked only where a later span
    /// has any.
    static func delayed(_ transaction: Transaction) throws(StoreError) -> DelayedConfirmations? {
        let (all, today) = (ConfirmationBudget(.all, limit: 1), ConfirmationBudget.leftOut)
        let leftOut =
            try transaction.query("SELECT count FROM confirmation_slots WHERE budget = ? AND slot = ?")
            .first(today.kind.rawValue, today.slot(at: transaction.now)) { row in row.int("count") } ?? 0
        let isAny = try transaction.query("SELECT 1 FROM confirmation_slots WHERE budget = ? AND slot > ? LIMIT 1")
            .isAny(all.kind.rawValue, all.slot(at: transaction.now))
        guard isAny else {
            return leftOut > 0 ? DelayedConfirmations(count: 0, lastDue: nil, leftOut: leftOut) : nil
        }
        let found: DelayedConfirmations? = try transaction.query(
            """
            SELECT count(*) AS people, max(q.due_at) AS last_due FROM queue q JOIN deliveries d ON d.id = q.delivery
            WHERE q.stream = 1 AND q.due_at > ? AND d.notice = ? AND d.attempts = 0
            """
        ).first(transaction.now, ConfirmationLimit.notice) { row in
            DelayedConfirmations(
                count: row.int("people"), lastDue: row.optionalTime("last_due"), leftOut: leftOut)
        }
        return found.flatMap { $0.count > 0 || leftOut > 0 ? $0 : nil }
    }

    private func key(of budget: ConfirmationBudget) -> [UInt8] {
        hash(AddressKey(stored: "\(budget.kind.rawValue) \(budget.key)")).octets
    }
}
