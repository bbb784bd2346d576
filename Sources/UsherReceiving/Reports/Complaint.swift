import UsherCore

/// Somebody's complaint about a message, as a mailbox provider tells it (RFC 5965, RFC 6591).
package struct Complaint: Hashable, Sendable {
    package enum Feedback: String, Hashable, Sendable, CaseIterable {
        /// The message was called spam.
        case abuse
        case fraud
        case virus
        case other
        /// The person wants no more mail.
        case optOut = "opt-out"
    }

    package var feedback: Feedback
    /// The addresses of who complained, where the provider says so; often it does not, and the traces have to say.
    package var recipients: [EmailAddress] = []
    /// The program or provider that reports the complaint, as it was written.
    package var reporter: String?

    static let type = "message/feedback-report"

    init(feedback: Feedback) { self.feedback = feedback }

    /// Reads the part of a mail that reports a complaint.
    ///
    /// - Parameter returned: the header of the message that is complained of.
    init(_ part: MessagePart, returned: HeaderFields?) {
        let fields = Self.fields(part)
        let type = Self.type(fields)
        feedback = Feedback(rawValue: type) ?? (type.hasPrefix("opt-out") ? .optOut : .other)
        let named = ["original-rcpt-to", "removal-recipient", "redacted-address", "x-hmxmroriginalrecipient"].flatMap {
            fields.all($0).prefix(20)
        }
        reporter = (fields["user-agent"] ?? fields["source"]).map(ShownText.line)
        take(named.flatMap { AddressText.all(in: $0) })
        take(returned.map(ReturnedRecipients.of) ?? [])
    }

    static func fields(_ part: MessagePart) -> HeaderFields {
        HeaderFields.read(part.content.drop { $0 == 0x0A || $0 == 0x0D }[...]).0
    }

    /// The value of Feedback-Type, in lower case; empty where there is none.
    static func type(_ fields: HeaderFields) -> String { (fields["feedback-type"] ?? "").trimmedBlanks.lowercased() }

    /// Adds addresses of people who complained. A redacted address is none (RFC 6590).
    mutating func take(_ addresses: [EmailAddress]) {
        for address in addresses where recipients.count < RecipientReport.mostAddresses {
            guard !recipients.contains(address), !address.localPart.lowercased().hasPrefix("redacted") else { continue }
            recipients.append(address)
        }
    }
}
