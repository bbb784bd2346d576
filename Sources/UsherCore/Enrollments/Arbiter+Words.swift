extension Arbiter {
    /// Why an enrollment waits, or will never begin, in plain words: for `why`. Nil for an enrollment that does not
    /// wait.
    package static func reason(_ enrollment: Enrollment, contact: Contact, enrollments: [Enrollment], plan: Plan)
        -> String?
    {
        guard enrollment.state == .waiting else { return nil }
        guard let campaign = plan.campaigns[enrollment.campaign] else {
            return "never begins: its campaign is gone from the files"
        }
        if let stage = contact.stage, stage != campaign.moves.from {
            return
                "never begins: it starts at \(campaign.moves.from?.rawValue ?? "stranger"), and the person stands at "
                + stage.rawValue
        }
        let others = enrollments.filter { $0.id != enrollment.id && $0.campaign != enrollment.campaign }
        let holders = others.filter { holds($0, plan) && !hasArrived($0, stage: contact.stage, plan: plan) }
        if let holder = holders.max(by: { comesAfter($0, $1, plan) }), let other = plan.campaigns[holder.campaign] {
            return "waits for the end of '\(other.name)': one campaign moves a person at a time, and its priority "
                + "\(other.priority) is \(comparison(other.priority, campaign.priority)) \(campaign.priority)"
        }
        let ahead = others.filter {
            canBegin($0, stage: contact.stage, plan: plan) && comesAfter(enrollment, $0, plan)
        }
        if let first = ahead.max(by: { comesAfter($0, $1, plan) }), let other = plan.campaigns[first.campaign] {
            return "waits behind '\(other.name)', which "
                + (other.priority > campaign.priority
                    ? "has the higher priority (\(other.priority), not \(campaign.priority))" : "has waited longer")
        }
        return "begins at the daemon's next look"
    }

    private static func comparison(_ theirs: Int, _ own: Int) -> String {
        theirs > own ? "higher than" : theirs == own ? "as high as its" : "lower than"
    }
}
