import Synchronization
import UsherCore
import UsherMail
import UsherTemplates

/// Makes messages from revisions, and keeps the revisions it has compiled.
package final class MessagePress: Sendable {
    package let composer: MessageComposer
    private let known = Mutex<[RevisionHash: PreparedMessage]>([:])

    package init(composer: MessageComposer) { self.composer = composer }

    package func prepared(_ hash: RevisionHash) -> PreparedMessage? { known.withLock { $0[hash] } }

    /// Compiles `sources`, or returns what is known of them. Throws what is wrong with them, with file, line and column.
    package func prepare(_ sources: MessageSources) throws -> PreparedMessage {
        let hash = try revisionHash(of: sources).0
        if let prepared = prepared(hash) { return prepared }
        let prepared = PreparedMessage(
            hash: hash, sources: sources, template: try CompiledMessage.compile(sources),
            frame: try composer.frame(for: sources))
        known.withLock { $0[hash] = prepared }
        return prepared
    }

    /// One delivery's message: the same bytes on every attempt.
    package func compose(_ claimed: Claimed, _ prepared: PreparedMessage) throws -> ComposedMessage {
        let values = try TemplateValue(json: claimed.composition.inputs)
        let composedAt = claimed.composition.composedAt
        let rendered = try prepared.template.render(
            values,
            tokens: composer.linkTokens(claimed.delivery, count: prepared.template.linkCount, composedAt: composedAt))
        let contact = claimed.candidate.contact
        let addressee = Addressee(keptIn: values, else: contact)
        let message = try composer.compose(
            rendered, in: prepared.frame, delivery: claimed.delivery, contact: contact.id, address: addressee.address,
            name: addressee.name, composedAt: composedAt)
        return ComposedMessage(message: message, subject: rendered.subject)
    }
}

/// A message for the wire, and what its recipient reads first.
package struct ComposedMessage: Sendable {
    package let message: OutgoingMessage
    package let subject: String
}
