import UsherCore

/// One kept message, as `usher inbox list` shows it.
package struct InboxEntry: Hashable, Sendable, Codable {
    /// The name, such as `000042-9f3a61c2`: the order of arrival, and a fingerprint of the bytes, so that two copies
    /// show the same one. The message itself is `NAME.eml` in the inbox folder.
    package var name: String
    /// The moment at which it was taken over, on the daemon's calendar. Nil for an `.eml` that somebody else put into
    /// the folder.
    package var at: Timestamp?
    /// The sender in MAIL FROM; empty for the null sender, nil when the envelope is not known.
    package var sender: String?
    package var recipients: [String]
    /// The size of the message, in octets.
    package var size: Int
    /// The subject, decoded for reading; nil where there is none.
    package var subject: String?
    /// The Date field as it stands in the message; nil where there is none.
    package var date: String?
    /// The Message-ID with its angle brackets; nil where there is none.
    package var messageID: String?
    /// Which copy this is: 1 for the first message with this Message-ID to these recipients, 2 for its second copy, and
    /// so on. Nil in the index on disk.
    package var copy: Int?
}
