import UsherCore
import UsherMail

/// What a provider posted, read: the reports in it, and how many events there were that are none.
///
/// Its proof is looked at before (`FeedbackProof`). What is not known is passed over, and so is what has another form
/// than it should: a provider that is refused tries again, and would for ever.
package struct Feedback: Hashable, Sendable {
    package var reports: [ReturnedReport] = []
    package var ignored = 0

    /// The largest number of events that are read of one post.
    package static let mostEvents = 10_000

    /// Reads a post of a provider.
    ///
    /// - Parameter octets: Mailgun's and Postmark's bodies, SendGrid's array, what Amazon SES wrote into the
    ///   message of a notification.
    /// - Throws: where the octets are no JSON.
    package static func read(
        _ octets: [UInt8], of provider: FeedbackProvider, seal: TokenSeal
    ) throws(JSONFault) -> Feedback {
        var nulls: [[String]] = []
        let document = try TemplateValue(foreignJSON: octets, nulls: &nulls)
        let events: [[FeedbackEvent]] =
            switch provider {
            case .mailgun: [MailgunFeedback.events(document)]
            case .postmark: [PostmarkFeedback.events(document)]
            case .sendgrid: document.items.prefix(mostEvents).map(SendGridFeedback.events)
            case .ses: [SESFeedback.events(document)]
            }
        return Feedback(
            reports: events.flatMap { $0.map { $0.report(source: provider.title, seal: seal) } },
            ignored: events.filter(\.isEmpty).count)
    }
}

/// Ways to look at JSON documents: whatever is not there, or is something else, is empty.
extension TemplateValue {
    subscript(name: String) -> TemplateValue {
        if case .object(let fields) = self { fields[name] ?? .text("") } else { .text("") }
    }

    /// The member of this name, whatever the case of its letters; empty where there is none.
    subscript(anyCase name: String) -> TemplateValue {
        guard case .object(let fields) = self else { return .text("") }
        return fields.sorted { $0.key < $1.key }.first { $0.key.lowercased() == name }?.value ?? .text("")
    }

    var words: String { if case .text(let text) = self { text } else { "" } }

    var items: [TemplateValue] { if case .list(let items) = self { items } else { [] } }

    var isOn: Bool { self == .flag(true) }
}
