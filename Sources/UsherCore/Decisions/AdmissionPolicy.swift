/// Whether a person may enter a campaign, and when the first e-mail is due.
///
/// The first row that fits decides:
///
/// | What is so | Answer |
/// | --- | --- |
/// | the campaign is not in the files, or has no steps | refused: no steps |
/// | a run with the same key, and no `re_entry: after` that has passed since | already: nothing is added |
/// | suppressions forbid every step | refused: suppressed |
/// | the person said no to marketing, and every step is marketing | refused: said no |
/// | `re_entry: never` or `after`, and a run with another key goes on | refused: running |
/// | `re_entry: never`, and there was a run | refused: re-entry |
/// | `re_entry: after`, and the time since the last run's end has not passed | refused: re-entry, until then |
/// | the contact has a stage, and it is not the campaign's `from` | refused: stage |
/// | else | enters |
///
/// That nothing was ever said about marketing refuses nobody here: `enqueue` records `stated by the operator`, and each
/// marketing step looks for a yes when it is due. The wait of the first step begins now, or at `notBefore` when that is
/// later.
package enum AdmissionPolicy {
    /// A request without a campaign is none of this policy's business and is refused as one without steps.
    package static func decide(_ request: EntryRequest, facts: EntryFacts, plan: Plan, now: Timestamp) -> Admission {
        let anchor = max(now, request.notBefore ?? now)
        guard let id = request.campaign, let campaign = plan.campaigns[id],
            let first = Progress.first(
                of: id, contact: facts.contact, lastMarketingAt: facts.standing.lastMarketingAt, plan: plan,
                anchor: anchor,
                now: now)
        else { return .refuse(.noSteps) }
        let sameKey = facts.runs.filter { $0.entered(with: request.key) }
        if let last = sameKey.last, !isOver(last, campaign.reEntry, now) { return .already }
        if let no = refusal(by: facts.standing, campaign: campaign, id: id, now: now) { return .refuse(no) }
        if let no = refusal(by: facts.runs, campaign.reEntry, now) { return .refuse(no) }
        if let stage = facts.contact.stage, stage != campaign.moves.from {
            return .refuse(.stage(stage, needed: campaign.moves.from))
        }
        return .enter(first)
    }

    private static func isOver(_ run: Enrollment, _ reEntry: ReEntry, _ now: Timestamp) -> Bool {
        guard case .after(let milliseconds) = reEntry, run.state == .ended else { return false }
        return now >= (run.endedAt ?? run.enteredAt).adding(milliseconds: milliseconds)
    }

    private static func refusal(
        by standing: Standing, campaign: Campaign, id: CampaignID, now: Timestamp
    ) -> Refusal? {
        let kinds = Set(campaign.steps.map(\.kind))
        for suppression in standing.suppressions
        where kinds.allSatisfy({ suppression.forbids($0, campaign: id, now: now) }) {
            return .suppressed(suppression)
        }
        if kinds == [.marketing], let said = standing.marketing, !said.isYes { return .saidNo(said) }
        return nil
    }

    private static func refusal(by runs: [Enrollment], _ reEntry: ReEntry, _ now: Timestamp) -> Refusal? {
        guard reEntry != .eachKey else { return nil }
        if let running = runs.last(where: { $0.state != .ended }) { return .running(running.id) }
        guard let last = runs.max(by: { ($0.endedAt ?? $0.enteredAt) < ($1.endedAt ?? $1.enteredAt) }) else {
            return nil
        }
        guard case .after(let milliseconds) = reEntry else { return .reEntry(until: nil) }
        let until = (last.endedAt ?? last.enteredAt).adding(milliseconds: milliseconds)
        return until > now ? .reEntry(until: until) : nil
    }
}
