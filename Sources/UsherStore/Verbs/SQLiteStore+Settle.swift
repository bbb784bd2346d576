import UsherCore

extension SQLiteStore {
    package func settle(
        _ settlements: [Settlement], of stream: MailStream, owner: String, now: Timestamp, day: SendingDay
    ) throws(StoreError) -> [DeliveryID: Bool] {
        guard !settlements.isEmpty else { return [:] }
        return try writeUrgently(now: now, evenIfMoved: true) { (transaction) throws(StoreError) in
            let desk = try SettleDesk(transaction, stream, hash: hash, owner: owner)
            var results: [DeliveryID: Bool] = [:]
            results.reserveCapacity(settlements.count)
            for settlement in settlements { results[settlement.delivery] = try desk.settle(settlement) }
            try desk.finish(on: day)
            return results
        }
    }

    package func release(
        _ deliveries: [DeliveryID], owner: String, due: Timestamp, now: Timestamp
    ) throws(StoreError) {
        guard !deliveries.isEmpty else { return }
        try write(now: now, evenIfMoved: true) { (transaction) throws(StoreError) in
            let rows = DeliveryRows(transaction)
            let unclaim = try transaction.query("DELETE FROM claims WHERE delivery = ? AND owner = ?")
            // What was never tried is composed anew, from the files and the person as they are then. A notice brought
            // its composition.
            let forget = try transaction.query(
                """
                UPDATE deliveries SET revision = NULL, inputs = NULL, composed_at = NULL
                WHERE id = ? AND enrollment IS NOT NULL AND first_attempt_at IS NULL
                """)
            for delivery in deliveries where try unclaim.run(delivery, owner) == 1 {
                try forget.run(delivery)
                try rows.enqueue(delivery, due: due)
            }
        }
    }

    package func recover(
        owner: String, resendAt: Timestamp?, now: Timestamp
    ) throws(StoreError) -> [DeliveryID] {
        try write(now: now) { (transaction) throws(StoreError) in
            let rows = DeliveryRows(transaction)
            let left = try transaction.query(
                """
                SELECT k.delivery, d.step, s.campaign FROM claims k JOIN deliveries d ON d.id = k.delivery
                LEFT JOIN steps s ON s.id = d.step WHERE k.owner <> ? ORDER BY k.delivery
                """
            ).all(owner) { (row) -> (DeliveryID, StepID?, CampaignID?) in
                (row.id("delivery"), row.optionalID("step"), row.optionalID("campaign"))
            }
            let doubt = try transaction.query(
                """
                UPDATE deliveries SET in_doubt = 1, attempts = attempts + 1,
                    first_attempt_at = coalesce(first_attempt_at,
                    (SELECT claimed_at FROM claims WHERE delivery = deliveries.id)) WHERE id = ?
                """)
            let unclaim = try transaction.query("DELETE FROM claims WHERE delivery = ?")
            for (delivery, step, campaign) in left {
                try doubt.run(delivery)
                try unclaim.run(delivery)
                if let resendAt {
                    try rows.enqueue(delivery, due: resendAt)
                } else {
                    try rows.hold(delivery, campaign: campaign, step: step)
                }
            }
            return left.map(\.0)
        }
    }
}
