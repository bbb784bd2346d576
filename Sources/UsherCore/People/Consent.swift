/// One entry of the consent ledger. Entries are added, never changed.
package struct Consent: Hashable, Sendable {
    package enum Said: String, Sendable, Codable, CaseIterable {
        case agreed, confirmed, unsubscribed, complained

        package var isYes: Bool { self == .agreed || self == .confirmed }
    }

    package var kind: MessageKind
    package var said: Said
    /// Why this counts: `stated by the operator`, `double opt-in`, ... Those that `ConsentPolicy` tells apart are named
    /// below; any other counts like the operator's word.
    package var basis: String
    /// The words the person agreed to, when known.
    package var wording: String?
    /// The source of the entry: a command, a form, a campaign.
    package var source: String
    package var at: Timestamp
    /// HMAC of the network that it came from, where it came over the web; 32 octets. The address of the network is kept
    /// nowhere.
    package var networkHash: [UInt8]?

    package init(
        kind: MessageKind, said: Said, basis: String, wording: String? = nil, source: String, at: Timestamp,
        networkHash: [UInt8]? = nil
    ) {
        self.kind = kind
        self.said = said
        self.basis = basis
        self.wording = wording
        self.source = source
        self.at = at
        self.networkHash = networkHash
    }
}

extension Consent {
    /// The basis of a sign-up: somebody typed the address into a form; whether it was the person is not known yet.
    package static let signUp = "sign-up"
    /// The basis of a confirmed sign-up: whoever reads the mailbox pressed the button behind the mailed link.
    package static let doubleOptIn = "double opt-in"
    /// The person bought something, and may be mailed about the like.
    package static let softOptIn = "soft opt-in"
    package static let stated = "stated by the operator"
    /// Another tool's list says so.
    package static let toldByList = "another tool's list"

    /// The consent to marketing by the operator's word. `wording` is what the person agreed to, where that is told.
    package init(stated wording: String?, source: String, at: Timestamp) {
        self.init(
            kind: .marketing, said: .agreed, basis: Self.stated, wording: wording, source: source, at: at)
    }
}
