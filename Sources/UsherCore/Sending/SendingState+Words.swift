extension SendingState {
    /// What came of the action before.
    package enum Event: Sendable {
        /// A round begins.
        case began
        /// Or could not be: the state has been told which.
        case recorded
        case looked(RelaySlots, RelaySoon)
        case foundPauses([Pause])
        /// Another relay has begun, or it stays.
        case renewed(isAnother: Bool)
        /// What the claim brought; nil when something is paused. And how many connections there may be.
        case claimed(ClaimBatch?, connections: Int)
        case opened
        case foundDue(Timestamp?)
        /// Whether any began.
        case woken(Bool)
        /// The store could not do it.
        case failed(StoreError)
    }

    /// What to do next. Each has its event, which `handle` is told then; the last five end the round.
    package enum Action: Hashable, Sendable {
        /// Record what the store did not take before: `.recorded`.
        case record
        /// Look at the relay's places: `.looked`.
        case look
        /// Write down the pauses that are not, and find out which are in force: `.foundPauses`.
        case findPauses
        /// See whether the relay's settings are others, and begin another relay then: `.renewed`.
        case renew
        /// Claim so many at most: `.claimed`.
        case claim(limit: Int)
        /// See to it that so many connections are open or opening: `.opened`.
        case open(Int)
        /// Find out when the next delivery is due: `.foundDue`.
        case findDue
        /// Begin enrollments whose turn has come: `.woken`.
        case wakeWaiting
        /// Nothing is under way, and nothing is due before then: a calendar that stands still goes on to it.
        case idle(until: Timestamp?)
        /// Nothing is under way, and the relay is paused until then: a calendar that stands still goes on to it.
        case sitOut(until: Timestamp)
        /// Another round at once.
        case again
        /// Another round then, or when the bell rings; nil is as late as possible.
        case wait(until: Timestamp?)
        /// Another round when the bell rings: what is under way will ring it.
        case rest
    }

    /// What somebody should hear of.
    package enum Note: Hashable, Sendable {
        case paused(Pause)
        case relayBack
        case relaySilent
        case recordingStopped(StoreError)
        case recordingBack
    }

    /// What came of messages.
    package struct Answers: Hashable, Sendable {
        package var settlements: [Settlement] = []
        /// The relay never started them: they go back as if they had not been claimed.
        package var untouched: [DeliveryID] = []

        package init() {}
    }
}
