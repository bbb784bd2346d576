/// One message as it came over the wire: its envelope and its bytes.
package struct InboxMessage: Hashable, Sendable {
    /// MAIL FROM without the angle brackets; empty for the null sender.
    package var sender: String
    package var recipients: [String]
    /// As sent, the stuffed dots taken out; ends in CRLF unless it is empty.
    package var bytes: [UInt8]
}
