/// All checked files and the row numbers of their names: what every decision about an enrollment is taken from.
/// Replaced as a whole by a reload.
package struct Plan: Sendable {
    package let settings: Settings
    package let campaigns: [CampaignID: Campaign]
    package let catalog: Catalog
    package let journey: Journey
    package let ladder: Ladder
    package let rewards: Rewards
    private let places: [StepID: Position]
    /// The campaigns by mail that start on an event: the most important first, and by name among equals.
    private let starting: [String: [CampaignID]]
    private let terms: [String: EventTerms]

    /// A step, where it stands, and whose it is.
    package struct Position: Hashable, Sendable {
        package let campaign: CampaignID
        /// The step's number in the campaign's order, from 0.
        package let index: Int
        package let step: Step
    }

    /// Campaigns that `catalog` does not know yet are left out; register them first.
    package init(
        settings: Settings, campaigns list: [Campaign], catalog: Catalog, journey: Journey = Journey(),
        ladder: Ladder = Ladder(), rewards: Rewards = Rewards()
    ) {
        var campaigns: [CampaignID: Campaign] = [:]
        var places: [StepID: Position] = [:]
        for campaign in list {
            guard let id = catalog.campaigns[campaign.name] else { continue }
            campaigns[id] = campaign
            for (index, step) in campaign.steps.enumerated() {
                guard let stepID = catalog.steps[id]?[step.name] else { continue }
                places[stepID] = Position(campaign: id, index: index, step: step)
            }
        }
        self.settings = settings
        self.campaigns = campaigns
        self.catalog = catalog
        self.journey = journey
        self.ladder = ladder
        self.rewards = rewards
        self.places = places
        let byMail = campaigns.filter { $1.trafficSource == .email && $1.startsOn != nil }
            .sorted { ($1.value.priority, $0.value.name) < ($0.value.priority, $1.value.name) }
        let terms = journey.events.keys.map { ($0, EventTerms($0, journey, rewards)) }
        self.terms = Dictionary(uniqueKeysWithValues: terms)
        starting = Dictionary(grouping: byMail) { $0.value.startsOn?.event ?? "" }.mapValues { $0.map(\.key) }
    }

    /// The position of a step now; nil when the files have it no longer.
    package func place(_ step: StepID) -> Position? { places[step] }

    /// The campaigns that an event by that name starts, in the order in which they are asked.
    package func campaigns(startingOn event: String) -> [CampaignID] { starting[event] ?? [] }

    func terms(of event: String) -> EventTerms { terms[event] ?? EventTerms(event, journey, rewards) }

    /// Whether a step got its number after this plan was made. What left the files is not newer: the catalog keeps its
    /// name.
    package func isOlder(than step: StepID, of campaign: CampaignID) -> Bool {
        catalog.stepName(step, in: campaign) == nil
    }

    /// The name of a campaign, as long as there is one of that name.
    package func known(_ campaign: String?) -> String? { campaign.flatMap { campaignID(named: $0) == nil ? nil : $0 } }

    package func stepID(_ campaign: CampaignID, _ index: Int) -> StepID? {
        guard let steps = campaigns[campaign]?.steps, steps.indices.contains(index) else { return nil }
        return catalog.steps[campaign]?[steps[index].name]
    }
}

extension Plan {
    /// The address that the link of a campaign leads to, and the campaign whose visit that is: the tagged call to
    /// action. A campaign that was renamed keeps its old link; one that left the files leads to the shop. Nil for a
    /// name that no campaign ever had, and where the shop has no address.
    package func entrance(named name: String) -> (CampaignID, String)? {
        let renamed = campaigns.values.filter { $0.renamedFrom == name }.min { $0.name < $1.name }
        let current = campaigns.values.first { $0.name == name } ?? renamed
        if let current, let id = catalog.campaigns[current.name] { return (id, current.link(settings: settings)) }
        guard let id = catalog.campaigns[name], let shop = settings.shop.url else { return nil }
        return (id, shop)
    }

    /// The campaign that asks people for their friends: the most important one to `promote`.
    package var asking: Campaign? {
        campaigns.values.filter { $0.moves.to == .promote }
            .max { ($0.priority, $1.name) < ($1.priority, $0.name) }
    }
}

extension Plan {
    /// Everything that due times are computed from, as text: two plans with the same timetable give every step of every
    /// person the same due time. The same files give the same text in every process.
    package var timetable: String {
        let window = settings.window.map { "\($0.weekdays.sorted()) \($0.from) \($0.to)" } ?? "any"
        var lines = ["zone \(settings.shop.zone), cap \(settings.capMilliseconds), window \(window)"]
        for (id, campaign) in campaigns.sorted(by: { $0.key < $1.key }) {
            for (index, step) in campaign.steps.enumerated() {
                let number = stepID(id, index).map { "\($0.value)" } ?? step.name
                lines.append(
                    "\(id.value)/\(number): \(step.wait.days) \(step.wait.milliseconds) "
                        + "\(step.at.map { "\($0)" } ?? "-") \(step.kind.rawValue) \(step.anyTime)")
            }
        }
        return lines.joined(separator: "\n")
    }
}
