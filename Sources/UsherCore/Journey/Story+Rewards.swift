extension Story {
    /// Who brought the contact, and what that earns or takes back.
    mutating func refer() {
        var referrer = facts.referredBy
        // Two people who bring each other have brought nobody.
        if referrer == nil, let promoter = facts.promoter, promoter.referredBy != contact.id {
            consequences.append(.refer(promoter: promoter.contact.id))
            referrer = promoter.contact.id
        }
        guard let referrer else { return }
        consequences += Earnings.earned(
            by: referrer, friend: contact.id, event: request.event, isFirst: reading.isFirst, at: reading.at,
            rewards: plan.rewards
        ).map(Consequence.earn)
        if plan.rewards.revokedBy.contains(request.event.name) {
            consequences.append(.revoke(reason: request.event.name))
        }
    }
}
