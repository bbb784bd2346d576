import UsherComposing
import UsherCore
import UsherStore

/// Lets go of revisions that no message will be made from: those of edits that nobody was sent, and those of mail that
/// is sent.
struct OldRevisions {
    /// A walk forgets so many at most.
    private static let lot = 200

    /// Those that nothing needed at the walk before. Only what is still unneeded at the next goes: whoever saved one
    /// just now, to refer to
    /// it in the next transaction, has the time between two walks for that.
    private var unneeded: Set<Int64> = []

    /// One walk. `edition` is what serves. Blocks; returns how many went.
    mutating func walk(_ store: SQLiteStore, edition: Edition, now: Timestamp) throws(StoreError) -> Int {
        let found = try store.unneededRevisions(keeping: Set(edition.revisions.keys), limit: Self.lot * 4)
        let both = Array(found.filter(unneeded.contains).prefix(Self.lot))
        unneeded = Set(found).subtracting(both)
        return try store.forgetRevisions(both, now: now)
    }
}
