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
        if plan.rewards.revokedBy.contains(request.event.name) { revoke() }
    }

    /// What a refund gives back of what the contact still has.
    mutating func takeBack() {
        let taken = reading.refund.taken
        if !taken.isEmpty { consequences.append(.takeBack(taken.sorted { $0.event < $1.event })) }
    }

    /// The event, as a refund.
    var refund: Deed { Deed(request.event, at: reading.at) }

    /// What the refund's order earned; everything where nothing tells which that is. A refund of a part leaves the
    /// purchase, and what it earned.
    private mutating func revoke() {
        let event = request.event
        let earning = Set(plan.rewards.rules.map(\.event))
        func earns(_ name: String) -> Bool { earning.contains(name) || plan.journey.buys(name) }
        let left = Purchases.kept(
            facts.deeds, buys: earns, returns: { plan.journey.returns($0) || plan.rewards.revokedBy.contains($0) })
        let gone = Purchases.taken(back: refund, from: left, of: facts.deeds.filter { earns($0.event) })
        guard gone.allSatisfy({ $0.part == nil }) else { return }
        if gone.count == left.count {
            consequences.append(.revoke(reason: event.name))
        } else if !gone.isEmpty {
            consequences.append(.revoke(reason: event.name, events: gone.map(\.event).sorted()))
        }
    }
}
