/// The effect of a mail that came back, as it is counted. `docs/receiving.md` says what follows from each.
package enum ReturnEffect: String, Sendable, Codable, CaseIterable {
    /// It has no effect: it says nothing that counts, or cannot be tied to a message, or another says the same or more.
    case none
    /// The delivery it had an effect on was started again since.
    case undone
    /// The address does not work.
    case bounced
    /// Delivery to the address did not work this time.
    case soft
    /// The sender is blamed.
    case blocked
    /// The message is blamed.
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

    /// The effects that are counted by campaign and step.
    package static let counted = allCases.filter(\.isOfDelivery)

    /// The state that a sent message gets by it; nil where it stays so.
    package var state: DeliveryState? {
        switch self {
        case .none, .undone, .unsubscribed: nil
        case .bounced: .bounced
        case .soft, .blocked, .content, .unclear: .failed
        case .complained: .complained
        }
    }

    /// The name of its counter.
    package var counter: String { "returned_\(rawValue)" }
}
