import UsherCore

/// One message of the rehearsal's inbox as `usher inbox list` shows it.
package struct InboxLine: Sendable, Encodable {
    package let name: String
    /// The moment at which it was taken over, as ISO 8601 in UTC; nil where the envelope is not known, as for `sender`.
    package let at: String?
    package let sender: String?
    package let recipients: [String]
    package let subject: String?
    package let messageID: String?
    package let size: Int
    /// Which copy this is: 1 for the first message with this Message-ID to these recipients.
    package let copy: Int

    package init(_ entry: InboxEntry) {
        name = entry.name
        at = entry.at?.iso8601
        sender = entry.sender
        recipients = entry.recipients
        subject = entry.subject
        messageID = entry.messageID
        size = entry.size
        copy = entry.copy ?? 1
    }

    package var cells: [String] {
        let again = copy > 1 ? "  (copy \(copy))" : ""
        return [name, at ?? "", recipients.joined(separator: ", "), "\(subject ?? "(no subject)")\(again)"]
    }
}
