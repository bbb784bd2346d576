import UsherCore
import UsherMail

/// A mail that came to one of our return addresses, read: what it is, and which message of ours it may be about. Facts
/// only; what follows from them is decided elsewhere, after the traces were held against what is recorded.
///
/// | Kind | Category |
/// | --- | --- |
/// | report | of its first recipient: hard, soft, block, content, delayed, delivered, unknown |
/// | complaint | complaint |
/// | automatic, receipt | auto |
/// | unsubscribe, person, other | unknown |
package struct ReturnedMail: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A report whether a message was delivered, for each recipient that is named; at least one.
        case report([RecipientReport])
        case complaint(Complaint)
        case automatic(Automatic)
        /// A message was shown to a person, or deleted unread (RFC 8098).
        case receipt
        /// Somebody wants no more, in the form that our messages offer or in as few words. The token is what stood in
        /// the subject, unchecked; `Traces.sealed` has it where it bears our seal.
        case unsubscribe(token: String?)
        /// Somebody wrote. When in doubt a mail is this.
        case person
        case other(Other)
    }

    package enum Automatic: String, Hashable, Sendable {
        /// The recipient is away, or a mail says that ours has come (RFC 3834).
        case answer
        /// The sender has to prove something before the mail is delivered.
        case challenge
    }

    package enum Other: String, Hashable, Sendable {
        /// Receivers tell how they did with mail of our domain: DMARC (RFC 7489), TLS (RFC 8460).
        case statistics
        /// Somebody called a message of ours no spam (Feedback-Type `not-spam`).
        case praise
        /// A signature or a policy of ours did not hold (RFC 6591).
        case authentication
        /// The mail is a mailing list's, or advertisement.
        case bulk
        /// A machine wrote it, and no more is known; also a report without any recipient.
        case machine
    }

    package var kind: Kind
    package var traces: Traces
    /// What the operator reads of the mail: one line of at most `longestSummary` characters, nothing in it that a
    /// terminal obeys.
    package var summary: String
    /// The address that the mail says it is from; nil where it names none.
    package var author: EmailAddress?
    /// Whether the mail's own first words say yes, and none of its words say no.
    package var saysYes = false
    /// Whether somebody's own words are in the mail that people have to read, whatever else follows from it.
    package var isLetter = false

    /// The largest mail that a door takes, in octets; what is behind that is not read.
    package static let longest = 10_000_000
    package static let longestSummary = 200

    package var category: ReturnCategory {
        switch kind {
        case .report(let recipients): recipients.first?.category ?? .unknown
        case .complaint: .complaint
        case .automatic, .receipt: .auto
        case .unsubscribe, .person, .other: .unknown
        }
    }

    /// Reads a mail. Whatever the octets are there is a reading; the same octets give the same one, and it does not
    /// matter how lines end. The work grows with the octets, not faster.
    ///
    /// - Parameters:
    ///   - recipient: whom the envelope named, where the door knows it.
    ///   - seal: reads return addresses and tokens; without it nothing is sealed.
    package static func read(
        _ octets: [UInt8], to recipient: EmailAddress? = nil, seal: TokenSeal? = nil
    ) -> ReturnedMail {
        let whole = octets.count > longest ? Array(octets.prefix(longest)) : octets
        return MailJudge(PartReader.read(whole), to: recipient, seal: seal, level: 0).verdict
    }
}
