/// An event beside one run of the contact: whether the run's campaign asked for it.
struct EventReading {
    let event: Event
    /// Not later than now.
    let at: Timestamp
    /// Whether the contact did it for the first time.
    let isFirst: Bool

    init(_ event: Event, history: [String: EventHistory], now: Timestamp) {
        self.event = event
        at = min(event.at, now)
        isFirst = (history[event.name]?.count ?? 0) == 0
    }

    func matches(_ trigger: EventTrigger?) -> Bool {
        guard let trigger, trigger.event == event.name else { return false }
        return isFirst || !trigger.first
    }

    /// The key of the run of `campaign` that the event asks for, or is about: empty where runs have none.
    func key(in campaign: Campaign) -> String {
        guard campaign.reEntry == .eachKey else { return "" }
        return campaign.keyField.flatMap { event.data[$0] } ?? event.key
    }

    /// Whether it concerns `run`. Where each key is a run of its own, an event that has the key of one of them is about
    /// that one; every other event is about them all.
    func concerns(_ run: Enrollment, among runs: [Enrollment], _ campaign: Campaign) -> Bool {
        let key = key(in: campaign)
        guard campaign.reEntry == .eachKey, run.key != key else { return true }
        return !runs.contains { $0.campaign == run.campaign && $0.key == key }
    }

    /// Whether it is the goal of `run`, in time.
    func isGoal(of run: Enrollment, among runs: [Enrollment], _ campaign: Campaign) -> Bool {
        guard matches(campaign.doneWhen), concerns(run, among: runs, campaign), at >= run.enteredAt else {
            return false
        }
        return campaign.goalEnd(of: run).map { at <= $0 } ?? true
    }

    /// Whether it stops `run`: what happened after the event that began the run, however late the two were told.
    func stops(_ run: Enrollment, among runs: [Enrollment], _ campaign: Campaign) -> Bool {
        guard concerns(run, among: runs, campaign), at >= run.since else { return false }
        return campaign.stopsWhen.contains { trigger in
            matches(trigger) && (trigger.within.map { at <= run.enteredAt.adding(milliseconds: $0) } ?? true)
        }
    }
}
