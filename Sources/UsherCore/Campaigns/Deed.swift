/// One thing that a contact did, as far as orders matter.
package struct Deed: Hashable, Sendable {
    package var id: EventID
    package var event: String
    package var key: String
    package var product: String?
    /// `order` in the event's data: an order's number, where the key is something else.
    package var order: String?
    package var at: Timestamp
    /// What it was worth as it was told; of a purchase that is kept, what is left of that after refunds of a part.
    package var value: Money?

    package init(
        id: EventID, event: String, key: String, product: String? = nil, order: String? = nil, at: Timestamp,
        value: Money? = nil
    ) {
        self.id = id
        self.event = event
        self.key = key
        self.product = product
        self.order = order
        self.at = at
        self.value = value
    }
}
