/// The last look before the first octet of a body: may this message still start?
///
/// The first row that fits decides:
///
/// | What is so | Answer |
/// | --- | --- |
/// | a suppression forbids this kind, here | said no |
/// | marketing, and the word that counts is unsubscribed or complained | said no |
/// | its run ended meanwhile (left, stopped, goal reached, ...), other than by its last step | run ended |
/// | there is no such delivery | run ended |
/// | else | go |
package enum StartPermission: Hashable, Sendable, CaseIterable {
    case go
    /// Settled as withheld; the run ends.
    case saidNo
    /// Settled as cancelled; nobody said no to anything.
    case runEnded
}
