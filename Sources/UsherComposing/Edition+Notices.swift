import UsherCore

extension Edition {
    /// A message outside every sequence, made from `templates/notices/NAME.md` and ready for `Store.addNotice`; nil
    /// when there is no such file.
    ///
    /// `about` fills `contact.*` (nil: the reader), `data` fills `event.*`. The language is the reader's, else the
    /// shop's. Answers go to `replyTo`, or where the shop's do. Due at once. What it is made from must be in the store
    /// first: `Store.save(revisions(ofNotice:))`, which a daemon has done for all of its files.
    package func notice(
        _ name: String, key: String, to reader: ContactDraft, about contact: Contact? = nil,
        data: [String: String] = [:], replyTo: EmailAddress? = nil, now: Timestamp
    ) -> NoticeRequest? {
        guard let message = message(ofNotice: name, language: reader.language) else { return nil }
        let contact =
            contact
            ?? Contact(
                id: ContactID(0), address: reader.address, name: reader.name, attributes: reader.attributes,
                zone: reader.zone, language: reader.language)
        let values = message.inputs.values(
            contact: contact, enrollment: nil, campaign: nil, settings: plan.settings.of(.transactional),
            unsubscribeURL: nil,
            event: data)
        let addressee = Addressee(address: reader.address, name: reader.name, replyTo: replyTo)
        return NoticeRequest(
            name: name, key: key, contact: reader,
            composition: Composition(
                revision: message.prepared.hash, inputs: addressee.added(to: values).json(), composedAt: now),
            due: now)
    }

    /// What a notice is made from, in every language it is written in; empty for an unknown one.
    package func revisions(ofNotice name: String) -> [RevisionHash: MessageSources] {
        Dictionary((notices[name] ?? [:]).values.map { ($0.prepared.hash, $0.prepared.sources) }) { first, _ in first }
    }
}
