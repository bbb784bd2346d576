/// Whether a person may run through a campaign at all, before campaigns compete for the person: what a request and an
/// event have in common.
enum Eligibility: Hashable {
    case may(first: PlannedStep)
    case already
    case refuse(EntryRefusal)

    /// Decides whether a person may enter a campaign by the earlier enrollments in it, oldest first. The table stands
    /// at `AdmissionPolicy`.
    static func of(
        _ id: CampaignID, key: String, contact: Contact, enrollments: [Enrollment], standing: Standing, plan: Plan,
        anchor: Timestamp, now: Timestamp
    ) -> Eligibility {
        guard let campaign = plan.campaigns[id],
            let first = Progress.first(
                of: id, contact: contact, lastMarketingAt: standing.lastMarketingAt, plan: plan, anchor: anchor,
                now: now)
        else { return .refuse(.noSteps) }
        if let last = enrollments.last(where: { $0.entered(with: key) }), !isOver(last, campaign, now) {
            return .already
        }
        if let no = refusal(by: standing, campaign: campaign, id: id, now: now) { return .refuse(no) }
        if let no = refusal(by: enrollments, campaign, now) { return .refuse(no) }
        if let stage = contact.stage, stage != campaign.moves.from {
            return .refuse(.stage(stage, needed: campaign.moves.from))
        }
        return .may(first: first)
    }

    /// A no that forbids every step.
    static func refusal(by standing: Standing, campaign: Campaign, id: CampaignID, now: Timestamp) -> EntryRefusal? {
        let kinds = Set(campaign.steps.map(\.kind))
        for suppression in standing.suppressions
        where kinds.allSatisfy({ suppression.forbids($0, campaign: id, now: now) }) {
            return .suppressed(suppression)
        }
        if kinds == [.marketing], let said = standing.marketing, !said.isYes { return .saidNo(said) }
        return nil
    }

    private static func isOver(_ enrollment: Enrollment, _ campaign: Campaign, _ now: Timestamp) -> Bool {
        guard case .after(let milliseconds) = campaign.reEntry, let end = campaign.end(of: enrollment) else {
            return false
        }
        return now >= end.adding(milliseconds: milliseconds)
    }

    private static func refusal(by enrollments: [Enrollment], _ campaign: Campaign, _ now: Timestamp) -> EntryRefusal? {
        guard campaign.reEntry != .eachKey else { return nil }
        let ends = enrollments.map { enrollment in (enrollment, campaign.end(of: enrollment)) }
        if let (running, _) = ends.last(where: { $0.1.map { $0 > now } ?? true }) { return .running(running.id) }
        guard let last = ends.compactMap(\.1).max() else { return nil }
        guard case .after(let milliseconds) = campaign.reEntry else { return .reEntry(until: nil) }
        let until = last.adding(milliseconds: milliseconds)
        return until > now ? .reEntry(until: until) : nil
    }
}
