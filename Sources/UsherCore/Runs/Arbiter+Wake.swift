extension Arbiter {
    /// Which of a contact's waiting runs begins now, and with which step: the one with the highest priority, among
    /// equals the oldest. For `Store.wakeWaiting`.
    ///
    /// `runs` are those that wait; active ones may be among them, and where one has the contact, nil is the answer. Nil
    /// as well where no waiting run may begin: the contact stands elsewhere by now, or must not be mailed.
    package static func wake(
        _ contact: Contact, _ runs: [Enrollment], _ standing: Standing, plan: Plan, now: Timestamp
    ) -> Turn? {
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
            let deadline = campaign.deadline(for: contact, plan: plan, now: now)
            return Turn(
                run: run.id, first: first,
                data: deadline.isEmpty ? nil : run.data.merging(deadline) { told, _ in told })
        }
        return nil
    }
}

/// A waiting run that begins now.
package struct Turn: Hashable, Sendable {
    package var run: EnrollmentID
    package var first: PlannedStep
    /// The run's data from now on, with the deadline of its offer counted from now; nil leaves what it has.
    package var data: [String: String]?

    package init(run: EnrollmentID, first: PlannedStep, data: [String: String]? = nil) {
        self.run = run
        self.first = first
        self.data = data
    }
}
