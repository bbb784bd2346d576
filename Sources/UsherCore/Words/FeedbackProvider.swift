/// A provider that delivers for the shop, and tells over HTTP what became of its messages.
package enum FeedbackProvider: String, Hashable, Sendable, Codable, CaseIterable {
    case mailgun, postmark, sendgrid, ses

    /// The name that people call it by.
    package var title: String {
        switch self {
        case .mailgun: "Mailgun"
        case .postmark: "Postmark"
        case .sendgrid: "SendGrid"
        case .ses: "Amazon SES"
        }
    }

    /// Whether it posts back what a message gives to it in a field of its header. Amazon SES posts the header itself.
    package var takesToken: Bool { self != .ses }

    /// Under which name a message's own token is given to a provider, and comes back.
    package static let token = "usher"
}
