/// Every header field that Usher writes. Each stands once in a message, or not at all.
package enum HeaderField: Sendable, CaseIterable {
    case date, from, replyTo, to, subject, messageID
    case listID, listUnsubscribe, listUnsubscribePost, feedbackID, autoSubmitted
    case mimeVersion, contentType
    case mailgunVariables, postmarkMetadata, sendgridArguments

    /// Whether a signature covers the field. A provider takes out what is meant for it alone.
    var isSigned: Bool {
        switch self {
        case .mailgunVariables, .postmarkMetadata, .sendgridArguments: false
        default: true
        }
    }

    package var name: StaticString {
        switch self {
        case .date: "Date"
        case .from: "From"
        case .replyTo: "Reply-To"
        case .to: "To"
        case .subject: "Subject"
        case .messageID: "Message-ID"
        case .listID: "List-Id"
        case .listUnsubscribe: "List-Unsubscribe"
        case .listUnsubscribePost: "List-Unsubscribe-Post"
        case .feedbackID: "Feedback-ID"
        case .autoSubmitted: "Auto-Submitted"
        case .mimeVersion: "MIME-Version"
        case .contentType: "Content-Type"
        case .mailgunVariables: "X-Mailgun-Variables"
        case .postmarkMetadata: "X-PM-Metadata-usher"
        case .sendgridArguments: "X-SMTPAPI"
        }
    }
}
