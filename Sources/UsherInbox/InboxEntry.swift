import UsherCore

/// One kept message, as `usher inbox list` shows it.
package struct InboxEntry: Hashable, Sendable, Codable {
    /// `000042-9f3a61c2`: the order of arrival, and a fingerprint of the bytes, so that two copies show the same one.
    /// The message itself is `NAME.eml` in the inbox folder.
    package var name: String
    /// When it was taken over, on the daemon's calendar. Nil for an `.eml` that somebody else put into the folder.
    package var at: Timestamp?
    /// MAIL FROM; empty for the null sender, nil when the envelope is not known.
    package var sender: String?
    package var recipients: [String]
    /// Octets.
    package var size: Int
    /// Decoded, for reading.
    package var subject: String?
    /// The field as it stands.
    package var date: String?
    /// With its angle brackets.
    package var messageID: String?
    /// 1 for the first message with this Message-ID to these recipients, 2 for its second copy, and so on. Nil in the
    /// index on disk.
    package var copy: Int?
}
