import UsherCore

extension ResultRow {
    /// The columns that `contact(_:)` reads, of the contacts table under the name `c`.
    static let contactColumns = "c.id, c.address, c.name, c.attributes, c.zone, c.language, c.stage"

    /// A contact from the seven columns that begin at `start`.
    func contact(_ start: Int) throws(StoreError) -> Contact {
        Contact(
            id: id(start), address: try address(start + 1), name: optionalText(start + 2),
            attributes: try AttributesText.decode(optionalText(start + 3)), zone: optionalText(start + 4),
            language: optionalText(start + 5), stage: try optionalWord(start + 6))
    }

    /// The columns that `standing(_:)` reads, of the same table.
    static let standingColumns = "c.marketing, c.marketing_basis, c.last_marketing_at, c.marketing_said_at"

    /// What was said about marketing, from four columns; without suppressions.
    func standing(_ start: Int) throws(StoreError) -> Standing {
        Standing(
            marketing: try optionalWord(start), lastMarketingAt: optionalTime(start + 2),
            basis: optionalText(start + 1), saidAt: optionalTime(start + 3))
    }

    func address(_ column: Int) throws(StoreError) -> EmailAddress {
        guard let address = EmailAddress(stored: text(column)) else { throw .corrupt("a contact's address is none") }
        return address
    }
}
