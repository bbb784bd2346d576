import UsherCore

/// The questions that the dashboard asks about single messages.
package struct DashboardLetters: Sendable {
    /// The message of this number; nil for a number that no message of a living person has.
    let letter: @Sendable (DeliveryID) throws -> Letter?

    package init(letter: @escaping @Sendable (DeliveryID) throws -> Letter?) { self.letter = letter }

    /// One message, as it was sent.
    package struct Letter: Hashable, Sendable {
        package let delivery: DeliveryID
        package let person: ContactID
        /// The message's name, such as `welcome/download`.
        package let message: String
        package let state: DeliveryState
        /// The moment at which the relay took it; nil where none did.
        package let sentAt: Timestamp?
        package let content: Content

        package init(
            delivery: DeliveryID, person: ContactID, message: String, state: DeliveryState, sentAt: Timestamp?,
            content: Content
        ) {
            self.delivery = delivery
            self.person = person
            self.message = message
            self.state = state
            self.sentAt = sentAt
            self.content = content
        }
    }

    package enum Content: Hashable, Sendable {
        case kept(Text)
        /// The values of the message, or what it was made from, are let go of.
        case gone
        /// The message was never made.
        case unmade
        /// The message cannot be made again, and why.
        case broken(String)
    }

    package struct Text: Hashable, Sendable {
        package let to: String
        package let sender: String
        package let subject: String
        /// The message's language, as a BCP 47 tag.
        package let language: String
        package let words: String
        package let html: String

        package init(to: String, sender: String, subject: String, language: String, words: String, html: String) {
            self.to = to
            self.sender = sender
            self.subject = subject
            self.language = language
            self.words = words
            self.html = html
        }
    }
}
