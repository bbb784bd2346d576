import UsherCore

/// A relay's warm-up, a day at a time. What the claim before used up is recorded before the next one: a claim that
/// succeeded is never lost to a record that did not.
extension WorkerStore {
    /// Sets the pacer's day at a start, after an edit and on each new day; records the first day, and one that is used
    /// up; and ends a pause that today has no reason for.
    func followWarmUp(
        of settings: Settings, _ pacer: inout Pacer, _ pauses: [Pause], _ now: Timestamp
    ) throws(StoreError) {
        let isPaused = pauses.contains { $0.scope == .warmUp && $0.isInForce(at: now) }
        guard let (warmUp, relay) = settings.warmUp else {
            pacer.warmUp = nil
            if isPaused { _ = try store.resume(.warmUp, now: now, spacing: settings.limits.spacingMilliseconds) }
            return
        }
        if let day = pacer.warmUp, day.gone > 0, warmUpStart?.relay != relay {
            let start = WarmUpStart(day: settings.clock.wall(at: day.begins).day, relay: relay)
            try store.setNote(WarmUpStart.note, start.text)
            warmUpStart = start
        }
        let day: WarmUpDay
        if let known = pacer.warmUp, known.contains(now) {
            day = known
        } else {
            day = try today(of: warmUp, relay, settings, now)
            pacer.warmUp = day
        }
        if day.room > 0 {
            if isPaused { _ = try store.resume(.warmUp, now: now, spacing: settings.limits.spacingMilliseconds) }
        } else if !isPaused, let most = day.most {
            let pause = Pause(scope: .warmUp, reason: .warmUpDay(day.number, most: most), since: now, until: day.ends)
            try store.pause(pause)
            news(.paused(pause))
        }
    }

    private func today(
        of warmUp: WarmUp, _ relay: String, _ settings: Settings, _ now: Timestamp
    ) throws(StoreError) -> WarmUpDay {
        let kept = try store.note(WarmUpStart.note).flatMap(WarmUpStart.init(text:))
        warmUpStart = kept.flatMap { $0.relay == relay ? $0 : nil }
        var day = warmUp.day(at: now, began: warmUpStart, gone: 0, clock: settings.clock)
        if day.most != nil { day.gone = try store.warmUpTally(since: day.begins).gone }
        return day
    }
}
