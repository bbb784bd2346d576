import UsherCore

/// Purchases that were given back, inside one transaction.
struct ReturnRows {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    /// Takes what `refund` gave back from the campaigns that claimed it, on the day of the purchase. A purchase that
    /// was given back as a whole before stays as it is.
    func takeBack(_ taken: [Purchases.Taken], by refund: EventID) throws(StoreError) {
        for one in taken {
            if let part = one.part {
                try takeBack(part, of: one.event, by: refund)
            } else {
                try takeBack(one.event, by: refund)
            }
        }
    }

    private func takeBack(_ purchase: EventID, by refund: EventID) throws(StoreError) {
        let left = try left(of: purchase)
        try transaction.query("UPDATE events SET taken_back_by = ? WHERE id = ? AND taken_back_by IS NULL")
            .run(refund, purchase)
        guard let left else { return }
        for campaign in try claiming(purchase) { transaction.giveBack(left.value, of: campaign, at: left.at) }
    }

    private func takeBack(_ part: Money, of purchase: EventID, by refund: EventID) throws(StoreError) {
        guard let left = try left(of: purchase), left.value.currency == part.currency else { return }
        let taken = min(part.minorUnits, left.value.minorUnits)
        let isNew =
            try transaction.query(
                "INSERT INTO part_refunds (refund, purchase, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            ).run(refund, purchase, taken) == 1
        guard isNew, taken > 0 else { return }
        let money = Money(minorUnits: taken, currency: part.currency)
        for campaign in try claiming(purchase) { transaction.giveBack(money, of: campaign, at: left.at) }
    }

    /// What is left of a purchase's money, and when it was made; nil for one that had none, or was given back.
    func left(of purchase: EventID) throws(StoreError) -> (value: Money, at: Timestamp)? {
        let most = Counts.mostMoney
        return try transaction.query(
            """
            SELECT CASE WHEN value > ? THEN ? ELSE value END
                - coalesce((SELECT sum(p.value) FROM part_refunds p WHERE p.purchase = v.id), 0) AS rest, currency, at
            FROM events v WHERE v.id = ? AND v.value IS NOT NULL AND v.taken_back_by IS NULL
            """
        ).first(most, most, purchase) { row in
            row.money("rest", "currency").map { ($0, row.time("at")) }
        } ?? nil
    }

    /// Gives campaigns what `refund` had taken.
    func giveAgain(takenBy refund: EventID, of contact: ContactID) throws(StoreError) {
        let whole = try transaction.query(
            "UPDATE events SET taken_back_by = NULL WHERE contact = ? AND taken_back_by = ? RETURNING id"
        ).all(contact, refund) { (row) -> EventID in row.id("id") }
        for purchase in whole {
            guard let left = try left(of: purchase) else { continue }
            for campaign in try claiming(purchase) { transaction.take(left.value, for: campaign, at: left.at) }
        }
        let parts = try transaction.query("DELETE FROM part_refunds WHERE refund = ? RETURNING purchase, value")
            .all(refund) { (row) -> (EventID, Int64) in (row.id("purchase"), row.int64("value")) }
        for (purchase, value) in parts {
            guard let left = try left(of: purchase) else { continue }
            let money = Money(minorUnits: value, currency: left.value.currency)
            for campaign in try claiming(purchase) { transaction.take(money, for: campaign, at: left.at) }
        }
    }

    /// The campaigns that have an event's money: whose enrollment it was the goal of, or who moved somebody by it.
    func claiming(_ event: EventID) throws(StoreError) -> [CampaignID] {
        try transaction.query(
            """
            SELECT campaign FROM transitions WHERE event = ? AND campaign IS NOT NULL
            UNION SELECT campaign FROM enrollments WHERE ended_by = ? AND end_reason = 'goal_reached' AND held_out = 0
            """
        ).all(event, event) { $0.id("campaign") }
    }
}
