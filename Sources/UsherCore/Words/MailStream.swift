/// What goes through one relay: everything, or where transactional mail has a relay of its own, one of the two kinds.
///
/// Each stream has its own limits, pauses and counters, so that a relay that blocks newsletters holds up no receipt.
package enum MailStream: Hashable, Sendable, CaseIterable {
    /// There is one relay, and this is everything.
    case all
    /// There are two relays, and this goes through the main one.
    case marketing
    /// There are two relays, and this goes through transactional mail's own.
    case transactional

    /// The kind that belongs to it; nil where both do.
    package var kind: MessageKind? {
        switch self {
        case .all: nil
        case .marketing: .marketing
        case .transactional: .transactional
        }
    }
}
