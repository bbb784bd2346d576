import UsherComposing
import UsherCore

/// The link that a person is mailed to see what is held about them.
package enum DataLink {
    package enum Fault: Error, Hashable, Sendable {
        case notPublic
        case noTemplate
    }

    /// Queues the notice `data`, once a minute at most. Durable when it returns. Blocks.
    package static func mail(_ contact: Contact, _ home: OpenHome) throws {
        try mail(contact, try home.edition, home.press, in: home.store, now: home.clock.now())
    }

    /// Queues the notice `data` with the files that are in force by now, once a minute at most. Durable when it
    /// returns. Blocks.
    static func mail(
        _ contact: Contact, _ edition: Edition, _ press: MessagePress, in store: some Store, now: Timestamp
    ) throws {
        guard let published = edition.plan.settings.published else { throw Fault.notPublic }
        let link = "\(published.url)/data/\(press.composer.seal.url(.data(contact.id, askedAt: now), at: now))"
        let reader = ContactDraft(
            address: contact.address, name: contact.name, zone: contact.zone, language: contact.language)
        guard
            let notice = edition.notice(
                "data", key: "\(contact.id)-\(now.milliseconds / 60_000)", to: reader, about: contact,
                data: ["data_url": link], now: now)
        else { throw Fault.noTemplate }
        try store.save(edition.revisions(ofNotice: "data"))
        _ = try store.addNotice(notice, now: now)
    }
}
