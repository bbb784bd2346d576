/// The question that is asked right before the first octet of a body: may this message still start?
///
/// Nil lets it go. Anything else is its outcome, and the connection is closed without a body: `.withdrawn` or
/// `.enrollmentEnded` for a no, `.notStarted` when nobody could tell (the store could not be read): nobody has said no
/// then, and it goes back to the queue.
package typealias LastLook = @Sendable (DeliveryID) -> AttemptOutcome?

/// The last look before the first octet of a body: may this message still start?
///
/// The first row that fits decides:
///
/// | What is so | Answer |
/// | --- | --- |
/// | a suppression forbids this kind, here | said no |
/// | marketing, and the word that counts is unsubscribed or complained | said no |
/// | its enrollment ended meanwhile (left, stopped, goal reached, ...), other than by its last step | enrollment ended |
/// | there is no such delivery | enrollment ended |
/// | else | go |
package enum StartPermission: Hashable, Sendable, CaseIterable {
    case go
    /// The message is settled as withheld; the enrollment ends.
    case saidNo
    /// The message is settled as cancelled; nobody said no to anything.
    case enrollmentEnded
}

extension StartPermission {
    /// The outcome of a message that stands at its body; nil where it may go.
    package var outcome: AttemptOutcome? {
        switch self {
        case .go: nil
        case .saidNo: .withdrawn
        case .enrollmentEnded: .enrollmentEnded
        }
    }
}
