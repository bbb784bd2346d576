import UsherCore
import UsherMail

extension Edition {
    /// The notice `confirm` to somebody who signed up, once for each sign-up; nil when the home has no such template.
    ///
    /// `event.confirm_url` is the page with the button, where there is a public address; without one the text asks for
    /// an answer by mail, and where Usher takes mail the answer goes to `confirm+TOKEN@` and confirms. Nothing else of
    /// the sign-up is in it, neither name nor attribute nor source: whoever typed them may be a stranger to whoever
    /// reads it.
    package func confirmation(of event: Event, by contact: Contact, now: Timestamp) -> NoticeRequest? {
        var data: [String: String] = [:]
        data["confirm_url"] = plan.settings.published.map { settings in
            "\(settings.url)/confirm/\(links.seal.url(.confirm(contact.id, signedUpAt: event.at), at: now))"
        }
        let reader = ContactDraft(address: contact.address, zone: contact.zone, language: contact.language)
        let stranger = Contact(
            id: contact.id, address: contact.address, zone: contact.zone, language: contact.language)
        return notice(
            ConfirmationLimit.notice, key: "\(event.name) \(event.key)", to: reader, about: stranger, data: data,
            replyTo: answer(to: .confirm(contact.id, signedUpAt: event.at), now: now), now: now)
    }

    /// The address whose answers confirm; nil where there is a button, or nobody takes mail.
    private func answer(to token: Token, now: Timestamp) -> EmailAddress? {
        plan.settings.confirmingDomain.flatMap {
            try? EmailAddress("confirm+\(links.seal.address(token, at: now))@\($0)")
        }
    }
}
