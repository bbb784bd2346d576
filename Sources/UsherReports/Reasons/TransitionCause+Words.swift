import UsherCore

extension Transition.Cause {
    /// The words for what claims the move, to stand after a colon.
    package func phrase(_ catalog: Catalog) -> String {
        switch self {
        case .enrollment(_, let campaign): "intended, the goal of \(catalog.campaignName(campaign) ?? "a campaign")"
        case .link(let campaign): "intended, through the link of \(catalog.campaignName(campaign) ?? "a campaign")"
        case .code: "intended, with a promoter's code"
        case .stated(let words): "stated by the operator (\(words))"
        case .entered(let campaign): "the person entered \(Self.quoted(campaign, catalog)) and had no stage yet"
        case .told(let source): "stated with the person's data\(source.map { " (\($0))" } ?? "")"
        case .accident(let event): "accidental, no campaign asked for \(event)"
        case .unknown(let coded): coded.words
        }
    }

    /// The words for what claims the move, where the kind and the campaign stand in columns of their own.
    func words(_ catalog: Catalog) -> String {
        switch self {
        case .enrollment: "the goal of its campaign"
        case .link: "through its link"
        case .code: "a promoter's code"
        case .stated(let words): words
        case .entered(let campaign): "entered \(Self.quoted(campaign, catalog)) without a stage"
        case .told(let source): source ?? "said with the person's data"
        case .accident(let event): event
        case .unknown(let coded): coded.words
        }
    }

    private static func quoted(_ campaign: CampaignID, _ catalog: Catalog) -> String {
        catalog.campaignName(campaign).map { "'\($0)'" } ?? "a campaign"
    }
}
