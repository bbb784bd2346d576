import UsherCore

/// Follows a relay's warm-up, a day at a time. What the claim before used up is recorded before the next one: a claim
/// that succeeded is never lost to a record that did not.
extension WorkerStore {
    /// Sets the pacer's day at a start, after an edit and on each new day; records the first day, and one that is used
    /// up; and ends a pause that today has no reason for.
    func followWarmUp(
        of settings: Settings, _ pacer: inout Pacer, _ pauses: [Pause], _ now: Timestamp
    ) throws(StoreError) {
        if let relay = settings.warmUp?.relay {
            if let day = pacer.warmUp, day.gone > 0, warmUpStart?.relay != relay {
                let start = WarmUpStart(day: settings.clock.wall(at: day.begins).day, relay: relay)
                try store.setNote(WarmUpStart.note, start.text)
                warmUpStart = start
            }
            if pacer.warmUp?.contains(now) != true {
                let standing = try store.warmUp(of: settings, now: now)
                warmUpStart = standing?.start
                pacer.warmUp = standing?.day
            }
        } else {
            pacer.warmUp = nil
        }
        let isPaused = pauses.contains { $0.scope == .warmUp && $0.isInForce(at: now) }
        if let day = pacer.warmUp, let most = day.most, day.room == 0 {
            guard !isPaused else { return }
            let pause = Pause(scope: .warmUp, reason: .warmUpDay(day.number, most: most), since: now, until: day.ends)
            try store.pause(pause)
            news(.paused(pause))
        } else if isPaused {
            _ = try store.resume(.warmUp, now: now, spacing: settings.limits.spacingMilliseconds)
        }
    }
}
