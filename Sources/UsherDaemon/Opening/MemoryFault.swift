import UsherCore

/// Why what a state folder remembers cannot be used: some of it is lost, or is another home's. Nothing on disk has
/// changed.
package enum MemoryFault: Error, Hashable, Sendable {
    case wrongKeys(keys: String, database: String, KeyIdentity.Refusal)
    /// The database is another one than the keys were used with; `is` names it where it is the other mode's.
    case wrongDatabase(database: String, is: String?, keys: String)
    /// The database or its keys are lost. `knownTo`: the keys that know of it; nil where they are from before that was
    /// written down.
    case lost(database: String, DatabasePresence.Refusal, state: String, knownTo: String?)
}

extension MemoryFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongKeys(let keys, let database, .anothers):
            "\(keys) and \(database) do not belong together, one of them is another home's: with these keys Usher "
                + "does not know who said no, and no link in a sent e-mail opens; put back the ones that belong together, "
                + "from a backup"
        case .wrongKeys(let keys, let database, .lacks(let ids)):
            "\(keys) lacks \(ids.count == 1 ? "key" : "keys") \(ids.map(String.init).joined(separator: ", ")), "
                + "which \(database) was used with; put back the latest copy, and keep old keys when a new one is added"
        case .wrongKeys(let keys, let database, .older(let id)):
            "\(keys) has a key \(id), older than any that \(database) knows, and people who said no are known by the "
                + "oldest; give a new key a number above all others"
        case .wrongDatabase(let database, let other?, _):
            "\(database) is a copy of \(other), the database of the other mode; put back the right one from a backup"
        case .wrongDatabase(let database, nil, let keys):
            "\(database) is not the database that \(keys) was used with; put back the right one from a backup, or, if "
                + "it is this one, remove its name from 'databases' in \(keys)"
        case .lost(let database, let refusal, let state, let keys):
            "\(database) \(refusal.words), and this is no first start: an empty one would know nobody who said no; put it "
                + "back, or restore it from a backup with its keys.json; to begin an empty one all the same, "
                + (keys.map { "remove its name from 'databases' in \($0), and what is left of it" }
                    ?? "move \(state) away")
        }
    }
}

extension DatabasePresence.Refusal {
    /// The fault in words, to stand after the database's path.
    fileprivate var words: String {
        switch self {
        case .databaseIsMissing, .keysAreMissing: "is not there"
        case .databaseIsEmpty: "is empty (0 octets)"
        case .onlyTheLogIsThere: "is not there, but its log (-wal) is"
        }
    }
}
