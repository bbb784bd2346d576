import UsherCore

extension SQLiteStore {
    package func code(of contact: ContactID, make: () -> String) throws(StoreError) -> String {
        let known = try look { (transaction) throws(StoreError) in try RewardRows(transaction).code(of: contact) }
        if let known { return known }
        return try write { (transaction) throws(StoreError) in
            try RewardRows(transaction).code(of: contact, make: make)
        }
    }

    package func earnings(of promoter: ContactID?, now: Timestamp) throws(StoreError) -> [EarningRow] {
        try ask(now: now) { (transaction) throws(StoreError) in
            let rows = RewardRows(transaction)
            return if let promoter { try rows.ledger(of: promoter) } else { try rows.ledger() }
        }
    }
}
