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

    func address(_ column: Int) throws(StoreError) -> EmailAddress {
        guard let address = EmailAddress(stored: text(column)) else { throw .corrupt("a contact's address is none") }
        return address
    }
}
