import UsherCore

/// The link that a person is mailed to see what is held about them.
package enum DataLink {
    package enum Fault: Error, Hashable, Sendable {
        case notPublic
        case noTemplate
    }

    /// Queues the notice `data`, once a minute at most. Durable when it returns. Blocks.
    package static func mail(_ contact: Contact, _ home: OpenHome) throws {
        guard let published = home.settings.published else { throw Fault.notPublic }
        let now = home.clock.now()
        let link = "\(published.url)/data/\(home.press.composer.seal.url(.data(contact.id, askedAt: now), at: now))"
        let reader = ContactDraft(
            address: contact.address, name: contact.name, zone: contact.zone, language: contact.language)
        let edition = try home.edition
        guard
            let notice = edition.notice(
                "data", key: "\(contact.id)-\(now.milliseconds / 60_000)", to: reader, about: contact,
                data: ["data_url": link], now: now)
        else { throw Fault.noTemplate }
        try home.store.save(edition.revisions(ofNotice: "data"))
        _ = try home.store.addNotice(notice, now: now)
    }
}
