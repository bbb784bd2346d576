import UsherCore

/// Promoters' codes, whom they brought, and what they earned, inside one transaction.
struct RewardRows {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    func code(of contact: ContactID) throws(StoreError) -> String? {
        try transaction.query("SELECT code FROM codes WHERE contact = ?")
            .first(contact) { $0.text("code") }
    }

    /// False when somebody has this code, or the contact has one.
    func give(_ code: String, to contact: ContactID) throws(StoreError) -> Bool {
        try transaction.query("INSERT INTO codes (contact, code) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .run(contact, code) == 1
    }

    /// The contact's own code; `make` makes one up where there is none, and is asked again for one that is taken.
    func code(of contact: ContactID, make: () throws(StoreError) -> String) throws(StoreError) -> String {
        for _ in 1...100 {
            // Perhaps another process was quicker.
            if let known = try code(of: contact) { return known }
            let code = try make()
            if try give(code, to: contact) { return code }
        }
        throw .defect("a hundred codes were all taken")
    }

    func owner(of code: String) throws(StoreError) -> Contact? {
        try transaction.query(
            "SELECT \(ResultRow.contactColumns) FROM codes o JOIN living c ON c.id = o.contact WHERE o.code = ?"
        ).first(code) { (row) throws(StoreError) in try row.contact() }
    }

    /// Who brought somebody; nil also when that person was erased.
    func promoter(of friend: ContactID) throws(StoreError) -> ContactID? {
        try transaction.query("SELECT c.id FROM referrals r JOIN living c ON c.id = r.promoter WHERE r.friend = ?")
            .first(friend) { $0.id("id") }
    }

    /// The first who brought somebody stays the one, unless erased.
    func refer(_ friend: ContactID, by promoter: ContactID, event: EventID) throws(StoreError) {
        try transaction.query(
            """
            INSERT INTO referrals (friend, promoter, event) VALUES (?, ?, ?)
            ON CONFLICT (friend) DO UPDATE SET promoter = excluded.promoter, event = excluded.event
                WHERE NOT EXISTS (SELECT 1 FROM living c WHERE c.id = referrals.promoter)
            """
        ).run(friend, promoter, event)
    }

    /// What an event has earned by a rule already, it earns no second time; by a rule that earns once, no other event
    /// of the friend does.
    func earn(_ earning: Earning, event: EventID) throws(StoreError) {
        let isKnown = try transaction.query(
            "SELECT 1 FROM earnings WHERE friend = ? AND rule = ? AND (event = ? OR (? AND revoked_by IS NULL))"
        ).isAny(earning.friend, earning.rule, event, earning.isOnce)
        guard !isKnown else { return }
        try transaction.query(
            """
            INSERT INTO earnings (promoter, friend, event, rule, amount, currency, earned_at, payable_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).run(
            earning.promoter, earning.friend, event, earning.rule, earning.amount.minorUnits, earning.amount.currency,
            transaction.now, earning.payableAt)
    }

    /// Takes back what is on hold at `moment` and was earned by `sources`, or by any event where that is nil.
    func revoke(
        for friend: ContactID, earnedBy sources: [EventID]?, because reason: String, event: EventID,
        at moment: Timestamp
    ) throws(StoreError) {
        let revoke = "UPDATE earnings SET revoked_by = ?, revoked_because = ? WHERE friend = ? AND revoked_by IS NULL"
        guard let sources else {
            try transaction.query("\(revoke) AND payable_at > ?").run(event, reason, friend, moment)
            return
        }
        for source in sources {
            try transaction.query("\(revoke) AND payable_at > ? AND event = ?")
                .run(event, reason, friend, moment, source)
        }
    }

    /// The ledger, oldest first.
    func ledger() throws(StoreError) -> [EarningRow] {
        try transaction.query("SELECT \(Self.columns) FROM earnings n \(Self.people) ORDER BY n.id")
            .all { row in earning(row) }
    }

    /// One promoter's part of it, by way of the friends.
    func ledger(of promoter: ContactID) throws(StoreError) -> [EarningRow] {
        try transaction.query(
            """
            SELECT \(Self.columns) FROM referrals r JOIN earnings n ON n.friend = r.friend AND n.promoter = r.promoter
            \(Self.people) WHERE r.promoter = ? ORDER BY n.id
            """
        ).all(promoter) { row in earning(row) }
    }

    private static let columns = """
        n.promoter, n.friend, n.amount, n.currency, n.rule, n.payable_at, n.earned_at, n.revoked_by,
        coalesce(p.address, 'erased ' || n.promoter) AS promoter_address,
        coalesce(f.address, 'erased ' || n.friend) AS friend_address
        """
    private static let people = "LEFT JOIN living p ON p.id = n.promoter LEFT JOIN living f ON f.id = n.friend"

    private func earning(_ row: ResultRow) -> EarningRow {
        let earning = Earning(
            promoter: row.id("promoter"), friend: row.id("friend"),
            amount: Money(minorUnits: row.int64("amount"), currency: row.text("currency")), rule: row.text("rule"),
            payableAt: row.time("payable_at"))
        let state: EarningRow.State =
            !row.isNull("revoked_by") ? .revoked : earning.payableAt <= transaction.now ? .payable : .onHold
        return EarningRow(
            earning: earning, state: state, at: row.time("earned_at"), promoterAddress: row.text("promoter_address"),
            friendAddress: row.text("friend_address"))
    }
}
