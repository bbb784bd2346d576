/// A campaign as the store knows it: names that carry row numbers, so that a rename changes one name and no history.
package struct CampaignOutline: Hashable, Sendable {
    package var name: String
    package var renamedFrom: String?
    package var steps: [StepOutline]
}

extension CampaignOutline {
    package init(_ campaign: Campaign) {
        self.init(
            name: campaign.name, renamedFrom: campaign.renamedFrom,
            steps: campaign.steps.map { StepOutline(name: $0.name, renamedFrom: $0.renamedFrom) })
    }
}

package struct StepOutline: Hashable, Sendable {
    package var name: String
    package var renamedFrom: String?
}

/// Names and row numbers of every campaign and step that the database has ever known.
package struct Catalog: Hashable, Sendable {
    package var campaigns: [String: CampaignID]
    package var steps: [CampaignID: [String: StepID]]

    package init(campaigns: [String: CampaignID] = [:], steps: [CampaignID: [String: StepID]] = [:]) {
        self.campaigns = campaigns
        self.steps = steps
    }

    package func campaignName(_ id: CampaignID) -> String? { campaigns.first { $0.value == id }?.key }

    package func stepName(_ id: StepID, in campaign: CampaignID) -> String? {
        steps[campaign]?.first { $0.value == id }?.key
    }
}
