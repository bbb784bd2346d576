import UsherCore
import UsherHome

/// A person to play: a sample person, or a contact as the database knows it.
package struct SimulatedContact: Sendable {
    /// The sample's name, or the contact's address.
    package let handle: String
    package let draft: ContactDraft
    /// The data of the person's events.
    package let data: [String: String]
    package let suppressions: [(scope: Simulator.Life.Scope, reason: Suppression.Reason)]
    package let isReal: Bool

    package init(_ sample: Sample) {
        handle = sample.handle
        var draft = ContactDraft(sample)
        draft.stage = sample.stage
        self.draft = draft
        data = sample.event
        suppressions = []
        isReal = false
    }

    /// Takes the contact's attributes, tags, clock, stage and words about marketing. What it did before is not played
    /// again.
    package init(
        _ contact: Contact, tags: Set<String>, consents: [Consent],
        suppressions: [(scope: Simulator.Life.Scope, reason: Suppression.Reason)]
    ) {
        handle = contact.address.wire
        draft = ContactDraft(
            address: contact.address, name: contact.name, attributes: contact.attributes, zone: contact.zone,
            language: contact.language, consent: consents.filter { $0.kind == .marketing }.max { $0.at < $1.at },
            tags: tags, stage: contact.stage)
        data = [:]
        self.suppressions = suppressions
        isReal = true
    }
}
