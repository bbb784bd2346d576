/// How an enrollment goes on: which step comes after one that was settled, and when.
///
/// | The step was | The enrollment |
/// | --- | --- |
/// | sent, skipped, withheld, failed, cancelled | goes on to the next step, whose wait begins now; ends as finished after the last |
/// | bounced | ends as suppressed |
/// | not settled (queued, claimed, parked, held) | stays |
///
/// The next step is the one after it in today's files. Where the step is gone from the files, it is the one after the
/// enrollment's last settled step; where that is gone too, the first whose number is greater: numbers are given in the
/// order in which files first named their steps. A step that the enrollment has passed already is no way back: a
/// delivery sent by `usher queue retry` after the enrollment went on moves nothing, and neither does an enrollment that
/// has ended.
package enum Progress {
    /// The first step of `campaign` for a contact who enters: nil when it has none.
    package static func first(
        of campaign: CampaignID, contact: Contact, lastMarketingAt: Timestamp?, plan: Plan, anchor: Timestamp,
        now: Timestamp
    ) -> PlannedStep? {
        planned(campaign, 0, contact: contact, lastMarketingAt: lastMarketingAt, plan: plan, anchor: anchor, now: now)
    }

    /// The way in which the enrollment goes on when `candidate` is settled as `state` at `now`; `.stay` for a notice.
    package static func after(_ candidate: Candidate, settled state: DeliveryState, plan: Plan, now: Timestamp)
        -> Advance
    {
        guard case .step(let step, let enrollment, let anchor) = candidate.subject else { return .stay }
        guard state.isSettled, enrollment.state != .ended, enrollment.lastStep != step, anchor >= enrollment.anchorAt
        else { return .stay }
        if state == .bounced { return .end(.suppressed) }
        guard plan.campaigns[enrollment.campaign] != nil else { return .end(.removed) }
        let countsTowardsCap = state == .sent && candidate.kind == .marketing
        let planned = planned(
            enrollment.campaign, indexAfter(step, enrollment, plan), contact: candidate.contact,
            lastMarketingAt: countsTowardsCap ? now : candidate.standing.lastMarketingAt, plan: plan, anchor: now,
            now: now)
        return planned.map(Advance.next) ?? .end(.finished)
    }

    /// The steps of today's files that come after the one of `candidate`; none for a notice, or where the campaign is
    /// gone.
    static func stepsAhead(_ candidate: Candidate, plan: Plan) -> ArraySlice<Step> {
        guard case .step(let step, let enrollment, _) = candidate.subject,
            let steps = plan.campaigns[enrollment.campaign]?.steps
        else { return [] }
        return steps.dropFirst(indexAfter(step, enrollment, plan))
    }

    private static func indexAfter(_ step: StepID, _ enrollment: Enrollment, _ plan: Plan) -> Int {
        let last = enrollment.lastStep.flatMap(plan.place)?.index
        if let index = plan.place(step)?.index { return max(index, last ?? -1) + 1 }
        if let last { return last + 1 }
        guard enrollment.lastStep != nil else { return 0 }
        let count = plan.campaigns[enrollment.campaign]?.steps.count ?? 0
        return (0..<count).first { index in plan.stepID(enrollment.campaign, index).map { $0 > step } ?? false }
            ?? count
    }

    private static func planned(
        _ campaign: CampaignID, _ index: Int, contact: Contact, lastMarketingAt: Timestamp?, plan: Plan,
        anchor: Timestamp, now: Timestamp
    ) -> PlannedStep? {
        guard let steps = plan.campaigns[campaign]?.steps, steps.indices.contains(index),
            let id = plan.stepID(campaign, index)
        else { return nil }
        let due = Schedule.due(
            steps[index], isFirst: index == 0, anchor: anchor, clock: plan.settings.clock(of: contact.zone),
            settings: plan.settings, lastMarketingAt: lastMarketingAt, now: now)
        return PlannedStep(step: id, kind: steps[index].kind, due: due, anchor: anchor)
    }
}
