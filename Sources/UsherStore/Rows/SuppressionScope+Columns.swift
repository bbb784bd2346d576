import UsherCore

extension Suppression.Scope {
    /// The word in the `scope` column.
    var word: String {
        switch self {
        case .everything: "everything"
        case .marketing: "marketing"
        case .campaign: "campaign"
        }
    }

    /// The `campaign` column.
    var campaign: CampaignID? {
        if case .campaign(let id) = self { return id }
        return nil
    }
}

extension ResultRow {
    /// The columns that `suppression(_:)` reads, of the suppressions table under the name `s`.
    static let suppressionColumns = "s.id, s.scope, s.campaign, s.reason, s.ends_at, s.said_at, s.said_by, s.note"

    /// A suppression from the eight columns that begin at `start`.
    func suppression(_ start: Int) throws(StoreError) -> Suppression {
        let scope: Suppression.Scope
        switch text(start + 1) {
        case "everything": scope = .everything
        case "marketing": scope = .marketing
        case "campaign": scope = .campaign(id(start + 2))
        default: throw .corrupt("a suppression's scope is none")
        }
        return Suppression(
            id: id(start), scope: scope, reason: try word(start + 3), until: optionalTime(start + 4),
            at: time(start + 5),
            by: text(start + 6), note: optionalText(start + 7))
    }
}
