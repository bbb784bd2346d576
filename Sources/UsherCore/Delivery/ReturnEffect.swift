/// What a mail that came back did, as it is counted. `docs/receiving.md` says what follows from each.
package enum ReturnEffect: String, Sendable, Codable, CaseIterable {
    /// Nothing: it says nothing that counts, or cannot be tied to a message, or another says the same or more.
    case none
    /// The delivery it had an effect on was started again since.
    case undone
    /// The address does not work.
    case bounced
    /// It did not work this time.
    case soft
    /// About the sender.
    case blocked
    /// About the message.
    case content
    /// It was not delivered, and nothing plain is said about why.
    case unclear
    case complained
    case unsubscribed

    /// Whether it says that one message did not arrive, or was not wanted: true once of one message.
    package var isOfDelivery: Bool {
        switch self {
        case .none, .undone, .unsubscribed: false
        case .bounced, .soft, .blocked, .content, .unclear, .complained: true
        }
    }

    /// Those that are counted by campaign and step.
    package static let counted = allCases.filter(\.isOfDelivery)

    /// What a message that was sent becomes by it; nil where it stays so.
    package var state: DeliveryState? {
        switch self {
        case .none, .undone, .unsubscribed: nil
        case .bounced: .bounced
        case .soft, .blocked, .content, .unclear: .failed
        case .complained: .complained
        }
    }

    /// Its counter's name.
    package var counter: String { "returned_\(rawValue)" }
}
