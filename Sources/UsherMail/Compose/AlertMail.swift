import UsherCore

/// The plain messages from Usher itself to whoever runs it.
package enum AlertMail {
    /// Makes one such message, of plain text.
    ///
    /// - Parameters:
    ///   - sender: the envelope's and From's.
    ///   - code: stands before the @ of Message-ID: letters and digits, another for each message.
    package static func message(
        _ title: String, _ text: String, from sender: EmailAddress, to recipient: EmailAddress, code: String,
        at now: Timestamp
    ) throws(ComposeFault) -> OutgoingMessage {
        guard let domain = HeaderToken(sender.domain) else { throw .notADomain(.messageID) }
        var block = HeaderBlock()
        block.add(.date, now)
        block.add(.from, try HeaderText("Usher", for: .from), sender)
        block.add(.to, nil, recipient)
        block.addMessageID(HeaderToken(label: code, longest: 60), domain: domain)
        block.add(.subject, try HeaderText(PlainText.header(title), for: .subject))
        block.add(.autoSubmitted, .literal("auto-generated"))
        block.add(.mimeVersion, .literal("1.0"))
        var body: [UInt8] = []
        QuotedPrintable.append(text.hasSuffix("\n") ? text : text + "\n", to: &body)
        block.end(text: try CheckedBody(body, .text))
        return OutgoingMessage(
            delivery: DeliveryID(-1), sender: sender, recipient: recipient, bytes: block.octets)
    }
}
