import UsherCore

/// Purchases that were given back, inside one transaction.
struct ReturnRows {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    /// Marks `events` as given back by `refund`, and takes what they were worth from the campaigns that claimed them,
    /// on the day of the purchase. One that was given back before stays as it is.
    func takeBack(_ events: [EventID], by refund: EventID) throws(StoreError) {
        let mark = try transaction.query(
            "UPDATE events SET taken_back_by = ? WHERE id = ? AND taken_back_by IS NULL RETURNING value, currency, at")
        for event in events {
            let sold = try mark.first(refund, event) { row in
                row.money("value", "currency").map { ($0, row.time("at")) }
            }
            guard let (value, at) = sold ?? nil else { continue }
            for campaign in try claiming(event) { transaction.giveBack(value, of: campaign, at: at) }
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
