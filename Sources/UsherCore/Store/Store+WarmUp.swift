/// The standing of the warm-up of a relay.
package struct WarmUpStanding: Sendable {
    package let plan: WarmUp
    /// The beginning of the warm-up; nil until the relay's first message.
    package let start: WarmUpStart?
    package let day: WarmUpDay
    /// Due, and parked until another day.
    package let waiting: Int

    package init(plan: WarmUp, start: WarmUpStart?, day: WarmUpDay, waiting: Int) {
        self.plan = plan
        self.start = start
        self.day = day
        self.waiting = waiting
    }
}

extension Store {
    /// The standing for the relay that `settings` names, today; nil where none is warmed up.
    package func warmUp(of settings: Settings, now: Timestamp) throws(StoreError) -> WarmUpStanding? {
        guard let (plan, relay) = settings.warmUp else { return nil }
        let start = try note(WarmUpStart.note).flatMap(WarmUpStart.init(text:)).flatMap { $0.relay == relay ? $0 : nil }
        var day = plan.day(at: now, began: start, gone: 0, clock: settings.clock)
        let tally = try warmUpTally(settings.stream(of: .marketing), since: day.begins)
        day.gone = tally.gone
        return WarmUpStanding(plan: plan, start: start, day: day, waiting: tally.waiting)
    }
}
