/// The subject of a mail that came back, for counting and for consequences.
package enum ReturnCategory: String, Hashable, Sendable, CaseIterable {
    /// The address does not work.
    case hard
    /// Delivery to the address did not work this time.
    case soft
    /// Policy, reputation, authentication: about the sender.
    case block
    /// About the message.
    case content
    case complaint
    /// A machine answered for a person.
    case auto
    case delayed
    case delivered
    case unknown

    package init(_ refusal: RefusalCategory) {
        self =
            switch refusal {
            case .hard: .hard
            case .soft: .soft
            case .block: .block
            case .content: .content
            case .unknown: .unknown
            }
    }
}
