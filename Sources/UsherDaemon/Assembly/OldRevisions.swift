import UsherComposing
import UsherCore
import UsherStore

/// Lets go of revisions that no message will be made from: those of edits that nobody was sent, and those of mail that
/// is sent.
struct OldRevisions {
    /// How many revisions a transaction forgets at most, and how many a walk: a layout that was saved some hundred
    /// times is gone after two walks, and nobody waits long for the database.
    private static let (lot, most) = (200, 10_000)

    /// The revisions that nothing needed at the walk before. Only what is still unneeded at the next goes: whoever
    /// saved one just now, to refer to it in the next transaction, has the time between two walks for that.
    private var unneeded: Set<Int64> = []

    /// Takes one walk. `edition` is what serves. Blocks; returns how many revisions went.
    mutating func walk(_ store: SQLiteStore, edition: Edition, now: Timestamp) throws(StoreError) -> Int {
        let found = try store.unneededRevisions(keeping: Set(edition.revisions.keys), limit: Self.most)
        let both = found.filter(unneeded.contains)
        unneeded = Set(found).subtracting(both)
        var gone = 0
        for start in stride(from: 0, to: both.count, by: Self.lot) {
            gone += try store.forgetRevisions(Array(both[start...].prefix(Self.lot)), now: now)
        }
        return gone
    }
}
