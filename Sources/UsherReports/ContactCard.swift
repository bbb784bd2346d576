import UsherCore

/// The facts about one person: the answer of `usher contact show`, and a line of `usher contact list`.
package struct ContactCard: Sendable, Encodable {
    package let address: String
    package let name: String?
    package let stage: Stage?
    /// The person's time zone; nil is the shop's. So is the language.
    package let zone: String?
    package let language: String?
    package let attributes: [String: String]
    package let tags: [String]
    /// The newest word about marketing; nil when nothing was ever said.
    package let marketing: Consent.Said?
    /// Whether marketing may go; false while it is withheld: a suppression forbids it, or no word that counts lets it
    /// go.
    package let isMailable: Bool
    /// Whether there is such a word.
    private let isConfirmed: Bool

    private enum CodingKeys: String, CodingKey {
        case address, name, stage, zone, language, attributes, tags, marketing, isMailable
    }

    package init(
        _ contact: Contact, tags: Set<String>, standing: Standing, consent: ConsentSettings = ConsentSettings()
    ) {
        address = contact.address.wire
        name = contact.name
        stage = contact.stage
        zone = contact.zone
        language = contact.language
        attributes = contact.attributes.mapValues(\.plain)
        self.tags = tags.sorted()
        marketing = standing.marketing
        let forbids = standing.suppressions.contains { $0.scope == .marketing || $0.scope == .everything }
        isConfirmed = ConsentPolicy.answer(standing, settings: consent) == .yes
        isMailable = isConfirmed && !forbids
    }

    /// The lines for people, one thing on each.
    package func lines(settings: Settings) -> [String] {
        let rows: [(String, String)] =
            [
                ("address", address), ("name", name ?? "-"), ("stage", stage?.rawValue ?? "none yet"),
                ("zone", zone ?? "\(settings.shop.zone) (the shop's)"),
                ("language", language ?? "\(settings.shop.language) (the shop's)"),
                ("tags", tags.isEmpty ? "-" : tags.joined(separator: " ")),
                (
                    "marketing",
                    marketing.map { said in
                        let but = !isConfirmed ? ", and not confirmed" : ", and suppressed"
                        return "\(said.rawValue)\(isMailable || !said.isYes ? "" : but)"
                    }
                        ?? "nothing was said"
                ),
            ] + attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let width = (rows.map(\.0.count).max() ?? 0) + 1
        return rows.map { "\($0.0.padding(to: width)) \($0.1)" }
    }

    package static let heading = ["stage", "mail", "address", "name, tags"]

    package var cells: [String] {
        let rest = [name ?? "", tags.map { "#\($0)" }.joined(separator: " ")].filter { !$0.isEmpty }
        return [stage?.rawValue ?? "-", isMailable ? "yes" : "no", address, rest.joined(separator: "  ")]
    }
}
