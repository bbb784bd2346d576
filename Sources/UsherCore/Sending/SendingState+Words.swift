extension SendingState {
    /// The result of the action before.
    package enum Event: Sendable {
        /// A round begins.
        case began
        /// The settlements are recorded, or could not be: the state has been told which.
        case recorded
        case looked(RelaySlots, RelaySoon)
        case foundPauses([Pause])
        /// Another relay has begun, or the old one stays.
        case renewed(isAnother: Bool)
        /// The claim is made; the batch is nil when something is paused. `connections`: how many there may be.
        case claimed(ClaimBatch?, connections: Int)
        case opened
        case foundDue(Timestamp?)
        /// Whether any began.
        case woken(Bool)
        /// The store could not do it.
        case failed(StoreError)
    }

    /// The next thing to do. Each has its event, which `handle` is told then; the last five end the round.
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
        /// Wait: nothing is under way, and nothing is due before then. A calendar that stands still goes on to it.
        case idle(until: Timestamp?)
        /// Wait: nothing is under way, and the relay is paused until then. A calendar that stands still goes on to it.
        case sitOut(until: Timestamp)
        /// Begin another round at once.
        case again
        /// Begin another round then, or when the bell rings; nil is as late as possible.
        case wait(until: Timestamp?)
        /// Begin another round when the bell rings: what is under way will ring it.
        case rest
    }

    /// A thing that somebody should hear of.
    package enum Note: Hashable, Sendable {
        case paused(Pause)
        case relayBack
        case relaySilent
        case recordingStopped(StoreError)
        case recordingBack
    }

    /// The settlements that follow from the relay's answers.
    package struct Answers: Hashable, Sendable {
        package var settlements: [Settlement] = []
        /// The relay never started them: they go back as if they had not been claimed.
        package var untouched: [DeliveryID] = []

        package init() {}
    }
}
