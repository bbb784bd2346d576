/// The verbs without a stream, for where there is one relay, or none is meant.
extension Store {
    package func claim(
        owner: String, now: Timestamp, limit: Int, factsFor: (StepID) -> Bool, makeCode: (StepID) -> String?,
        decide: (Candidate, [Pause]) -> Clearance
    ) throws(StoreError) -> ClaimBatch {
        try claim(
            .all, owner: owner, now: now, limit: limit, factsFor: factsFor, makeCode: makeCode, decide: decide)
    }

    /// The moment at which the next delivery of any stream is due.
    package func nextDue() throws(StoreError) -> Timestamp? { try nextDue(.all) }

    package func settle(
        _ settlements: [Settlement], owner: String, now: Timestamp, day: SendingDay
    ) throws(StoreError) -> [DeliveryID: Bool] {
        try settle(settlements, of: .all, owner: owner, now: now, day: day)
    }

    /// Records settlements where no shop's clock is at hand: on UTC's days.
    package func settle(
        _ settlements: [Settlement], owner: String, now: Timestamp
    ) throws(StoreError) -> [DeliveryID: Bool] {
        try settle(settlements, owner: owner, now: now, day: SendingDay(at: now, clock: .utc))
    }

    package func findMistakes(after refused: [DeliveryID], now: Timestamp) throws(StoreError) -> [Mistake] {
        try findMistakes(after: refused, in: .all, now: now)
    }
}
