import UsherCore
import UsherMail
import UsherTemplates

/// Makes messages from revisions, and keeps the revisions it has compiled lately.
package final class MessagePress: Sendable {
    package let composer: MessageComposer
    /// Whether marketing is refused that has no way to say no or no postal address, as it is in live mode.
    private let refusesBareMarketing: Bool
    private let known = PreparedMessages()
    /// The home's compiled templates, shared with whatever else looks at them.
    package let templates: CompiledTemplates

    package init(
        composer: MessageComposer, mode: Settings.Mode, templates: CompiledTemplates = CompiledTemplates()
    ) {
        self.composer = composer
        self.templates = templates
        refusesBareMarketing = mode == .live
    }

    package func prepared(_ hash: RevisionHash) -> PreparedMessage? { known[hash] }

    /// Keeps at least this many compiled revisions, and as many again of older files.
    func makeRoom(for count: Int) { known.makeRoom(for: count) }

    /// Compiles `sources`, or returns what is known of them. Throws what is wrong with them, with file, line and
    /// column.
    package func prepare(_ sources: MessageSources) throws -> PreparedMessage {
        let hash = try RevisionHash(of: sources)
        if let prepared = prepared(hash) { return prepared }
        let message = try templates.message(sources)
        let prepared = PreparedMessage(
            hash: hash, sources: sources, message: message, frame: try composer.frame(for: sources))
        known.keep(prepared)
        return prepared
    }

    /// Makes one delivery's message: the same bytes on every attempt. Throws for marketing, in live mode, that does not
    /// show its reader a way to say no and the postal address.
    package func compose(_ claimed: Claimed, _ prepared: PreparedMessage) throws -> ComposedMessage {
        let values = try TemplateValue(json: claimed.composition.inputs)
        let composedAt = claimed.composition.composedAt
        let rendered = try prepared.template.render(
            values,
            tokens: composer.linkTokens(claimed.delivery, count: prepared.template.linkCount, composedAt: composedAt))
        try checkPromise(rendered, prepared, values)
        let contact = claimed.candidate.contact
        let addressee = Addressee(keptIn: values, else: contact)
        let message = try composer.compose(
            rendered, in: prepared.frame, delivery: claimed.delivery, contact: contact.id, address: addressee.address,
            name: addressee.name, replyTo: addressee.replyTo, composedAt: composedAt)
        return ComposedMessage(message: message, subject: rendered.subject)
    }

    /// Throws where marketing shows no way to say no or no postal address. Reads the message only where its sources do
    /// not promise both for everybody.
    private func checkPromise(
        _ rendered: RenderedMessage, _ prepared: PreparedMessage, _ values: TemplateValue
    ) throws(CannotCompose) {
        guard refusesBareMarketing, prepared.sources.kind == .marketing else { return }
        if prepared.alwaysKeepsPromise, values.value(at: "unsubscribe_url") != nil { return }
        let lacks = MarketingPromise.lacks(of: rendered, prepared.sources, values: values)
        guard let lack = lacks.first else { return }
        throw CannotCompose(
            "\(lack.sentence), and marketing does not go without; put \(lack.tag) where everybody sees it")
    }
}

/// A message for the wire, and what its recipient reads first.
package struct ComposedMessage: Sendable {
    package let message: OutgoingMessage
    package let subject: String
}
