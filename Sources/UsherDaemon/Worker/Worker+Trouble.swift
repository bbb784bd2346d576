import UsherCore
import UsherSMTP

extension Worker {
    /// The relay's pause in force; nil when sending may go on. The store has it, so that `usher status` shows it and `usher resume relay`
    /// ends it.
    func relayPause(_ now: Timestamp) async throws(StoreError) -> Pause? {
        guard let pause = try await desk.pauses().first(where: { $0.scope == .relay }) else {
            if relayIsPaused {
                blocks.resumed()
                relayMayDiffer = true
            }
            relayIsPaused = false
            return nil
        }
        relayIsPaused = true
        guard let until = pause.until, until <= now else { return pause }
        try await desk.resume(.relay, now: now)
        relayIsPaused = false
        relayMayDiffer = true
        return nil
    }

    /// Writes a pause down and says it once.
    func begin(_ decision: BlockLedger.Decision?) async {
        guard let decision else { return }
        do {
            try await desk.pause(decision.pause)
        } catch {
            report(error)
        }
        if decision.alarms { news(.paused(decision.pause)) }
    }

    // MARK: The store cannot record

    /// Full disk or a busy database: nothing new is claimed until what happened is on disk. Damage is the end of the run.
    func cannotRecord(_ error: StoreError) throws(StoreError) {
        switch error {
        case .busy, .cannotRecord:
            report(error)
            arm(for: nil)
        case .corrupt, .newer, .cannotOpen, .defect: throw error
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
