import UsherCore

extension SQLiteStore {
    package func journeyCounts(from: String, to: String) throws(StoreError) -> JourneyCounts {
        try ask { (transaction) throws(StoreError) in
            try JourneyCounters(transaction, from: from, to: to).read()
        }
    }

    package func recount(from: String, to: String) throws(StoreError) -> JourneyCounts {
        try ask { (transaction) throws(StoreError) in
            try JourneyRecount(transaction, from: from, to: to).read()
        }
    }
}
