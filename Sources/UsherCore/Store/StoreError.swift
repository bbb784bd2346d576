/// Why the store did not do what it was asked. Nothing of the verb that threw is on disk.
package enum StoreError: Error, Hashable, Sendable {
    /// Another process holds the write lock longer than the busy timeout. Again later.
    case busy
    /// No room, or the disk failed. Stop sending: what cannot be recorded must not be sent. Again when there is room.
    case cannotRecord(String)
    /// The file is not a database, or is damaged. Restore a backup.
    case corrupt(String)
    /// A newer Usher wrote this database. Install that one.
    case newer(found: Int, known: Int)
    /// A version of Usher wrote this database that was never released.
    case older
    /// It says that it has the tables of an earlier version, and they are others: a draft of Usher made it, or a hand.
    /// Nothing was changed. Go on with the Usher that made it.
    case unlike(String)
    /// Its tables are of an earlier version, and the daemon that works in it as well. Restart that one: it brings them
    /// up to date.
    case outdatedDaemon
    /// The folder or file cannot be opened: permissions, a missing folder.
    case cannotOpen(String)
    /// Somebody moved, deleted or replaced the database's files while they were in use. Stop; the sentence says what to
    /// do.
    case moved(String)
    /// A mistake in Usher itself: the statement and SQLite's sentence, without people's data.
    case defect(String)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .busy: "the database is busy; try again"
        case .cannotRecord(let why): "the database cannot be written: \(why)"
        case .corrupt(let why): "the database is damaged or not a database: \(why); restore a backup"
        case .newer(let found, let known):
            "the database was written by a newer Usher (schema \(found), this one knows \(known)); install that version"
        case .older:
            "the database was written by a version of Usher that was never released, and its tables are not read any "
                + "more; to begin an empty one, move it away and remove its name from databases in keys.json"
        case .unlike(let why):
            "the database cannot be brought up to date, and nothing in it was changed: its tables are not those of the "
                + "version that it names (\(why)); go on with the Usher that made it, whose export has the people and what "
                + "they did, or restore a backup"
        case .outdatedDaemon:
            "the database has the tables of an earlier version, whose daemon still runs: restart the daemon, and it brings "
                + "them up to date"
        case .cannotOpen(let why): "the database cannot be opened: \(why)"
        case .moved(let why): why
        case .defect(let why): "a defect in Usher: \(why)"
        }
    }
}
