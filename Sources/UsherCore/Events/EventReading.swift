/// An event beside one enrollment of the contact: whether the enrollment's campaign asked for it.
struct EventReading {
    let event: Event
    /// Not later than now.
    let at: Timestamp
    /// Whether the contact did it for the first time.
    let isFirst: Bool
    /// What it takes back, where it is a refund.
    var refund = RefundReach()

    init(_ event: Event, history: [String: EventHistory], now: Timestamp) {
        self.event = event
        at = min(event.at, now)
        isFirst = (history[event.name]?.count ?? 0) == 0
    }

    func matches(_ trigger: EventTrigger?) -> Bool {
        guard let trigger, trigger.event == event.name else { return false }
        return isFirst || !trigger.first
    }

    /// The key of the enrollment of `campaign` that the event asks for, or is about: empty where enrollments have none.
    func key(in campaign: Campaign) -> String {
        guard campaign.reEntry == .eachKey else { return "" }
        return campaign.keyField.flatMap { event.data[$0] } ?? event.key
    }

    /// Whether it concerns `enrollment`. Where each key is an enrollment of its own, an event that has the key of one
    /// of them is about that one; every other event is about them all.
    func concerns(_ enrollment: Enrollment, among enrollments: [Enrollment], _ campaign: Campaign) -> Bool {
        let key = key(in: campaign)
        guard campaign.reEntry == .eachKey, enrollment.key != key else { return true }
        return !enrollments.contains { $0.campaign == enrollment.campaign && $0.key == key }
    }

    /// Whether it is the goal of `enrollment`, in time.
    func isGoal(of enrollment: Enrollment, among enrollments: [Enrollment], _ campaign: Campaign) -> Bool {
        guard matches(campaign.doneWhen), concerns(enrollment, among: enrollments, campaign), at >= enrollment.enteredAt
        else {
            return false
        }
        return campaign.goalEnd(of: enrollment).map { at <= $0 } ?? true
    }

    /// Whether it stops `enrollment`: what happened after the event that began the enrollment, however late the two
    /// were told. A refund of a part stops only where the campaign says so.
    func stops(_ enrollment: Enrollment, among enrollments: [Enrollment], _ campaign: Campaign) -> Bool {
        guard concerns(enrollment, among: enrollments, campaign), at >= enrollment.since else { return false }
        return campaign.stopsWhen.contains { trigger in
            matches(trigger) && (trigger.any || !leavesSome(of: enrollment, campaign))
                && (trigger.within.map { at <= enrollment.enteredAt.adding(milliseconds: $0) } ?? true)
        }
    }

    /// Whether it is a refund that leaves something of what `enrollment` is about: of all that was bought, or where
    /// each key is an enrollment of its own, of the purchase with that key.
    private func leavesSome(of enrollment: Enrollment, _ campaign: Campaign) -> Bool {
        guard refund.isOfPart else { return false }
        return campaign.reEntry != .eachKey || campaign.keyField != nil || !refund.wholes.contains(enrollment.key)
    }
}
