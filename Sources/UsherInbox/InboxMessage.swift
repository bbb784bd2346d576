/// One message as it came over the wire: its envelope and its bytes.
struct InboxMessage: Hashable, Sendable {
    /// MAIL FROM without the angle brackets; empty for the null sender.
    var sender: String
    var recipients: [String]
    /// As sent, the stuffed dots taken out; ends in CRLF unless it is empty.
    var bytes: [UInt8]
}
