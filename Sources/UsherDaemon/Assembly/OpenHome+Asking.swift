import UsherCore

/// Why a name on the command line means nothing here.
package enum UnknownName: Error, Hashable, Sendable, CustomStringConvertible {
    case campaign(String, hint: String)
    case step(String, hint: String)
    case contact(EmailAddress)
    /// Nobody mails them.
    case erased(EmailAddress)
    case address(String, EmailAddress.Fault)
    case sample(String, hint: String)
    case noSamples
    /// Not `CAMPAIGN/STEP`.
    case message(String, example: String)
    case delivery(Int64)
    case stage(String, hint: String)
    case page(String, hint: String)
    case form(String, page: String, known: [String])

    package var description: String {
        switch self {
        case .campaign(let name, let hint): "there is no campaign '\(name)'\(hint)"
        case .step(let name, let hint): "there is no e-mail '\(name)'\(hint)"
        case .contact(let address): "\(address) is not known here; see: usher contact list"
        case .erased(let address):
            "\(address) was erased here and is not mailed; only a confirmed sign-up, or usher suppress remove, changes that"
        case .message(let text, let example): "'\(text)' is not CAMPAIGN/STEP; write for example \(example)"
        case .noSamples: "config/samples.yaml has nobody in it; add a sample person"
        case .address(let text, let fault): "'\(PlainText.shown(text))' is not an e-mail address: \(fault.reason)"
        case .delivery(let id): "there is no delivery \(id); see: usher queue list"
        case .stage(let name, let hint):
            "there is no stage '\(name)'"
                + (hint.isEmpty ? "; the stages are \(Stage.allCases.map(\.rawValue).joined(separator: ", "))" : hint)
        case .page(let name, let hint): "there is no page '\(PlainText.shown(name))'\(hint)"
        case .form(let name, let page, let known):
            "\(page) has no form '\(PlainText.shown(name))'; it has \(known.joined(separator: ", "))"
        case .sample(let name, let hint): "config/samples.yaml has nobody called '\(name)'\(hint)"
        }
    }
}

extension UnknownName {
    /// With the nearest name, or all of them where they are few.
    package static func noCampaign(_ name: String, known: [String]) -> UnknownName {
        let near = Suggestion.phrase(for: name, in: known)
        let all = known.isEmpty || known.count > 12 ? "" : "; there are \(known.joined(separator: ", "))"
        return .campaign(PlainText.shown(name), hint: near.isEmpty ? all : near)
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

    /// Also of a campaign whose file is wrong or gone.
    package func campaignID(named name: String, or others: [String] = []) throws(UnknownName) -> CampaignID {
        guard let id = plan.catalog.campaigns[name] else {
            throw .noCampaign(name, known: others + plan.catalog.campaigns.keys.sorted())
        }
        return id
    }

    /// `relay`, or a campaign's name.
    package func pauseScope(_ text: String) throws(UnknownName) -> PauseScope {
        text == "relay" ? .relay : .campaign(try campaignID(named: text, or: ["relay"]))
    }

    /// What can be resumed: `relay`, a campaign's name, or a recipient's domain, which Usher pauses by itself when it blocks our mail.
    package func resumeScope(_ text: String) throws(UnknownName) -> PauseScope {
        // A campaign's name has no dot, and every domain has one.
        if let domain = DomainName.aLabel(text) { return .domain(domain) }
        return try pauseScope(text)
    }

    /// `marketing`, `everything`, or a campaign's name.
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
    package func delivery(_ id: Int64) throws -> DeliveryRow {
        guard let row = try store.deliveries(DeliveryFilter(delivery: DeliveryID(id), limit: 1)).first else {
            throw UnknownName.delivery(id)
        }
        return row
    }
}
