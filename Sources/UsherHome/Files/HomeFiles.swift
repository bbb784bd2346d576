import UsherCore

/// Everything in a home's `config/` and `templates/`, read and checked: what one reload takes up, all or nothing.
///
/// What stands inside a template (front matter, tags) is not looked at here; `UsherTemplates` compiles it.
package struct HomeFiles: Hashable, Sendable {
    package var settings: Settings
    package var journey: Journey
    package var ladder: Ladder
    package var rewards: Rewards
    /// In the file's order.
    package var samples: [Sample]
    /// By name.
    package var campaigns: [Campaign]
    package var templates: TemplateFiles
    /// What `.expect` files say, by campaign and in the file's order.
    package var expectations: [Expectation]

    package init(
        settings: Settings, journey: Journey = Journey(), ladder: Ladder = Ladder(), rewards: Rewards = Rewards(),
        samples: [Sample] = [], campaigns: [Campaign] = [], templates: TemplateFiles = TemplateFiles(),
        expectations: [Expectation] = []
    ) {
        self.settings = settings
        self.journey = journey
        self.ladder = ladder
        self.rewards = rewards
        self.samples = samples
        self.campaigns = campaigns
        self.templates = templates
        self.expectations = expectations
    }

    package func campaign(_ name: String) -> Campaign? { campaigns.first { $0.name == name } }
}
