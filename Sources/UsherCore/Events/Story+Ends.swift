extension Story {
    /// Enrollments whose goal this is, whose stop this is, or that a move left behind.
    mutating func end() {
        for enrollment in facts.enrollments {
            guard
                let reason = reason(
                    toEnd: enrollment, among: facts.enrollments, moved: contact.stage, from: facts.contact.stage)
            else { continue }
            end(enrollment, reason)
        }
        guard let promoter = facts.promoter else { return }
        let claiming = Attribution.promotion(of: promoter, reading, plan)
        for enrollment in promoter.enrollments where enrollment.state == .active || enrollment.state == .waiting {
            if enrollment.id == claiming?.id, enrollment.state == .active {
                end(enrollment, .goalReached)
            } else if isLeftBehind(enrollment, by: .promote, from: promoter.contact.stage) {
                end(enrollment, .stopped)
            }
        }
    }

    /// Why the event ends `enrollment`; nil where it does not. `stage` is where the contact stands after it, `before`
    /// where it stood.
    func reason(
        toEnd enrollment: Enrollment, among enrollments: [Enrollment], moved stage: Stage?, from before: Stage?
    ) -> Enrollment.EndReason? {
        guard let campaign = plan.campaigns[enrollment.campaign] else { return nil }
        let isGoal = reading.isGoal(of: enrollment, among: enrollments, campaign)
        switch enrollment.state {
        case .ended: return nil
        case .heldOut: return isGoal && enrollment.endReason == nil ? .goalReached : nil
        case .waiting: if isGoal { return .stopped }
        case .active: if isGoal { return .goalReached }
        }
        if reading.stops(enrollment, among: enrollments, campaign) || isLeftBehind(enrollment, by: stage, from: before)
        {
            return .stopped
        }
        let isLate = reading.matches(campaign.doneWhen) && reading.at >= enrollment.since
        return isLate && reading.concerns(enrollment, among: enrollments, campaign) ? .stopped : nil
    }

    /// Whether a move made an enrollment pointless. Each key of `re_entry: each key` is about its own order, and an
    /// enrollment without marketing answers what the person did: they go on.
    private func isLeftBehind(_ enrollment: Enrollment, by stage: Stage?, from before: Stage?) -> Bool {
        guard let stage, stage != before, let campaign = plan.campaigns[enrollment.campaign], campaign.movesPeople
        else {
            return false
        }
        if enrollment.state == .waiting { return stage != campaign.moves.from }
        return stage >= campaign.moves.to && campaign.reEntry != .eachKey
    }
}
