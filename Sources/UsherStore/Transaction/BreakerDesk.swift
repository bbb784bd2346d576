import UsherCore

/// Pauses a campaign whose numbers say so, inside the transaction that changed them. `BreakerPolicy` decides.
struct BreakerDesk {
    private let transaction: Transaction
    private let rows: BreakerRows

    init(_ transaction: Transaction) {
        self.transaction = transaction
        rows = BreakerRows(transaction)
    }

    /// A marketing message of this campaign that the relay accepted then came back, or was complained about.
    func heard(
        _ effect: ReturnEffect, of campaign: CampaignID, sentAt: Timestamp
    ) throws(StoreError) -> BreakerCall? {
        let counted = 86_400_000 * Int64(BreakerPolicy.daysCounted)
        guard let part = effect.part, transaction.now.since(sentAt) <= counted else { return nil }
        try rows.add(1, part, of: campaign, settledAt: sentAt)
        return try look(campaign, at: sentAt)
    }

    /// After these were refused.
    func trip(after refused: [DeliveryID]) throws(StoreError) -> [Pause] {
        var campaigns: [CampaignID] = []
        let campaign = try transaction.query(
            "SELECT s.campaign FROM deliveries d JOIN steps s ON s.id = d.step WHERE d.id = ? AND d.state = 'bounced'")
        for delivery in refused {
            let id: CampaignID? = try campaign.first(delivery) { $0.id("campaign") }
            if let id, !campaigns.contains(id) { campaigns.append(id) }
        }
        var paused: [Pause] = []
        for campaign in campaigns {
            if case .paused(let pause) = try look(campaign, at: transaction.now) { paused.append(pause) }
        }
        return paused
    }

    /// Nil where there is nothing new to say: of a campaign that is paused nothing is.
    private func look(_ campaign: CampaignID, at moment: Timestamp) throws(StoreError) -> BreakerCall? {
        let day = try rows.day(campaign, at: moment)
        let counts = [day?.count, try rows.first(campaign)].compactMap(\.self)
        let reason = counts.lazy.compactMap(BreakerPolicy.reason).first
        let warning = day.flatMap { $0.hasWarned ? nil : BreakerPolicy.warning($0.count, campaign: campaign) }
        guard reason != nil || warning != nil else { return nil }
        let (pauses, scope) = (PauseRows(transaction), PauseScope.campaign(campaign))
        guard try !pauses.all().contains(where: { $0.scope == scope && $0.until == nil }) else { return nil }
        if let reason {
            let pause = Pause(scope: scope, reason: reason, since: transaction.now)
            try pauses.write(pause)
            return .paused(pause)
        }
        guard let warning, let day else { return nil }
        try rows.warned(campaign, day.begins)
        return .warned(warning)
    }
}

extension ReturnEffect {
    /// What a breaker counts it as.
    var part: BreakerRows.Part? {
        switch self {
        case .bounced: .returned
        case .complained: .complained
        case .none, .undone, .soft, .blocked, .content, .unclear, .unsubscribed: nil
        }
    }
}
