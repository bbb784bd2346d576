/// What is known of a contact beside the contact's own row, for conditions.
package struct Facts: Hashable, Sendable {
    package var tags: Set<String>
    /// When each event happened last, by name.
    package var events: [String: Timestamp]

    /// Products that the contact bought and kept, oldest first, each once: `Journey.products(of: deeds)`.
    package var products: [String]
    /// What the contact did, where any of it named a product; oldest first.
    package var deeds: [Deed]
    /// The contact's own code for bringing friends; nil while there is none.
    package var promoterCode: String?

    package init(
        tags: Set<String> = [], events: [String: Timestamp] = [:], products: [String] = [],
        promoterCode: String? = nil, deeds: [Deed] = []
    ) {
        self.tags = tags
        self.events = events
        self.products = products
        self.promoterCode = promoterCode
        self.deeds = deeds
    }

    /// No tags and no events.
    package static let none = Facts()
}
