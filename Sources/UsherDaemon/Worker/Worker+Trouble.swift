import UsherCore
import UsherSMTP

extension Worker {
    /// When to look again, while the relay is paused; nil when sending may go on. The store has the pause, so that `usher status` shows it
    /// and `usher resume relay` ends it.
    func relayPause(_ now: Timestamp) async throws(StoreError) -> Timestamp? {
        guard let pause = try await desk.pauses().first(where: { $0.scope == .relay }) else {
            if relayIsPaused {
                relayIsPaused = false
                blocks.resumed()
            }
            return nil
        }
        relayIsPaused = true
        guard let until = pause.until else { return now.adding(milliseconds: WakeTimer.longestMilliseconds) }
        if until > now { return until }
        try await desk.resume(.relay, now: now)
        relayIsPaused = false
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
