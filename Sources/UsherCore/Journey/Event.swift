/// Something a person did, told to Usher once.
package struct Event: Hashable, Sendable {
    /// In its data: the number of the order that it is about.
    package static let orderField = "order"

    /// As `config/journey.yaml` names it: `purchased`.
    package var name: String
    /// Unique together with the name: the same name and key a second time changes nothing. Made up by whoever told it
    /// without one.
    package var key: String
    package var at: Timestamp
    /// What it was worth.
    package var value: Money?
    package var product: String?
    /// Anything else, as texts; `{{event.NAME}}` of the enrollments that it starts.
    package var data: [String: String]

    package init(
        name: String, key: String, at: Timestamp, value: Money? = nil, product: String? = nil,
        data: [String: String] = [:]
    ) {
        self.name = name
        self.key = key
        self.at = at
        self.value = value
        self.product = product
        self.data = data
    }

    /// `{{event.*}}`: its data, and its own product and value where no text of that name was told.
    package var texts: [String: String] {
        var texts = data
        func add(_ name: String, _ text: String?) { if texts[name] == nil, let text { texts[name] = text } }
        add("product", product)
        add("value", value?.amount)
        add("currency", value?.currency)
        return texts
    }
}
