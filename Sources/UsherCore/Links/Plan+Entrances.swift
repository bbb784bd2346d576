extension Plan {
    /// Where the link of a campaign leads, and whose visit that is: the tagged call to action. A campaign that was
    /// renamed keeps its old link; one that left the files leads to the shop. Nil for a name that no campaign ever had,
    /// and where the shop has no address.
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
