import UsherCore

extension CampaignTable {
    /// Asks a store for what the e-mails of one campaign did that were sent in a period. Blocks.
    package init(
        of campaign: CampaignID, _ period: ReportPeriod, in store: some Store, plan: Plan, now: Timestamp
    ) throws(StoreError) {
        let goal = plan.campaigns[campaign]?.goal
        let facts = try store.campaignResults(
            campaign, from: period.from, to: period.to, goal: goal ?? .unknown,
            overBefore: now.adding(milliseconds: -(goal?.time ?? 0)))
        self.init(facts, of: campaign, plan: plan, from: period.from, to: period.to)
    }
}
