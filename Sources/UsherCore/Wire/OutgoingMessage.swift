/// A composed message in its envelope, ready for the wire.
package struct OutgoingMessage: Hashable, Sendable {
    package let delivery: DeliveryID
    /// MAIL FROM; nil is the null sender `<>`.
    package let sender: EmailAddress?
    package let recipient: EmailAddress
    /// The message's RFC 5322 octets: every line ends in CRLF, the last one too; none starts with a dot, so nothing
    /// needs stuffing. Without the final dot.
    package let bytes: [UInt8]
    /// The name by which a report says which message it is about (RFC 3461 4.4): letters and digits, at most 100; nil
    /// for none.
    package let envelopeID: String?

    package init(
        delivery: DeliveryID, sender: EmailAddress?, recipient: EmailAddress, bytes: [UInt8], envelopeID: String? = nil
    ) {
        self.envelopeID = envelopeID
        self.delivery = delivery
        self.sender = sender
        self.recipient = recipient
        self.bytes = bytes
    }
}
