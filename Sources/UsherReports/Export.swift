import UsherCore

/// Everything about everybody, one line each, in pages: what `usher export` writes.
package struct Export {
    package enum What: String, Sendable, CaseIterable {
        /// Contacts, in the form that `usher import` reads.
        case contacts
        /// Events in JSON, in the form that `usher event --from` reads.
        case events
        case transitions
        /// Reviews: what people think, with their permission to show it.
        case reviews
    }

    private static let page = 1000

    private let what: What
    private let isJSON: Bool
    private let store: any Store
    private let catalog: Catalog
    private let journey: Journey
    /// The declared attributes, in order.
    private let attributes: [String]

    package init(_ what: What, asJSON: Bool, store: any Store, plan: Plan) {
        self.what = what
        isJSON = asJSON
        self.store = store
        catalog = plan.catalog
        journey = plan.journey
        attributes = plan.settings.attributes.keys.sorted()
    }

    /// Calls `write` with the lines of one page of contacts after the other, the first line of a CSV before them.
    /// Blocks. What changes meanwhile is in it or not.
    package func run(_ write: (String) throws -> Void) throws {
        if !isJSON { try write(CSVText.line(heading)) }
        var filter = ContactFilter(limit: Self.page)
        while true {
            let contacts = try store.contacts(filter)
            guard let last = contacts.last else { return }
            try write(try contacts.map(lines).joined())
            filter.after = last.address.key
        }
    }

    private var heading: [String] {
        switch what {
        case .contacts: ["address", "name", "zone", "language", "stage", "tags"] + attributes
        case .events: ["address", "event", "key", "at", "value", "currency", "product", "data"]
        case .reviews: ["address", "name", "score", "text", "permission", "at", "event", "key"]
        case .transitions: ["address", "from", "to", "at", "kind", "campaign", "because"]
        }
    }

    private func lines(_ contact: Contact) throws(StoreError) -> String {
        let rows: [[TemplateValue?]]
        switch what {
        case .contacts: rows = [contactRow(contact, try store.facts(of: contact.id).tags)]
        case .events: rows = try store.events(of: contact.id).map { eventRow($0, contact) }
        case .reviews:
            rows = try store.events(of: contact.id).filter { journey.isReview($0.name) }.map { reviewRow($0, contact) }
        case .transitions: rows = try store.transitions(of: contact.id).map { transitionRow($0, contact) }
        }
        return rows.map(isJSON ? json : csv).joined()
    }

    private func csv(_ row: [TemplateValue?]) -> String {
        CSVText.line(
            row.map { value in
                switch value {
                case nil: ""
                case .text(let text)?: text
                case .some(let value): value.json()
                }
            })
    }

    private func json(_ row: [TemplateValue?]) -> String {
        let names = what == .contacts ? Array(heading.prefix(6)) + ["attributes"] : heading
        var values = row
        if what == .contacts {
            let known = zip(attributes, row.dropFirst(6)).compactMap { name, value in value.map { (name, $0) } }
            values = row.prefix(6) + [known.isEmpty ? nil : .object(Dictionary(known) { first, _ in first })]
        }
        let fields = zip(names, values).compactMap { name, value in value.map { (name, $0) } }
        return TemplateValue.object(Dictionary(fields) { first, _ in first }).json() + "\n"
    }

    private func contactRow(_ contact: Contact, _ tags: Set<String>) -> [TemplateValue?] {
        let known: [String?] = [
            contact.address.wire, contact.name, contact.zone, contact.language, contact.stage?.rawValue,
            tags.isEmpty ? nil : tags.sorted().joined(separator: " "),
        ]
        return (known + attributes.map { contact.attributes[$0]?.plain }).map { $0.map(TemplateValue.text) }
    }

    private func eventRow(_ event: Event, _ contact: Contact) -> [TemplateValue?] {
        let texts: [String?] = [
            contact.address.wire, event.name, event.key, event.at.iso8601, event.value?.amount, event.value?.currency,
            event.product,
        ]
        let data = event.data.isEmpty ? nil : TemplateValue.object(event.data.mapValues(TemplateValue.text))
        return texts.map { $0.map(TemplateValue.text) } + [data]
    }

    private func reviewRow(_ event: Event, _ contact: Contact) -> [TemplateValue?] {
        let review = Review(event)
        let texts: [String?] = [
            contact.address.wire, contact.name, review.score, review.text, review.isPermitted ? "yes" : "no",
            event.at.iso8601, event.name, event.key,
        ]
        return texts.map { $0.map(TemplateValue.text) }
    }

    private func transitionRow(_ transition: Transition, _ contact: Contact) -> [TemplateValue?] {
        let cause = transition.cause
        let texts: [String?] = [
            contact.address.wire, transition.from?.rawValue, transition.to.rawValue, transition.at.iso8601,
            cause.kind.rawValue, cause.campaign.flatMap(catalog.campaignName), cause.words(catalog),
        ]
        return texts.map { $0.map(TemplateValue.text) }
    }
}

extension Transition.Cause {
    package var kind: JourneyCounts.Arrow.Kind {
        switch self {
        case .enrollment, .link, .code: .intended
        case .accident: .accidental
        case .stated, .entered, .told, .unknown: .stated
        }
    }

    fileprivate var campaign: CampaignID? {
        switch self {
        case .enrollment(_, let campaign), .link(let campaign): campaign
        case .code, .stated, .entered, .told, .accident, .unknown: nil
        }
    }
}
