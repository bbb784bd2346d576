import UsherCore

/// How many confirmations of sign-ups are counted in each span of each budget, inside one transaction.
struct ConfirmationSlots {
    private let transaction: Transaction
    private let hash: @Sendable (AddressKey) -> AddressHash

    init(_ transaction: Transaction, _ suppressions: SuppressionRows) {
        self.transaction = transaction
        hash = suppressions.hash
    }

    /// From now on, by budget and span.
    func spent(of budgets: [ConfirmationBudget]) throws(StoreError) -> [ConfirmationBudget: [Int64: Int]] {
        let query = try transaction.query(
            #"SELECT slot, count FROM confirmation_slots WHERE budget = ? AND "key" = ? AND slot >= ?"#)
        var spent: [ConfirmationBudget: [Int64: Int]] = [:]
        for budget in budgets {
            let rows = try query.all(budget.kind.rawValue, key(of: budget), budget.slot(at: transaction.now)) { row in
                (row.int64("slot"), row.int("count"))
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

    /// Those that wait for a later span; asked of the queue only where a later span has any.
    static func delayed(_ transaction: Transaction) throws(StoreError) -> DelayedConfirmations? {
        let all = ConfirmationBudget(.all, limit: 1)
        let isAny = try transaction.query("SELECT 1 FROM confirmation_slots WHERE budget = ? AND slot > ? LIMIT 1")
            .isAny(all.kind.rawValue, all.slot(at: transaction.now))
        guard isAny else { return nil }
        let found: DelayedConfirmations?? = try transaction.query(
            """
            SELECT count(*) AS people, max(q.due_at) AS last_due FROM queue q JOIN deliveries d ON d.id = q.delivery
            WHERE q.due_at > ? AND d.notice = ? AND d.attempts = 0
            """
        ).first(transaction.now, ConfirmationLimit.notice) { (row) -> DelayedConfirmations? in
            row.optionalTime("last_due").map { DelayedConfirmations(count: row.int("people"), lastDue: $0) }
        }
        return found ?? nil
    }

    private func key(of budget: ConfirmationBudget) -> [UInt8] {
        hash(AddressKey(stored: "\(budget.kind.rawValue) \(budget.key)")).octets
    }
}
