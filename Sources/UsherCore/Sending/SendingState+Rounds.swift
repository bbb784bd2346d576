/// Goes through one round: a claim, what has to be known before it, and what follows from it.
extension SendingState {
    /// The facts that the round knows so far.
    struct Round: Sendable {
        enum Purpose { case renew, retry, open }
        enum Rest {
            case again, wait
            case idle(nextDue: Timestamp?)
        }

        var places = RelaySlots()
        var soon = RelaySoon(most: 0, atLeast: 0)
        /// The relay's pause and settings have been looked at.
        var isChecked = false
        var limit = 0
        /// The purpose for which the pauses are asked.
        var purpose = Purpose.retry
        var afterOpening = Rest.again
    }

    /// Whether there is more to a pause than the store knows: then a claim does not look at it alone.
    private var mayBePaused: Bool { relayPauseSeen != nil || !unrecordedPauses.isEmpty }

    /// What to do about what came of the action before; `.began` begins a round. Whatever the event, a batch that was
    /// claimed is taken; after a stop nothing else is begun.
    package mutating func handle(_ event: Event, now: Timestamp) -> Action {
        if case .claimed(let batch?, _) = event { take(batch) }
        guard !isStopping else { return .rest }
        switch event {
        case .began: return begin()
        case .recorded: return unsettled.isEmpty ? .again : .wait(until: nil)
        case .looked(let places, let soon):
            (round.places, round.soon) = (places, soon)
            return looked()
        case .foundPauses(let pauses): return found(pauses, now)
        case .renewed(let isAnother):
            if isAnother {
                relay += 1
                connectionsWanted = 0
            }
            return .look
        case .claimed(let batch, let connections):
            guard let batch else { return findPauses(to: .retry) }
            return widen(after: batch, connections)
        case .opened: return rest()
        case .foundDue(let due): return foundDue(due, now)
        case .woken(true): return .again
        case .woken(false): return settleDown()
        case .failed(let error):
            cannotRecord(error)
            return isStopping ? .rest : .wait(until: nil)
        }
    }

    private mutating func begin() -> Action {
        round = Round()
        if !unsettled.isEmpty { return .record }
        // Another settle is trying whether the store can record again.
        return recordingStopped && recordings > 0 ? .wait(until: nil) : .look
    }

    private mutating func looked() -> Action {
        if !round.isChecked {
            guard isWorthClaiming else { return .rest }
            round.isChecked = true
            if relayMayDiffer || mayBePaused { return findPauses(to: .renew) }
        }
        if round.places.connections > 0 { relayWaitsSince = nil }
        let claimable = round.places.claimable(unsettled: unsettledHere, onTheWay: onTheWay, soon: round.soon)
        round.limit = min(claimable, Self.largestClaim)
        return round.limit > 0 ? .claim(limit: round.limit) : findPauses(to: .open)
    }

    /// Whether a claim is worth it. For a fast relay, few large claims instead of many small ones: while messages are
    /// under way, the next claim waits for the places that they free. What waits in the relay keeps its connections
    /// busy meanwhile, and every outcome leads to another look.
    private var isWorthClaiming: Bool {
        inFlight.isEmpty || relayMayDiffer
            || round.places.areWorthFilling(unsettled: unsettledHere, onTheWay: onTheWay, soon: round.soon)
    }

    private mutating func findPauses(to purpose: Round.Purpose) -> Action {
        round.purpose = purpose
        return .findPauses
    }

    private mutating func found(_ recorded: [Pause], _ now: Timestamp) -> Action {
        if let pause = relayPause(recorded, now) {
            // The pause says it from now on.
            relayWaitsSince = nil
            if inFlight.isEmpty, let until = pause.until { return .sitOut(until: until) }
            return .wait(until: pause.until)
        }
        switch round.purpose {
        case .renew where relayMayDiffer:
            relayMayDiffer = false
            return .renew
        case .renew: return .look
        case .retry: return .again
        case .open: return .findDue
        }
    }

    /// A full claim, or one that has to wait for a connection, says that there is more than these connections' work.
    private mutating func widen(after batch: ClaimBatch, _ connections: Int) -> Action {
        let isAll = batch.handled < round.limit
        round.afterOpening = isAll ? .idle(nextDue: batch.nextDue) : .again
        guard !isAll || batch.claimed.count > round.places.atOnce,
            round.places.connections < connections || connectionsWanted != connections
        else { return rest() }
        connectionsWanted = connections
        return .open(connections)
    }

    /// Decides what follows where no connection has room: opens one when something is due and none is on its way.
    private mutating func foundDue(_ due: Timestamp?, _ now: Timestamp) -> Action {
        guard let due, due <= now else {
            round.afterOpening = .idle(nextDue: due)
            return rest()
        }
        relayWaitsSince = round.places.connections == 0 ? relayWaitsSince ?? now : nil
        round.afterOpening = .wait
        return .open(max(1, connectionsWanted))
    }

    private mutating func rest() -> Action {
        switch round.afterOpening {
        case .again: return .again
        case .wait: return .wait(until: nil)
        case .idle:
            // Nothing more is due now.
            relayWaitsSince = nil
            if inFlight.isEmpty { relayFailsSince = nil }
            return .wakeWaiting
        }
    }

    private mutating func settleDown() -> Action {
        guard case .idle(let due) = round.afterOpening else { return .wait(until: nil) }
        guard inFlight.isEmpty else { return .wait(until: due) }
        connectionsWanted = 0
        return .idle(until: due)
    }
}
