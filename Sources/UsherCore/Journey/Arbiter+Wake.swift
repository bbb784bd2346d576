extension Arbiter {
    /// Which of a contact's waiting runs begins now, and with which step: the one with the highest priority, among equals the oldest. For
    /// `JourneyStore.wakeWaiting`.
    ///
    /// `runs` are those that wait; active ones may be among them, and where one has the contact, nil is the answer. Nil as well where no waiting run may begin:
    /// the contact stands elsewhere by now, or must not be mailed.
    package static func wake(
        _ contact: Contact, _ runs: [Enrollment], _ standing: Standing, plan: Plan, now: Timestamp
    ) -> (EnrollmentID, PlannedStep)? {
        let turns = runs.filter { canBegin($0, stage: contact.stage, plan: plan) }
            .sorted { comesAfter($1, $0, plan) }
        for run in turns {
            guard let campaign = plan.campaigns[run.campaign],
                !runs.contains(where: { other in
                    other.campaign != run.campaign && holds(other, plan)
                        && !hasArrived(other, stage: contact.stage, plan: plan)
                }),
                Eligibility.refusal(by: standing, campaign: campaign, id: run.campaign, now: now) == nil,
                let first = Progress.first(
                    of: run.campaign, contact: contact, lastMarketingAt: standing.lastMarketingAt, plan: plan,
                    anchor: now, now: now)
            else { continue }
            return (run.id, first)
        }
        return nil
    }
}
