import UsherCore

// How counted rows come together in one report, whether they were counters or facts.
extension JourneyCounts {
    mutating func add(_ arrows: [(Arrow, Int)]) {
        for (arrow, count) in arrows where count != 0 {
            self.arrows[arrow, default: 0] += count
            if let campaign = arrow.campaign { campaigns[campaign, default: .init()].moved += count }
        }
    }

    mutating func add(_ takings: [(CampaignID, String, Int64)]) {
        for (campaign, currency, value) in takings where value != 0 {
            campaigns[campaign, default: .init()].money[currency] = value
        }
    }

    mutating func add(_ count: Int, of what: String, step: StepID, to campaign: CampaignID) {
        switch what {
        case "entered": campaigns[campaign, default: .init()].entered += count
        case "held_out": campaigns[campaign, default: .init()].heldOut += count
        case "held_out_moved": campaigns[campaign, default: .init()].heldOutMoved += count
        case "sent": campaigns[campaign, default: .init()].sent[step, default: 0] += count
        case "clicked": campaigns[campaign, default: .init()].clicked[step, default: 0] += count
        case "scanned": campaigns[campaign, default: .init()].scanned[step, default: 0] += count
        default:
            guard what.hasPrefix("returned_"), let effect = ReturnEffect(rawValue: String(what.dropFirst(9))) else {
                return
            }
            campaigns[campaign, default: .init()].returned[effect, default: [:]][step, default: 0] += count
        }
    }
}

extension ResultRow {
    /// An arrow; it comes from nowhere where `from_stage` is empty, and of no campaign where that is 0 or NULL.
    func arrow() throws(StoreError) -> JourneyCounts.Arrow {
        JourneyCounts.Arrow(
            from: text("from_stage").isEmpty ? nil : try word("from_stage"), to: try word("to_stage"),
            campaign: int64("campaign") == 0 ? nil : id("campaign"),
            kind: text("kind") == Counts.entered ? .stated : try word("kind"))
    }
}

/// Visits are counts from the beginning: there is no person behind them.
func visits(
    _ transaction: Transaction, from: String, to: String, into counts: inout JourneyCounts
) throws(StoreError) {
    let rows = try transaction.query(
        """
        SELECT campaign, sum(count) AS people, sum(scanners) AS programs FROM visits WHERE day >= ? AND day <= ?
        GROUP BY campaign
        HAVING sum(count) <> 0 OR sum(scanners) <> 0
        """
    ).all(from, to) { (row) -> (CampaignID, Int, Int) in (row.id("campaign"), row.int("people"), row.int("programs")) }
    for (campaign, people, scanners) in rows {
        counts.campaigns[campaign, default: .init()].visits = people
        counts.campaigns[campaign, default: .init()].scannerVisits = scanners
    }
}
