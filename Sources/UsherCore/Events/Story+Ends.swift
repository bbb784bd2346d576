extension Story {
    /// Runs whose goal this is, whose stop this is, or that a move left behind.
    mutating func end() {
        for run in facts.runs {
            guard let reason = reason(toEnd: run, among: facts.runs, moved: contact.stage, from: facts.contact.stage)
            else { continue }
            end(run, reason)
        }
        guard let promoter = facts.promoter else { return }
        let claiming = Attribution.promotion(of: promoter, reading, plan)
        for run in promoter.runs where run.state == .active || run.state == .waiting {
            if run.id == claiming?.id, run.state == .active {
                end(run, .goalReached)
            } else if isLeftBehind(run, by: .promote, from: promoter.contact.stage) {
                end(run, .stopped)
            }
        }
    }

    /// Why the event ends `run`; nil where it does not. `stage` is where the contact stands after it, `before` where it
    /// stood.
    func reason(
        toEnd run: Enrollment, among runs: [Enrollment], moved stage: Stage?, from before: Stage?
    ) -> Enrollment.EndReason? {
        guard let campaign = plan.campaigns[run.campaign] else { return nil }
        let isGoal = reading.isGoal(of: run, among: runs, campaign)
        switch run.state {
        case .ended: return nil
        case .heldOut: return isGoal && run.endReason == nil ? .goalReached : nil
        case .waiting: if isGoal { return .stopped }
        case .active: if isGoal { return .goalReached }
        }
        if reading.stops(run, among: runs, campaign) || isLeftBehind(run, by: stage, from: before) { return .stopped }
        let isLate = reading.matches(campaign.doneWhen) && reading.at >= run.since
        return isLate && reading.concerns(run, among: runs, campaign) ? .stopped : nil
    }

    /// Whether a move made a run pointless. Each key of `re_entry: each key` is about its own order, and a run without
    /// marketing answers what the person did: they go on.
    private func isLeftBehind(_ run: Enrollment, by stage: Stage?, from before: Stage?) -> Bool {
        guard let stage, stage != before, let campaign = plan.campaigns[run.campaign], campaign.movesPeople else {
            return false
        }
        if run.state == .waiting { return stage != campaign.moves.from }
        return stage >= campaign.moves.to && campaign.reEntry != .eachKey
    }
}
