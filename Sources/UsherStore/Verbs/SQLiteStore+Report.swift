import UsherCore

extension SQLiteStore {
    package func journeyCounts(from: String, to: String) throws(StoreError) -> JourneyCounts {
        try ask { (transaction) throws(StoreError) in
            try JourneyCounters(transaction, from: from, to: to).read()
        }
    }

    package func campaignResults(
        _ campaign: CampaignID, from: String, to: String, goal: CampaignGoal, overBefore: Timestamp
    ) throws(StoreError) -> CampaignResults {
        try ask { (transaction) throws(StoreError) in
            try CampaignRows(transaction).facts(
                campaign, from: from, to: to, goal: goal, overBefore: overBefore)
        }
    }

    package func journeyHistory(to: String) throws(StoreError) -> JourneyHistory {
        try ask { (transaction) throws(StoreError) in try HistoryRows(transaction).read(to: to) }
    }

    package func firstCountedDay() throws(StoreError) -> String? {
        try ask { (transaction) throws(StoreError) in
            try transaction.query("SELECT day FROM arrows ORDER BY day LIMIT 1").first { row in row.text("day") }
        }
    }

    package func recount(from: String, to: String) throws(StoreError) -> JourneyCounts {
        try ask { (transaction) throws(StoreError) in
            try JourneyRecount(transaction, from: from, to: to).read()
        }
    }
}
