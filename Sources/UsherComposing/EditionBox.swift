import Synchronization

/// The edition in force, for everybody who works from it: each reads it where it is needed, and what is made from it is
/// made anew for another one.
///
/// A reload puts the new one in, here and nowhere else.
package final class EditionBox: Sendable {
    private let box: Mutex<(edition: Edition, number: Int)>

    package init(_ edition: Edition) { box = Mutex((edition, 1)) }

    package var edition: Edition {
        get { box.withLock { $0.edition } }
        set { box.withLock { $0 = (newValue, $0.number + 1) } }
    }

    /// The number of the edition in force, counted from the start: what is remembered of one edition is good as long as
    /// this is the same. An object's address is none, as a new edition may lie where an old one was.
    package var number: Int { box.withLock { $0.number } }
}
