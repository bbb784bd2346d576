/// What is known of a contact beside the contact's own row, for conditions.
package struct Facts: Hashable, Sendable {
    package var tags: Set<String>
    /// When each event happened last, by name.
    package var events: [String: Timestamp]

    /// Products that the contact bought, oldest first, each once.
    package var products: [String]

    package init(tags: Set<String> = [], events: [String: Timestamp] = [:], products: [String] = []) {
        self.tags = tags
        self.events = events
        self.products = products
    }

    /// No tags and no events.
    package static let none = Facts()
}
