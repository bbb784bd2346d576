import UsherCore

/// Verbs in fewer words, as tests need them.
extension Store {
    /// Nobody's facts are asked for, and nobody gets a code.
    package func claim(
        owner: String, now: Timestamp, limit: Int, factsFor: (StepID) -> Bool = { _ in false },
        decide: (Candidate, [Pause]) -> Clearance
    ) throws(StoreError) -> ClaimBatch {
        try claim(owner: owner, now: now, limit: limit, factsFor: factsFor, makeCode: { _ in nil }, decide: decide)
    }

    package func record(
        _ requests: [EventRequest], now: Timestamp, decide: (EventRequest, EventFacts) -> EventDecision
    ) throws(StoreError) -> [EventResult] {
        try record(requests, visits: [], now: now, decide: decide)
    }

    package func countVisits(_ campaign: CampaignID, day: String, count: Int) throws(StoreError) {
        let visits = Visits(campaign: campaign, day: day, count: count)
        _ = try record([], visits: [visits], now: Timestamp(milliseconds: 0)) { _, _ in .already }
    }

    package func earnings(now: Timestamp) throws(StoreError) -> [EarningRow] { try earnings(of: nil, now: now) }

    /// The whole way of erasing a person, as far as it is the store's.
    @discardableResult
    package func erase(
        _ address: EmailAddress, isAlive: (String) -> Bool = { _ in true }, now: Timestamp
    ) throws(StoreError) -> Erasure {
        try beginErasing(address, by: "operator", note: .said("asked"), now: now)
        var last = Erasure.nobody
        for job in try openErasures() {
            last = try goOnErasing(job.id, isAlive: isAlive, now: now)
            guard last == .clean else { return last }
            try forgetAddress(of: job.id)
            try endErasing(job.id, now: now)
        }
        return last
    }
}
