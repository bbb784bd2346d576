/// All checked files and the row numbers of their names: what every decision about a run is taken from. Replaced as a
/// whole by a reload.
package struct Plan: Sendable {
    package let settings: Settings
    package let campaigns: [CampaignID: Campaign]
    package let catalog: Catalog
    package let journey: Journey
    package let ladder: Ladder
    package let rewards: Rewards
    private let places: [StepID: Place]

    /// A step, where it stands, and whose it is.
    package struct Place: Hashable, Sendable {
        package let campaign: CampaignID
        /// From 0, in the campaign's order.
        package let index: Int
        package let step: Step
    }

    /// Campaigns that `catalog` does not know yet are left out; register them first.
    package init(
        settings: Settings, campaigns list: [Campaign], catalog: Catalog, journey: Journey = Journey(),
        ladder: Ladder = Ladder(), rewards: Rewards = Rewards()
    ) {
        var campaigns: [CampaignID: Campaign] = [:]
        var places: [StepID: Place] = [:]
        for campaign in list {
            guard let id = catalog.campaigns[campaign.name] else { continue }
            campaigns[id] = campaign
            for (index, step) in campaign.steps.enumerated() {
                guard let stepID = catalog.steps[id]?[step.name] else { continue }
                places[stepID] = Place(campaign: id, index: index, step: step)
            }
        }
        self.settings = settings
        self.campaigns = campaigns
        self.catalog = catalog
        self.journey = journey
        self.ladder = ladder
        self.rewards = rewards
        self.places = places
    }

    /// Where a step stands now; nil when the files have it no longer.
    package func place(_ step: StepID) -> Place? { places[step] }

    /// Whether a step got its number after this plan was made. What left the files is not newer: the catalog keeps its
    /// name.
    package func isOlder(than step: StepID, of campaign: CampaignID) -> Bool {
        catalog.stepName(step, in: campaign) == nil
    }

    package func stepID(_ campaign: CampaignID, _ index: Int) -> StepID? {
        guard let steps = campaigns[campaign]?.steps, steps.indices.contains(index) else { return nil }
        return catalog.steps[campaign]?[steps[index].name]
    }
}
