import UsherCore

/// Campaigns and steps: names that carry row numbers, inside one transaction.
struct NameRows {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    func catalog() throws(StoreError) -> Catalog {
        var catalog = Catalog()
        let campaigns = try transaction.query("SELECT id, name FROM campaigns")
            .all { (row) -> (CampaignID, String) in (row.id("id"), row.text("name")) }
        for (id, name) in campaigns {
            catalog.campaigns[name] = id
            catalog.steps[id] = [:]
        }
        let steps = try transaction.query("SELECT id, campaign, name FROM steps")
            .all { (row) -> (StepID, CampaignID, String) in (row.id("id"), row.id("campaign"), row.text("name")) }
        for (id, campaign, name) in steps { catalog.steps[campaign]?[name] = id }
        return catalog
    }

    /// Applies the renames, makes sure that all have rows, and returns all names.
    func register(_ outlines: [CampaignOutline]) throws(StoreError) -> Catalog {
        let renames = outlines.map { Rename(to: $0.name, from: $0.renamedFrom) }
        for rename in Rename.due(renames, known: Set(try catalog().campaigns.keys)) {
            try transaction.query("UPDATE campaigns SET name = ? WHERE name = ?").run(rename.to, rename.from)
        }
        for outline in outlines { try register(outline) }
        return try catalog()
    }

    /// Makes sure that a campaign and its steps have rows, under the names they have now.
    private func register(_ outline: CampaignOutline) throws(StoreError) {
        try transaction.query("INSERT INTO campaigns (name) VALUES (?) ON CONFLICT DO NOTHING").run(outline.name)
        let campaign: CampaignID? = try transaction.query("SELECT id FROM campaigns WHERE name = ?")
            .first(outline.name) { $0.id("id") }
        guard let campaign else { throw .defect("a campaign without a number") }
        let known = try transaction.query("SELECT name FROM steps WHERE campaign = ?")
            .all(campaign) { $0.text("name") }
        let renames = outline.steps.map { Rename(to: $0.name, from: $0.renamedFrom) }
        for rename in Rename.due(renames, known: Set(known)) {
            try transaction.query("UPDATE steps SET name = ? WHERE campaign = ? AND name = ?")
                .run(rename.to, campaign, rename.from)
        }
        let insert = try transaction.query("INSERT INTO steps (campaign, name) VALUES (?, ?) ON CONFLICT DO NOTHING")
        for step in outline.steps { try insert.run(campaign, step.name) }
    }
}
