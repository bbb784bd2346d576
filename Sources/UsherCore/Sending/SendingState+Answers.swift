/// Turns what the relay answered into what is recorded.
extension SendingState {
    /// What an answer means for its message, and for the relay. A second answer, or one to what nobody claimed, means
    /// nothing.
    package mutating func answered(
        _ outcomes: [(delivery: DeliveryID, outcome: AttemptOutcome)], plan: Plan, at now: Timestamp,
        _ answers: inout Answers
    ) {
        for (delivery, outcome) in outcomes {
            guard let claimed = inFlight[delivery]?.claimed else { continue }
            if outcome == .notStarted {
                answers.untouched.append(delivery)
            } else {
                answers.settlements.append(decide(outcome, of: claimed, plan, now))
            }
        }
    }

    private mutating func decide(
        _ outcome: AttemptOutcome, of claimed: Claimed, _ plan: Plan, _ now: Timestamp
    ) -> Settlement {
        let address = claimed.candidate.contact.address
        let verdict = Verdict.of(outcome, recipient: address)
        if verdict.isAnswer { relayFailsSince = nil }
        var decision = blocks.note(verdict, domain: address.domain, at: now)
        if decision == nil, outcome.endsConnection { decision = blocks.noteEnd(at: now) }
        if blocks.hasRecovered { say(.relayBack) }
        begin(decision)
        return Settling.decide(
            outcome: outcome, verdict: verdict, claimed: claimed, plan: plan, now: now,
            retryAfterBlock: decision?.pause.until)
    }

    /// Whether outcomes are less than a third of what is under way: then more of them may share a commit.
    package func areFew(_ outcomes: Int) -> Bool { !isStopping && outcomes > 0 && outcomes * 3 < inFlight.count }

    /// Notes that these are back in the queue.
    package mutating func gaveBack(_ untouched: [DeliveryID]) {
        for delivery in untouched { inFlight[delivery] = nil }
    }

    /// The store cannot take them back now: they are settled as retries later.
    package func retries(_ untouched: [DeliveryID], plan: Plan, at now: Timestamp) -> [Settlement] {
        untouched.compactMap { delivery in
            inFlight[delivery].map {
                Settling.decide(
                    outcome: .notStarted, verdict: Verdict.of(.notStarted), claimed: $0.claimed, plan: plan, now: now)
            }
        }
    }

    /// Settles deliveries of which no message could be made as that.
    package func notComposed(
        _ failures: [(claimed: Claimed, words: String)], plan: Plan, at now: Timestamp
    ) -> [Settlement] {
        failures.map { Settling.cannotCompose($0.claimed, words: $0.words, plan: plan, now: now) }
    }

    // MARK: Recording

    /// What is to be recorded now: these, and what could not be recorded before. `recorded` or `notRecorded` follows.
    package mutating func beginRecording(_ settlements: [Settlement]) -> [Settlement] {
        recordings += 1
        defer { unsettled = [] }
        return unsettled.isEmpty ? settlements : unsettled + settlements
    }

    /// Notes that settlements are on disk, and gives those whose claims were still held, in their order.
    package mutating func recorded(
        _ settlements: [Settlement], held: [DeliveryID: Bool]
    ) -> [(flight: Flight, settlement: Settlement)] {
        recordings -= 1
        return settlements.compactMap { settlement in
            guard let flight = inFlight.removeValue(forKey: settlement.delivery), held[settlement.delivery] == true
            else { return nil }
            return (flight, settlement)
        }
    }

    /// Keeps settlements that could not be recorded for the next time.
    package mutating func notRecorded(_ settlements: [Settlement], _ error: StoreError) {
        recordings -= 1
        unsettled = settlements + unsettled
        cannotRecord(error)
    }
}
