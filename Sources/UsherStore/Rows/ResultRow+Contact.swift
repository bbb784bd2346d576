import UsherCore

extension ResultRow {
    /// The columns that `contact()` reads, of the contacts table under the name `c`.
    static let contactColumns = "c.id AS contact_id, c.address, c.name, c.attributes, c.zone, c.language, c.stage"

    func contact() throws(StoreError) -> Contact {
        Contact(
            id: id("contact_id"), address: try address(), name: optionalText("name"),
            attributes: try AttributesText.decode(optionalText("attributes")), zone: optionalText("zone"),
            language: optionalText("language"), stage: try optionalWord("stage"))
    }

    func address() throws(StoreError) -> EmailAddress {
        guard let address = EmailAddress(stored: text("address")) else {
            throw .corrupt("a contact's address is none")
        }
        return address
    }

    /// The columns that `standing()` reads, of the same table.
    static let standingColumns = "c.marketing, c.marketing_basis, c.last_marketing_at, c.marketing_said_at"

    /// The standing by what was said about marketing; without suppressions.
    func standing() throws(StoreError) -> Standing {
        Standing(
            marketing: try optionalWord("marketing"), lastMarketingAt: optionalTime("last_marketing_at"),
            basis: optionalText("marketing_basis"), saidAt: optionalTime("marketing_said_at"))
    }

    /// The columns that `suppression()` reads, of the suppressions table under the name `s`.
    static let suppressionColumns =
        "s.id AS suppression, s.scope, s.campaign, s.reason, s.ends_at, s.said_at, s.said_by, s.note, s.note_data"

    func suppression() throws(StoreError) -> Suppression {
        let scope: Suppression.Scope
        switch text("scope") {
        case "everything": scope = .everything
        case "marketing": scope = .marketing
        case "campaign": scope = .campaign(id("campaign"))
        default: throw .corrupt("a suppression's scope is none")
        }
        return Suppression(
            id: id("suppression"), scope: scope, reason: try word("reason"), until: optionalTime("ends_at"),
            at: time("said_at"), by: text("said_by"), note: optionalCoded("note", "note_data"))
    }
}

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
