extension Arbiter {
    /// Chooses which of a contact's waiting enrollments begins now, and with which step: the one with the highest
    /// priority, among equals the oldest. For `Store.wakeWaiting`.
    ///
    /// `enrollments` are those that wait; active ones may be among them, and where one has the contact, nil is the
    /// answer. Nil as well where no waiting enrollment may begin: the contact stands elsewhere by now, or must not be
    /// mailed.
    package static func wake(
        _ contact: Contact, _ enrollments: [Enrollment], _ standing: Standing, plan: Plan, now: Timestamp
    ) -> Turn? {
        let turns = enrollments.filter { canBegin($0, stage: contact.stage, plan: plan) }
            .sorted { comesAfter($1, $0, plan) }
        for enrollment in turns {
            guard let campaign = plan.campaigns[enrollment.campaign],
                !enrollments.contains(where: { other in
                    other.campaign != enrollment.campaign && holds(other, plan)
                        && !hasArrived(other, stage: contact.stage, plan: plan)
                }),
                Eligibility.refusal(by: standing, campaign: campaign, id: enrollment.campaign, now: now) == nil,
                let first = Progress.first(
                    of: enrollment.campaign, contact: contact, lastMarketingAt: standing.lastMarketingAt, plan: plan,
                    anchor: now, now: now)
            else { continue }
            let deadline = campaign.deadline(for: contact, plan: plan, now: now)
            return Turn(
                enrollment: enrollment.id, first: first,
                data: deadline.isEmpty ? nil : enrollment.data.merging(deadline) { told, _ in told })
        }
        return nil
    }
}

/// A waiting enrollment that begins now.
package struct Turn: Hashable, Sendable {
    package var enrollment: EnrollmentID
    package var first: PlannedStep
    /// The enrollment's data from now on, with the deadline of its offer counted from now; nil leaves what it has.
    package var data: [String: String]?
}
