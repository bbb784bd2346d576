import UsherCore

/// What a report says of one recipient.
package struct RecipientReport: Hashable, Sendable {
    /// The source that the category was read from.
    package enum Evidence: String, Hashable, Sendable {
        /// The reply of a server, or the words of whoever reports it.
        case diagnostic
        /// The enhanced status alone (RFC 3464 2.3.4).
        case status
        /// Sentences of the text around the address.
        case words
        /// What the report says was done with the message, and nothing else.
        case action
    }

    package static let mostAddresses = 5

    /// The addresses under which the recipient may be known here, the likeliest first: as it was sent to, as it ended
    /// up. At most `mostAddresses`; none where the report names none that could be a contact's: then the traces have to
    /// say.
    package var addresses: [EmailAddress]
    /// The addresses that the report says did not work, where it says so apart from whom the message was for; at most
    /// `mostAddresses`.
    package var failed: [EmailAddress] = []
    package var category: ReturnCategory
    /// Whether this is plain evidence that the address does not work, as for a verdict of bounced.
    package var isProof = false
    package var evidence: Evidence
    /// What was done: `failed`, `delayed`, `delivered`, `relayed` or `expanded` (RFC 3464 2.3.3), in lower case; nil
    /// where none was said.
    package var action: String?
    package var status: EnhancedStatus?
    /// What a server or a machine said, on one line, at most 300 characters; empty where nothing was.
    package var said = ""
    /// The server that said it, as it was named.
    package var remote: String?
    /// The moment until which a delayed message is tried, as it was written; nil where none was.
    package var retryUntil: String?
}
