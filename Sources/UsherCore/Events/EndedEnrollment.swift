/// An enrollment that a refusal ended, which turns out to be a mistake, with what its person did meanwhile.
package struct EndedEnrollment: Sendable {
    /// Something that the person did, and when Usher was told.
    package struct Told: Sendable {
        package var event: Event
        package var recordedAt: Timestamp

        package init(event: Event, recordedAt: Timestamp) {
            self.event = event
            self.recordedAt = recordedAt
        }
    }

    package var enrollment: Enrollment
    /// Whether it waited for its turn when it ended.
    package var wasWaiting: Bool
    package var contact: Contact
    /// When the contact came to the stage it stands at; nil without one.
    package var stageSince: Timestamp?
    /// Every enrollment of the contact.
    package var enrollments: [Enrollment]
    /// Everything that the contact did, in the order in which it happened.
    package var told: [Told]

    package init(
        enrollment: Enrollment, wasWaiting: Bool, contact: Contact, stageSince: Timestamp?, enrollments: [Enrollment],
        told: [Told]
    ) {
        self.enrollment = enrollment
        self.wasWaiting = wasWaiting
        self.contact = contact
        self.stageSince = stageSince
        self.enrollments = enrollments
        self.told = told
    }

    /// Whether it would be over by now had it not ended: its goal was met meanwhile, something stopped it, or a move
    /// left it behind. Such an enrollment is not begun anew by an undo.
    package func isOver(plan: Plan, now: Timestamp) -> Bool {
        guard let end = enrollment.endedAt else { return false }
        var enrollment = enrollment
        enrollment.state = wasWaiting ? .waiting : .active
        (enrollment.endReason, enrollment.endedAt) = (nil, nil)
        let others = enrollments.map { $0.id == enrollment.id ? enrollment : $0 }
        let moved = stageSince.map { $0 >= end } ?? false
        var counts: [String: EventHistory] = [:]
        var deeds: [Deed] = []
        for (number, one) in told.enumerated() {
            let event = one.event
            defer { deeds.append(Deed(event, at: event.at, id: EventID(Int64(number)))) }
            if one.recordedAt >= end, event.at >= enrollment.since {
                var facts = EventFacts(contact: contact, isNew: false, enrollments: others, history: counts)
                facts.deeds = deeds
                let request = EventRequest(event: event, person: ContactDraft(address: contact.address))
                let story = Story(request, facts: facts, plan: plan, now: now)
                if story.reason(toEnd: enrollment, among: others, moved: moved ? contact.stage : nil, from: nil) != nil
                {
                    return true
                }
            }
            var history = counts[event.name] ?? EventHistory(count: 0, firstAt: event.at, lastAt: event.at)
            history.count += 1
            counts[event.name] = history
        }
        return false
    }
}
