/// A mail that came back, by whichever door, as far as something may follow from it: what it says, and what ties it to
/// a message of ours.
package struct ReturnedReport: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case report, complaint, automatic, receipt, unsubscribe, person, other
    }

    /// The part of a report about one recipient.
    package struct Recipient: Hashable, Sendable {
        /// Under which addresses the recipient may be known here.
        package var addresses: [EmailAddress]
        /// The addresses that the report says did not work, where it says so apart from whom the message was for: of a
        /// message that was passed on, where it went.
        package var failed: [EmailAddress]
        package var category: ReturnCategory
        /// Whether the report is plain evidence that the address does not work.
        package var isProof: Bool
        package var status: EnhancedStatus?
        package var said: String

        package init(
            addresses: [EmailAddress], failed: [EmailAddress] = [], category: ReturnCategory, isProof: Bool = false,
            status: EnhancedStatus? = nil, said: String = ""
        ) {
            self.addresses = addresses
            self.failed = failed
            self.category = category
            self.isProof = isProof
            self.status = status
            self.said = said
        }
    }

    /// The person who wants no more mail.
    package enum Leaver: Hashable, Sendable {
        /// The person of this number, by a token of ours.
        case person(ContactID, DeliveryID)
        /// Whoever has this address.
        case author(AddressKey)
    }

    /// A person's answer to the mail that asks whether it was they who signed up.
    package struct Confirmation: Hashable, Sendable {
        package var contact: ContactID
        package var signedUpAt: Timestamp
        /// The evidence for the ledger: `answer <MESSAGE-ID> from ADDRESS`.
        package var evidence: String

        package init(contact: ContactID, signedUpAt: Timestamp, evidence: String) {
            self.contact = contact
            self.signedUpAt = signedUpAt
            self.evidence = evidence
        }
    }

    /// How long mails without a consequence are kept, in milliseconds.
    package static let longestKept: Int64 = 90 * 86_400_000

    /// The key of the mail, 32 octets: the same for the same mail, whichever door it comes by.
    package var key: [UInt8]
    package var kind: Kind
    /// The recipients of a report; empty for any other mail.
    package var recipients: [Recipient] = []
    /// Whether a complaint says that the person wants no more, and calls nothing spam.
    package var isOptOut = false
    /// The program or provider that reports a complaint, as it was written.
    package var reporter: String?
    package var leaver: Leaver?
    /// Whether somebody's own words are in it that nothing here understands.
    package var isLetter = false
    /// The sign-up that it confirms by a token of ours; nil for none.
    package var confirmation: Confirmation?
    /// The deliveries that are named under our seal, the likeliest first.
    package var deliveries: [DeliveryID] = []
    /// Message-IDs that may be ours; whose they are is known only with an address.
    package var messageIDs: [String] = []
    /// The addresses that the message that came back was for, as far as the mail says so.
    package var people: [EmailAddress] = []
    /// The door that it came by, for the ledger of consents: `mail`, or a provider.
    package var source = "mail"
    /// The line for the operator.
    package var summary: String
    /// Under which name the mail itself is kept, where it is.
    package var file: String?

    package init(key: [UInt8], kind: Kind, summary: String) {
        self.key = key
        self.kind = kind
        self.summary = summary
    }
}

extension ReturnedReport {
    /// Whether the mail itself is for people to look at: whatever a person wrote, also where something followed from
    /// it, and what is tied to nobody.
    package func isForPeople(isMatched: Bool) -> Bool {
        if !isMatched || isLetter { return true }
        switch kind {
        case .report, .complaint, .receipt, .unsubscribe: return false
        case .person: return true
        case .automatic, .other: return leaver == nil
        }
    }
}

/// The kind of a mail that is kept, each with bounds of its own: however much strangers send, and however many are
/// away, what people write about our messages stays.
package enum KeptMail: String, Sendable, CaseIterable {
    /// People wrote it, and it is tied to a message or a person.
    case ours
    /// Somebody wrote it whom nothing ties to us; most of what nobody asked for is of this kind too.
    case letter
    /// Reports about others' messages, lists, advertisement, machines; automatic answers, whoever they are about.
    case strange

    /// Mails.
    package var most: Int {
        switch self {
        case .ours: 1000
        case .letter, .strange: 500
        }
    }
}

extension ReturnedReport {
    package func kept(isMatched: Bool) -> KeptMail {
        // One letter to everybody brings more absences than there is room for.
        if kind == .automatic || kind == .other { return .strange }
        if isMatched { return .ours }
        return kind == .person || kind == .unsubscribe || isLetter ? .letter : .strange
    }
}
