import UsherCore

extension SQLiteStore {
    package func code(of contact: ContactID, make: () -> String) throws(StoreError) -> String {
        let known = try look { (transaction) throws(StoreError) in try RewardRows(transaction).code(of: contact) }
        if let known { return known }
        return try write { (transaction) throws(StoreError) in
            let rewards = RewardRows(transaction)
            for _ in 1...100 {
                // Perhaps another process was quicker.
                if let known = try rewards.code(of: contact) { return known }
                let code = make()
                if try rewards.give(code, to: contact) { return code }
            }
            throw .defect("a hundred codes were all taken")
        }
    }

    package func earnings(now: Timestamp) throws(StoreError) -> [EarningRow] {
        try ask(now: now) { (transaction) throws(StoreError) in try RewardRows(transaction).ledger() }
    }

    package func earnings(of promoter: ContactID, now: Timestamp) throws(StoreError) -> [EarningRow] {
        try ask(now: now) { (transaction) throws(StoreError) in try RewardRows(transaction).ledger(of: promoter) }
    }
}
