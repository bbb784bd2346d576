import UsherCore

/// Why a name on the command line means nothing here.
package enum UnknownName: Error, Hashable, Sendable, CustomStringConvertible {
    case campaign(String, hint: String)
    case step(String, hint: String)
    case contact(EmailAddress)
    case address(String, EmailAddress.Fault)
    case sample(String, hint: String)
    case delivery(Int64)

    package var description: String {
        switch self {
        case .campaign(let name, let hint): "there is no campaign '\(name)'\(hint)"
        case .step(let name, let hint): "there is no step '\(name)'\(hint)"
        case .contact(let address): "\(address) is not known here"
        case .address(let text, let fault): "'\(text)' is not an e-mail address: \(fault.reason)"
        case .delivery(let id): "there is no delivery \(id); see: usher queue list"
        case .sample(let name, let hint): "config/samples.yaml has nobody called '\(name)'\(hint)"
        }
    }
}

extension OpenHome {
    package func address(_ text: String) throws(UnknownName) -> EmailAddress {
        do { return try EmailAddress(text) } catch { throw .address(text, error) }
    }

    /// The contact with this address.
    package func contact(_ text: String) throws -> Contact {
        let address = try address(text)
        guard let contact = try store.contact(address.key) else { throw UnknownName.contact(address) }
        return contact
    }

    package func campaign(named name: String) throws(UnknownName) -> (CampaignID, Campaign) {
        guard let id = plan.catalog.campaigns[name], let campaign = plan.campaigns[id] else {
            throw .campaign(name, hint: Suggestion.phrase(for: name, in: files.campaigns.map(\.name)))
        }
        return (id, campaign)
    }

    /// `relay`, or a campaign's name.
    package func pauseScope(_ text: String) throws(UnknownName) -> PauseScope {
        text == "relay" ? .relay : .campaign(try campaign(named: text).0)
    }

    package func describe(_ scope: Suppression.Scope) -> String {
        switch scope {
        case .everything: "mail at all"
        case .marketing: "marketing"
        case .campaign(let id): "of \(plan.catalog.campaignName(id) ?? "that campaign")"
        }
    }

    /// What everybody should know about this home right now: the mode, and whether anything sends.
    package var situation: [String] {
        var lines: [String] = []
        if settings.mode == .rehearsal {
            lines.append("mode: rehearsal; messages go to the inbox on this machine (usher inbox list)")
        }
        if !isDaemonRunning { lines.append("no daemon is running here; nothing is sent until one is: usher run") }
        if let pause = try? store.pauses().first(where: { $0.scope == .relay }) {
            lines.append("the relay is paused: \(pause.reason); go on with: usher resume relay")
        }
        return lines
    }

    /// Everything about one person.
    package func story(of contact: Contact) throws -> PersonStory {
        let now = clock.now()
        let facts = PersonStory.Facts(
            contact: contact, consents: try store.consents(of: contact.id),
            standing: try store.standing(contact.address.key, now: now),
            enrollments: try store.enrollments(of: contact.id),
            deliveries: try store.deliveries(DeliveryFilter(contact: contact.id, limit: 10_000)),
            pauses: try store.pauses())
        return PersonStory(facts, plan: plan, now: now)
    }
}

extension OpenHome {
    package func delivery(_ id: Int64) throws -> DeliveryRow {
        guard let row = try store.deliveries(DeliveryFilter(delivery: DeliveryID(id), limit: 1)).first else {
            throw UnknownName.delivery(id)
        }
        return row
    }
}
