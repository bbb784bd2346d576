/// What is told about a person. Nil and absent mean: leave what is known as it is.
package struct ContactDraft: Hashable, Sendable {
    package var address: EmailAddress
    package var name: String?
    package var attributes: [String: AttributeValue]
    package var zone: String?
    package var language: String?
    /// Recorded only for a contact with no entry of that kind, and never for one who said no: `ConsentPolicy.takes`.
    package var consent: Consent?
    /// Added to those that the contact has.
    package var tags: Set<String>
    /// Where the person is said to stand. Taken only when it is beyond where the contact stands: nobody goes back by
    /// it.
    package var stage: Stage?

    package init(
        address: EmailAddress, name: String? = nil, attributes: [String: AttributeValue] = [:], zone: String? = nil,
        language: String? = nil, consent: Consent? = nil, tags: Set<String> = [], stage: Stage? = nil
    ) {
        self.address = address
        self.name = name
        self.attributes = attributes
        self.zone = zone
        self.language = language
        self.consent = consent
        self.tags = tags
        self.stage = stage
    }
}

extension ContactDraft {
    /// The move to where the person is said to stand; nil where nothing is said, or where `contact` stands there or
    /// further: nobody goes back by it.
    package func move(of contact: Contact, now: Timestamp) -> Transition? {
        guard let stage, contact.stage.map({ $0 < stage }) ?? true else { return nil }
        return Transition(
            contact: contact.id, from: contact.stage, to: stage, at: now, cause: .told(source: consent?.source))
    }
}
