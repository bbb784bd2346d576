import Synchronization

/// The edition in force, for everybody who works from it: each reads it where it is needed, and what is made from it is
/// made anew for another one.
///
/// A reload puts the new one in, here and nowhere else.
package final class EditionBox: Sendable {
    private let box: Mutex<Edition>

    package init(_ edition: Edition) { box = Mutex(edition) }

    package var edition: Edition {
        get { box.withLock { $0 } }
        set { box.withLock { $0 = newValue } }
    }
}
