import UsherCore

/// A made-up person of `config/samples.yaml`, for preview, check and simulate.
package struct Sample: Hashable, Sendable {
    /// What `--as` calls the person; unique.
    package var handle: String
    package var address: EmailAddress
    package var name: String?
    package var zone: String?
    package var language: String?
    package var stage: Stage?
    package var attributes: [String: AttributeValue]
    /// `event.*`: what the event that started the enrollment brought with it.
    package var event: [String: String]
    /// Packages of `config/ladder.yaml`, by name.
    package var bought: [String]

    package init(
        handle: String, address: EmailAddress, name: String? = nil, zone: String? = nil, language: String? = nil,
        stage: Stage? = nil, attributes: [String: AttributeValue] = [:], event: [String: String] = [:],
        bought: [String] = []
    ) {
        self.handle = handle
        self.address = address
        self.name = name
        self.zone = zone
        self.language = language
        self.stage = stage
        self.attributes = attributes
        self.event = event
        self.bought = bought
    }
}
