import Foundation

/// The files that a store has open, as the file system knows them: whether what lies at their names is still what is
/// open.
///
/// A process that has a database open goes on in it after somebody has moved or deleted the file, and so does its log.
struct FileIdentity: Hashable, Sendable {
    private struct Inode: Hashable, Sendable {
        let device: UInt64
        let number: UInt64

        /// The identity of the file at `path`; nil when nothing is there.
        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            device = UInt64(status.st_dev)
            number = UInt64(status.st_ino)
        }
    }

    private let path: String
    private let database: Inode?
    private let log: Inode?

    /// The identity of the database's file at `path` now, and of the log beside it.
    init(_ path: String) {
        self.path = path
        database = Inode(path)
        log = Inode("\(path)-wal")
    }

    /// What somebody did to the files since; nil while they are where they were.
    var change: StoreFileChange? {
        let found = Inode(path)
        if found != database { return found == nil ? .databaseIsGone : .databaseIsAnother }
        if DatabaseFile.size(path) == 0 { return .databaseIsEmptied }
        guard let log else { return nil }
        let beside = Inode("\(path)-wal")
        return beside == log ? nil : beside == nil ? .logIsGone : .logIsAnother
    }
}

/// A change that somebody made to the files of a database that is in use.
package enum StoreFileChange: Hashable, Sendable {
    /// Moved away or deleted, alone or with its folder.
    case databaseIsGone
    /// Another file lies in the database's place.
    case databaseIsAnother
    /// The database's file has no octet any more.
    case databaseIsEmptied
    /// The log, with what was committed last, was moved away or deleted.
    case logIsGone
    case logIsAnother

    /// The sentence about what happened and what to do, after "the database's files were changed under Usher:".
    package var reason: String {
        switch self {
        case .databaseIsGone:
            "it was moved away or deleted while it was in use; put it back, or restore a backup, and start again"
        case .databaseIsAnother: "another file was put in its place while it was in use; start again with the right one"
        case .databaseIsEmptied: "it was emptied while it was in use; restore a backup, and start again"
        case .logIsGone: "its log (-wal) was moved away or deleted while it was in use; start again"
        case .logIsAnother:
            "another log (-wal) was put beside it while it was in use; put the right one back, or restore a backup, "
                + "and start again"
        }
    }
}
