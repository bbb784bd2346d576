/// One message as it came over the wire: its envelope and its bytes.
package struct InboxMessage: Hashable, Sendable {
    /// The sender in MAIL FROM without the angle brackets; empty for the null sender.
    package var sender: String
    package var recipients: [String]
    /// The message as sent, without the stuffed dots; ends in CRLF unless it is empty.
    package var bytes: [UInt8]
}
