import UsherCore

extension Relay {
    /// After everything that may have changed something: passes lock-step on, and has the news reported behind what the queue already
    /// holds, so that a busy queue reports many outcomes at once.
    func settle() {
        if news.lockStep { spreadLockStep() }
        guard !isReportDue else { return }
        isReportDue = true
        executor.queue.async { self.assumeIsolated { $0.deliver() } }
    }

    private func spreadLockStep() {
        news.lockStep = false
        guard pipelining != .refused else { return }
        pipelining = .refused
        for connection in connections.values { connection.tell(.lockStep, &news) }
        report(.lockStep)
    }

    /// Reports what there is.
    func deliver() {
        isReportDue = false
        if isGone { giveBackWaiting() }
        learnPipelining()
        if let capabilities = newlyReady {
            newlyReady = nil
            report(.connected(capabilities))
        }
        if !news.outcomes.isEmpty {
            let outcomes = news.outcomes
            news.outcomes.removeAll(keepingCapacity: true)
            pace.finished(outcomes.count, at: Connection.now)
            report(.outcomes(outcomes))
        }
        let room = places.free
        if room > 0 { report(.room(room)) }
        if isGone {
            for waiter in waiters { waiter.resume() }
            waiters = []
        }
    }

    /// What one connection proved holds for the next.
    private func learnPipelining() {
        guard pipelining != .refused, pipelining != .chains else { return }
        for connection in connections.values { pipelining = max(pipelining, connection.dialogue.pipelining) }
    }
}
