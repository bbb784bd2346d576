/// What each e-mail of one campaign did: what `usher report CAMPAIGN` shows, prints as JSON and as CSV. It is about the
/// messages that were sent in the period, whenever what followed from them happened, so that every part is a part of
/// what it is said of.
///
/// Opens are not in it, and cannot be: no e-mail fetches anything from Usher.
package struct CampaignTable: Hashable, Sendable, Codable {
    package var campaign: String
    /// The move between stages, such as `subscribe -> convert`; nil for a campaign that the files have no longer.
    package var moves: String?
    /// The UTC days in which the messages were sent, the last one included.
    package var from: String
    package var to: String
    /// The event that is its goal.
    package var goal: String?
    /// How long after the entry a goal is the campaign's, in milliseconds.
    package var goalTimeMilliseconds: Int64?
    /// The e-mails in the order of the journey; those that the files have no longer behind them.
    package var steps: [StepLine]
    /// The sentence on which e-mail is weak and why, or why nobody can say; nil where there is nothing to compare.
    package var verdict: String?
    /// The people who were held out; nil for a campaign that holds nobody out and held nobody out.
    package var holdout: HoldoutLine?

    /// The numbers of one e-mail.
    package struct StepLine: Hashable, Sendable, Codable {
        package var name: String
        /// Whether the files have it no longer.
        package var isGone: Bool
        /// How many of its messages wait now.
        package var waiting: Int
        package var sent: Int
        /// The part that people clicked; mail filters are told apart.
        package var clicked: Share
        package var unsubscribed: Share
        /// Refused at once or come back, of all that were tried.
        package var bounced: Share
        package var complained: Share
        /// The part that reached the goal after it and in time, of those whose time is over; nil without a goal.
        package var reached: Share?
        /// The part that reached the goal after it, in time and before any later e-mail; nil without a goal.
        package var reachedBeforeNext: Share?
        package var isWeakest: Bool
    }

    /// The people who were held out beside those who were to get the e-mails.
    package struct HoldoutLine: Hashable, Sendable, Codable {
        package var reached: Share
        package var heldOutReached: Share
        package var difference: ShareDifference?
    }
}

extension CampaignTable {
    /// Makes the table of what became of the messages. `from` and `to` are UTC days, for people to read.
    package init(_ facts: CampaignResults, of id: CampaignID, plan: Plan, from: String, to: String) {
        let campaign = plan.campaigns[id]
        self.campaign = plan.catalog.campaignName(id) ?? "campaign \(id)"
        self.from = from
        self.to = to
        moves = campaign?.moves.description
        goal = campaign?.doneWhen?.event
        goalTimeMilliseconds = campaign.flatMap { $0.doneWhen == nil ? nil : $0.goalTime }
        let today = (campaign?.steps ?? []).indices.compactMap { plan.stepID(id, $0) }
        let gone = facts.steps.filter { !today.contains($0.key) && $0.value != CampaignResults.StepResults() }.keys
            .sorted()
        let hasGoal = campaign == nil || campaign?.doneWhen != nil
        steps = (today + gone).map { step in
            StepLine(
                facts.steps[step] ?? CampaignResults.StepResults(),
                name: plan.catalog.stepName(step, in: id) ?? "step \(step)", isGone: gone.contains(step),
                hasGoal: hasGoal)
        }
        if hasGoal, (campaign?.holdout ?? 0) > 0 || facts.heldOut.people > 0 {
            let reached = Share(facts.entered.reached, of: facts.entered.people)
            let anyway = Share(facts.heldOut.reached, of: facts.heldOut.people)
            holdout = HoldoutLine(
                reached: reached, heldOutReached: anyway, difference: ShareDifference(reached, over: anyway))
        }
        judge()
    }
}

extension CampaignTable.StepLine {
    init(_ facts: CampaignResults.StepResults, name: String, isGone: Bool, hasGoal: Bool) {
        self.name = name
        self.isGone = isGone
        waiting = facts.waiting
        sent = facts.sent
        clicked = Share(facts.clicked, of: facts.sent)
        unsubscribed = Share(facts.unsubscribed, of: facts.sent)
        bounced = Share(facts.bounced + facts.refused, of: facts.sent + facts.refused)
        complained = Share(facts.complained, of: facts.sent)
        reached = hasGoal ? Share(facts.reached, of: facts.over) : nil
        reachedBeforeNext = hasGoal ? Share(facts.last, of: facts.over) : nil
        isWeakest = false
    }
}
