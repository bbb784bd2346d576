/// Whether a database may be begun where there is none: only at a first start. An empty one in the place of one that
/// was lost would know nobody who said no.
package enum DatabasePresence: Hashable, Sendable {
    /// Opens what is there. `mayBegin`: or begins it.
    case open(mayBegin: Bool)
    case refused(Refusal)

    package enum Refusal: Hashable, Sendable {
        /// The keys are gone, and `database` (a file's name) was made with them.
        case keysAreMissing(database: String)
        /// The database is gone.
        case databaseIsMissing
        /// The database's file has 0 octets.
        case databaseIsEmpty
        /// There is only the log, with what was committed last, without the database that it belongs to.
        case onlyTheLogIsThere
    }

    /// The things that lie in a state folder.
    package struct Facts: Hashable, Sendable {
        /// The size of the database's file, in octets; nil when there is none.
        package var size: Int?
        /// The size of the write-ahead log beside it, in octets; 0 when there is none.
        package var logSize: Int
        /// The other mode's database, when it has any content.
        package var other: String?
        package var keys: Keys

        package init(size: Int?, logSize: Int = 0, other: String? = nil, keys: Keys) {
            self.size = size
            self.logSize = logSize
            self.other = other
            self.keys = keys
        }
    }

    /// The knowledge of the keys about the database.
    package enum Keys: Hashable, Sendable {
        case missing
        /// There are keys, from a time when Usher did not write down which databases were made with them.
        case unaware
        /// There are keys, and it is written down whether this database was made with them.
        case aware(knowsIt: Bool)
    }

    /// | Keys | The database | |
    /// | --- | --- | --- |
    /// | missing | neither one | begins: a first start |
    /// | missing | one of the two has content | refused: keys are missing |
    /// | any | has content | opens it |
    /// | any | is not there, and its log is | refused: only the log is there |
    /// | know it | is not there, or empty | refused |
    /// | do not know it | is not there, or empty because a first start was cut short | begins: the first start of this mode |
    /// | unaware | is not there, and the other mode's is | begins: the first start of this mode |
    /// | missing, or unaware | is empty, or unaware keys without any database | refused |
    package static func decide(_ facts: Facts, named name: String) -> DatabasePresence {
        let hasContent = (facts.size ?? 0) > 0
        if facts.keys == .missing, let database = hasContent ? name : facts.other {
            return .refused(.keysAreMissing(database: database))
        }
        if hasContent { return .open(mayBegin: facts.keys == .aware(knowsIt: false)) }
        if facts.logSize > 0 { return .refused(.onlyTheLogIsThere) }
        let lost: Refusal = facts.size == nil ? .databaseIsMissing : .databaseIsEmpty
        return switch facts.keys {
        case .aware(knowsIt: true): .refused(lost)
        case .aware(knowsIt: false): .open(mayBegin: true)
        case .unaware: facts.size == nil && facts.other != nil ? .open(mayBegin: true) : .refused(lost)
        case .missing: facts.size == nil ? .open(mayBegin: true) : .refused(lost)
        }
    }
}
