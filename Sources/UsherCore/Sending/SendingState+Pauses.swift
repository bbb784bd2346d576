/// Decides when the relay, a domain or a campaign pauses, and when that is over.
extension SendingState {
    /// Notes a fault: no connection could be made, or those there were died before they carried anything.
    package mutating func note(_ fault: RelayFault, isInbox: Bool = false, at now: Timestamp) {
        connectionsWanted = 0
        relayAnswers(true)
        relayFailsSince = min(relayFailsSince ?? now, now)
        begin(blocks.note(fault, isInbox: isInbox, at: now))
    }

    /// The moment since which messages have been due and the relay has answered nothing, once an attempt has waited as
    /// long as a relay may take (five seconds on the wire). Until then a connection is only being made, which is
    /// nobody's fault.
    package var relaySilentSince: Timestamp? { isSilenceSaid ? relayWaitsSince : nil }

    /// Says once that no attempt to reach the relay gets an answer; `relaySilentSince` is what `usher status` says.
    package mutating func relayAnswers(_ answers: Bool) {
        if !answers, !isSilenceSaid { say(.relaySilent) }
        isSilenceSaid = !answers
    }

    /// Takes in what refusals turned out to be about. `pauses` are those that are recorded.
    package mutating func weigh(_ mistake: Mistake, pauses: [Pause], at now: Timestamp) {
        if mistake.scope == stream.relay { return begin(blocks.note(mistake, at: now)) }
        // One that is paused already stays so for its own reason.
        if pauses.contains(where: { $0.scope == mistake.scope && $0.until == nil }) { return }
        let pause = Pause(scope: mistake.scope, reason: mistake.reason, since: now)
        begin(BlockLedger.Decision(pause: pause, alarms: true))
    }

    /// Begins a pause. It holds from now on, recorded or not.
    mutating func begin(_ decision: BlockLedger.Decision?) {
        guard let decision else { return }
        unrecordedPauses.append(decision.pause)
        if decision.alarms { say(.paused(decision.pause)) }
    }

    /// The relay's pause in force; nil when sending may go on. The store has it, so that `usher status` shows it and
    /// `usher resume relay` ends it.
    mutating func relayPause(_ recorded: [Pause], _ now: Timestamp) -> Pause? {
        let pauses = unrecordedPauses + recorded
        if let pause = pauses.first(where: { $0.scope == stream.relay && $0.isInForce(at: now) }) {
            relayPauseSeen = pause
            return pause
        }
        if let seen = relayPauseSeen {
            // One that went before its end was ended by the operator.
            if seen.isInForce(at: now) {
                blocks.resumed()
                relayFailsSince = nil
            }
            relayMayDiffer = true
            relayPauseSeen = nil
        }
        return nil
    }

    /// The next pause to write down; nil when there is none, or one is being written. `wroteDown` or
    /// `couldNotWriteDown` follows.
    package mutating func pauseToWrite() -> Pause? {
        guard !isRecordingPause, let pause = unrecordedPauses.first else { return nil }
        isRecordingPause = true
        return pause
    }

    package mutating func wroteDown() {
        isRecordingPause = false
        unrecordedPauses.removeFirst()
    }

    package mutating func couldNotWriteDown(_ error: StoreError) {
        isRecordingPause = false
        report(error)
    }
}
