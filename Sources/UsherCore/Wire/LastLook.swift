/// The question that is asked right before the first octet of a body: may this message still start?
///
/// Nil lets it go. Anything else is its outcome, and the connection is closed without a body: `.withdrawn` or
/// `.runEnded` for a no, `.notStarted` when nobody could tell (the store could not be read): nobody has said no then,
/// and it goes back to the queue.
package typealias LastLook = @Sendable (DeliveryID) -> AttemptOutcome?

extension StartPermission {
    /// What it means for a message that stands at its body.
    package var outcome: AttemptOutcome? {
        switch self {
        case .go: nil
        case .saidNo: .withdrawn
        case .runEnded: .runEnded
        }
    }
}
