/// One entry of the consent ledger. Entries are added, never changed.
package struct Consent: Hashable, Sendable {
    package enum Said: String, Sendable, Codable, CaseIterable {
        case agreed, confirmed, unsubscribed, complained

        package var isYes: Bool { self == .agreed || self == .confirmed }
    }

    package var kind: MessageKind
    package var said: Said
    /// Why this counts: `stated by the operator`, `double opt-in`, ...
    package var basis: String
    /// The words the person agreed to, when known.
    package var wording: String?
    /// Where it came from: a command, a form, a campaign.
    package var source: String
    package var at: Timestamp

    package init(kind: MessageKind, said: Said, basis: String, wording: String? = nil, source: String, at: Timestamp) {
        self.kind = kind
        self.said = said
        self.basis = basis
        self.wording = wording
        self.source = source
        self.at = at
    }
}
