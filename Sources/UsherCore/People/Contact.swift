/// A person with an address.
package struct Contact: Hashable, Sendable {
    package var id: ContactID
    package var address: EmailAddress
    package var name: String?
    package var attributes: [String: AttributeValue]
    /// The time zone, an IANA name such as `Pacific/Auckland`; nil means the shop's.
    package var zone: String?
    /// A BCP 47 tag such as `de` or `pt-BR`; nil means the shop's language.
    package var language: String?
    package var stage: Stage?

    package init(
        id: ContactID, address: EmailAddress, name: String? = nil, attributes: [String: AttributeValue] = [:],
        zone: String? = nil, language: String? = nil, stage: Stage? = nil
    ) {
        self.id = id
        self.address = address
        self.name = name
        self.attributes = attributes
        self.zone = zone
        self.language = language
        self.stage = stage
    }
}
