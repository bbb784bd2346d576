/// What follows from one event, told step by step: each step sees what the ones before it changed.
struct Story {
    let request: EventRequest
    var facts: EventFacts
    let plan: Plan
    let now: Timestamp
    var reading: EventReading
    /// As they stand after what was told so far.
    var enrollments: [Enrollment]
    var contact: Contact
    var consequences: [Consequence] = []

    init(_ request: EventRequest, facts: EventFacts, plan: Plan, now: Timestamp) {
        self.request = request
        self.facts = facts
        self.plan = plan
        self.now = now
        reading = EventReading(request.event, history: facts.history, now: now)
        enrollments = facts.enrollments
        contact = facts.contact
        if plan.journey.returns(request.event.name) {
            reading.refund = RefundReach(refund, among: facts.deeds, plan.journey)
        }
    }

    /// The contact to the stage that the event reaches, the promoter to `promote`.
    mutating func move() {
        if let reached = plan.journey.stage(reachedBy: request.event.name), contact.stage.map({ $0 < reached }) ?? true
        {
            let link = request.campaign.flatMap(plan.campaignID(named:))
            let cause = Attribution.cause(reading, to: reached, link: link, facts: facts, plan: plan)
            consequences.append(
                .move(
                    Transition(
                        contact: contact.id, from: contact.stage, to: reached, at: moment(since: facts.stageSince),
                        cause: cause)))
            contact.stage = reached
        }
        guard let promoter = facts.promoter, promoter.contact.stage != .promote else { return }
        let cause = Attribution.cause(reading, of: promoter, plan: plan)
        consequences.append(
            .move(
                Transition(
                    contact: promoter.contact.id, from: promoter.contact.stage, to: .promote,
                    at: moment(since: promoter.stageSince), cause: cause)))
    }

    private func moment(since: Timestamp?) -> Timestamp { max(since ?? reading.at, reading.at) }

    mutating func end(_ enrollment: Enrollment, _ reason: Enrollment.EndReason) {
        consequences.append(.end(enrollment.id, reason))
        guard let index = enrollments.firstIndex(where: { $0.id == enrollment.id }), enrollment.state != .heldOut else {
            return
        }
        enrollments[index].state = .ended
        enrollments[index].endReason = reason
        enrollments[index].endedAt = now
    }
}
