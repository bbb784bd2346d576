import UsherCore

extension SQLiteStore {
    package func unsubscribe(
        _ requests: [UnsubscribeRequest], now: Timestamp
    ) throws(StoreError) -> [UnsubscribeAnswer] {
        guard !requests.isEmpty else { return [] }
        return try writeUrgently(now: now) { (transaction) throws(StoreError) in
            let desk = try UnsubscribeDesk(transaction, hash: hash)
            return try requests.map { (request) throws(StoreError) in try desk.carryOut(request) }
        }
    }

    package func unsubscribeFacts(
        _ contact: ContactID, delivery: DeliveryID, now: Timestamp
    ) throws(StoreError) -> UnsubscribeFacts {
        try ask(now: now) { (transaction) throws(StoreError) in
            try UnsubscribeDesk(transaction, hash: hash).facts(contact, delivery)
        }
    }
}
