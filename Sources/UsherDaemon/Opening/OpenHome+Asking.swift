import UsherCore
import UsherPlay

extension OpenHome {
    package func address(_ text: String) throws(UnknownName) -> EmailAddress {
        do { return try EmailAddress(text) } catch { throw .address(text, error) }
    }

    /// The contact with this address. Throws where there is none.
    package func contact(_ text: String) throws -> Contact {
        let address = try address(text)
        guard let contact = try store.contact(address.key) else { throw UnknownName.contact(address) }
        return contact
    }

    /// Throws for an address that was erased, and that nobody has again.
    package func notErased(_ address: EmailAddress) throws {
        guard try store.contact(address.key) == nil else { return }
        let standing = try store.standing(address.key, now: clock.now())
        if standing.suppressions.contains(where: { $0.reason == .erased }) { throw UnknownName.erased(address) }
    }

    package func campaign(named name: String) throws(UnknownName) -> (CampaignID, Campaign) {
        guard let id = plan.catalog.campaigns[name], let campaign = plan.campaigns[id] else {
            throw .noCampaign(name, known: files.campaigns.map(\.name))
        }
        return (id, campaign)
    }

    /// The number of the campaign of this name, also of one whose file is wrong or gone.
    package func campaignID(named name: String, or others: [String] = []) throws(UnknownName) -> CampaignID {
        try plan.catalog.campaignID(named: name, or: others)
    }

    /// Reads a scope: `marketing`, `everything`, or a campaign's name.
    package func suppressionScope(_ text: String) throws(UnknownName) -> Suppression.Scope {
        switch text {
        case "marketing": .marketing
        case "everything": .everything
        default: .campaign(try campaignID(named: text, or: ["marketing", "everything"]))
        }
    }

    package func describe(_ scope: Suppression.Scope) -> String {
        switch scope {
        case .everything: "mail"
        case .marketing: "marketing"
        case .campaign(let id): "mail of \(plan.catalog.campaignName(id) ?? "that campaign")"
        }
    }
}

extension OpenHome {
    /// The contact with this address, as a person to be played.
    package func simulated(_ text: String) throws -> SimulatedContact {
        let contact = try contact(text)
        let standing = try store.standing(contact.address.key, now: clock.now())
        return SimulatedContact(
            contact, tags: try store.facts(of: contact.id).tags, consents: try store.consents(of: contact.id),
            suppressions: standing.suppressions.map { suppression in
                switch suppression.scope {
                case .everything: (.everything, suppression.reason)
                case .marketing: (.marketing, suppression.reason)
                case .campaign(let id): (.campaign(plan.catalog.campaignName(id) ?? ""), suppression.reason)
                }
            })
    }
}
