/// What an erasure leaves of what is told about an address afterwards, at whichever door.
///
/// The first row that fits:
///
/// | What is so | Answer |
/// | --- | --- |
/// | the address was never erased, or the operator took that back | welcome |
/// | it happened before the erasure | older: what was forgotten stays so, also for somebody who came back |
/// | nobody has the address, the erasure is in force, and it is no sign-up | erased |
/// | else: a sign-up since, or more about somebody who signed up again | welcome |
package enum ErasurePolicy {
    package enum Answer: Hashable, Sendable {
        case welcome, older, erased
    }

    /// Answers whether somebody whose address was erased may be made known again.
    ///
    /// - Parameters:
    ///   - erasedAt: the last erasure of the address; nil for none.
    ///   - isInForce: whether nobody has lifted it: a confirmed sign-up does.
    ///   - isKnown: whether somebody has the address now.
    package static func answer(
        toldOf moment: Timestamp, isSignUp: Bool, erasedAt: Timestamp?, isInForce: Bool, isKnown: Bool
    ) -> Answer {
        guard let erasedAt else { return .welcome }
        if moment < erasedAt { return .older }
        return !isKnown && isInForce && !isSignUp ? .erased : .welcome
    }
}
