import UsherCore

/// SMTP commands as octets.
enum CommandBytes {
    /// The end of a body, behind its last CRLF.
    static let dot: StaticString = ".\r\n"

    /// Appends `MAIL FROM:<...>` with what the relay offers: SIZE (RFC 1870), and SMTPUTF8 (RFC 6531) when an address
    /// needs it, and for reports (RFC 3461 4.3, 4.4) that only the header comes back, and with which name.
    static func mail(_ message: OutgoingMessage, _ capabilities: RelayCapabilities, to buffer: inout [UInt8]) {
        append("MAIL FROM:<", to: &buffer)
        if let sender = message.sender { append(sender, to: &buffer) }
        append(">", to: &buffer)
        if capabilities.size {
            append(" SIZE=", to: &buffer)
            buffer.append(contentsOf: String(message.bytes.count).utf8)
        }
        if capabilities.dsn, let name = message.envelopeID {
            append(" RET=HDRS ENVID=", to: &buffer)
            buffer.append(contentsOf: name.utf8)
        }
        if message.needsSMTPUTF8 { append(" SMTPUTF8", to: &buffer) }
        append("\r\n", to: &buffer)
    }

    static func rcpt(_ message: OutgoingMessage, to buffer: inout [UInt8]) {
        append("RCPT TO:<", to: &buffer)
        append(message.recipient, to: &buffer)
        append(">\r\n", to: &buffer)
    }

    static func append(_ text: StaticString, to buffer: inout [UInt8]) {
        text.withUTF8Buffer { buffer.append(contentsOf: $0) }
    }

    private static func append(_ address: EmailAddress, to buffer: inout [UInt8]) {
        buffer.append(contentsOf: address.localPart.utf8)
        buffer.append(UInt8(ascii: "@"))
        buffer.append(contentsOf: address.domain.utf8)
    }
}

extension OutgoingMessage {
    var needsSMTPUTF8: Bool { recipient.needsSMTPUTF8 || sender?.needsSMTPUTF8 == true }
}
