import UsherCore
import UsherHome

/// Why a backup was not made, not trusted, or not restored, in one sentence each. Where nothing else is said, nothing
/// has changed.
package enum BackupFault: Error, Hashable, Sendable {
    /// The backup's own file cannot be read: it is not there, no file, or not ours to read.
    case unreadable(path: String, why: String, isMachines: Bool)
    case notABackup(path: String)
    case damaged(path: String, why: String)
    /// The backup has a form that this version does not know.
    case newer(path: String, usher: String)
    case cannotWrite(path: String, why: String, isMachines: Bool)
    case noRoom(folder: String, needed: Int64, free: Int64)
    /// Something that is no backup lies where one is to be written.
    case inTheWay(path: String)
    case anotherIsMade(folder: String)
    case nothingToKeep(state: String)
    /// `keys.json` knows a database of this name, and it is not there.
    case lacks(database: String, keys: String)
    case noKeys(path: String)
    /// Keys and database do not belong together; `what` names what has both.
    case notTogether(what: String, KeyIdentity.Refusal)
    /// The database itself cannot be read or written.
    case database(path: String, StoreError)
    case file(HomeTree.Fault)
    case wouldOverwrite([String])
    case anotherUsers(path: String, user: String)
    case isRunning(String)
    /// The restore was begun, and the home is locked until it is through.
    case cutShort(why: String)
}

extension BackupFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let why, _): "\(path) cannot be read: \(why)"
        case .notABackup(let path):
            "\(path) is no backup of Usher's; if it was packed or encrypted afterwards, unpack it first"
        case .damaged(let path, let why): "the backup \(path) is damaged: \(why); take an older one"
        case .newer(let path, let usher):
            "the backup \(path) was made by Usher \(usher), in a form that this one does not know; install that version"
        case .cannotWrite(let path, let why, let isMachines):
            "\(path) cannot be written: \(why)\(isMachines ? "; what was begun is removed" : "")"
        case .noRoom(let folder, let needed, let free):
            "the disk of \(folder) has \(Self.megabytes(free)) left, and this needs \(Self.megabytes(needed)); nothing "
                + "was begun: make room, or choose another disk"
        case .inTheWay(let path): "\(path) is there, and is no backup of Usher's; choose another name"
        case .anotherIsMade(let folder): "another backup is being written to \(folder); try again when it is through"
        case .nothingToKeep(let state): "there is no database in \(state) yet, so there is nothing to keep"
        case .lacks(let database, let keys):
            "\(database) is not there, and \(keys) knows it; put it back, or remove its name from 'databases' there: a "
                + "backup without it would be taken for whole"
        case .noKeys(let path): "\(path) is not there; without it a database is of no use"
        case .notTogether(let what, let refusal): "\(what) \(Self.words(refusal))"
        case .database(let path, let error): "\(path): \(error)"
        case .file(let fault): "\(fault)"
        case .wouldOverwrite(let paths):
            "nothing was restored, because it would take the place of \(paths.prefix(4).joined(separator: ", "))"
                + (paths.count > 4 ? " and \(paths.count - 4) more" : "")
                + "; add --overwrite to move what is there aside, or name another folder"
        case .anotherUsers(let path, let user):
            "\(path) belongs to the user \(user); run this as root, or as that user"
        case .isRunning(let holder):
            "a daemon is running there: \(holder); stop it first, so that nothing is sent twice"
        case .cutShort(let why):
            "the restore could not be brought to its end: \(why); nothing works there until the same command, given again, has "
                + "come to its end"
        }
    }

    private static func words(_ refusal: KeyIdentity.Refusal) -> String {
        switch refusal {
        case .anothers: "do not belong together: one of them is another home's"
        case .lacks(let ids):
            "do not belong together: the keys lack \(ids.map(String.init).joined(separator: ", ")), which the database "
                + "was used with"
        case .older(let id): "do not belong together: key \(id) is older than any that the database knows"
        }
    }

    private static func megabytes(_ octets: Int64) -> String { "\((octets + (1 << 20) - 1) >> 20) MiB" }
}
