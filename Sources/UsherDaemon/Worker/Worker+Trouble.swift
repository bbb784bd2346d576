import UsherCore

extension Worker {
    /// Whether there is more to a pause than the store knows: then a claim does not look at it alone.
    var mayBePaused: Bool { relayPauseSeen != nil || !unrecordedPauses.isEmpty }

    /// The relay's pause in force; nil when sending may go on. The store has it, so that `usher status` shows it and
    /// `usher resume relay` ends it.
    func relayPause(_ now: Timestamp) async throws(StoreError) -> Pause? {
        await recordPauses()
        let recorded = try await desk.pauses()
        for pause in recorded {
            if let shorter = pause.afterCalendarWasSetBack(to: now) { try await desk.pause(shorter) }
        }
        let pauses = unrecordedPauses + recorded
        if let pause = pauses.first(where: { $0.scope == .relay && $0.isInForce(at: now) }) {
            relayPauseSeen = pause
            return pause
        }
        if let seen = relayPauseSeen {
            // One that went before its end was ended by the operator.
            if seen.isInForce(at: now) { blocks.resumed() }
            relayMayDiffer = true
            relayPauseSeen = nil
        }
        return nil
    }

    /// Pauses what refusals turn out to be about, and says what was undone.
    func weighRefusals(at now: Timestamp) async {
        do {
            for mistake in try await desk.mistakes(now: now) { try await pause(for: mistake, at: now) }
            let undone = try await desk.undoMistakes(edition.plan, now: now)
            if undone.queued + undone.liftedSuppressions > 0 { news(.undone(undone)) }
        } catch {
            report(error)
        }
    }

    private func pause(for mistake: Mistake, at now: Timestamp) async throws(StoreError) {
        if mistake.scope == .relay { return await begin(blocks.note(mistake, at: now)) }
        // One that is paused already stays so for its own reason.
        if try await desk.pauses().contains(where: { $0.scope == mistake.scope && $0.until == nil }) { return }
        await begin(
            BlockLedger.Decision(pause: Pause(scope: mistake.scope, reason: mistake.reason, since: now), alarms: true))
    }

    /// Writes a pause down and says it once. One that cannot be written now holds all the same.
    func begin(_ decision: BlockLedger.Decision?) async {
        guard let decision else { return }
        unrecordedPauses.append(decision.pause)
        await recordPauses()
        if decision.alarms { news(.paused(decision.pause)) }
    }

    /// Both loops come here, and the second finds the first at it.
    private func recordPauses() async {
        guard !isRecordingPauses else { return }
        isRecordingPauses = true
        defer { isRecordingPauses = false }
        while let pause = unrecordedPauses.first {
            do {
                try await desk.pause(pause)
            } catch {
                return report(error)
            }
            unrecordedPauses.removeFirst()
        }
    }

    /// Since when messages have been due and the relay has answered nothing, once an attempt has waited as long as a
    /// relay may take (five seconds on the wire). Until then a connection is only being made, which is nobody's fault.
    var relaySilentSince: Timestamp? { isSilenceSaid ? relayWaitsSince : nil }

    /// Says once that no attempt to reach the relay gets an answer; `relaySilentSince` is what `usher status` says.
    func relayAnswers(_ answers: Bool) {
        if !answers, !isSilenceSaid { news(.relaySilent) }
        isSilenceSaid = !answers
    }

    // MARK: The store cannot record

    /// Full disk or a busy database: nothing new is claimed until what happened is on disk. Damage is the end of the
    /// run.
    func cannotRecord(_ error: StoreError) {
        report(error)
        switch error {
        case .busy, .cannotRecord: arm(for: nil)
        case .corrupt, .newer, .older, .cannotOpen, .moved, .defect: stop(because: error)
        }
    }

    func report(_ error: StoreError) {
        guard !recordingStopped else { return }
        recordingStopped = true
        news(.recordingStopped(error))
    }

    func recordingIsBack() {
        guard recordingStopped else { return }
        recordingStopped = false
        news(.recordingBack)
    }
}
