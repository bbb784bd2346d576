import Synchronization

/// The DKIM keys of a home, read when they are first asked for.
package final class DKIMKeyring: Sendable {
    package let folder: DKIMKeyFolder
    private let known = Mutex<[String: DKIMKeys]>([:])

    package init(_ folder: DKIMKeyFolder) { self.folder = folder }

    /// The keys of this name. Reads the disk only for a name that it does not know yet, and again where that failed:
    /// keys that are put back are found without a restart. Throws what is wrong with them.
    package func keys(_ name: String) throws(DKIMKeyFault) -> DKIMKeys {
        if let keys = known.withLock({ $0[name] }) { return keys }
        let keys = try folder.keys(name)
        known.withLock { $0[name] = keys }
        return keys
    }
}
