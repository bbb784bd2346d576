/// Why the keys on disk cannot be used. Nothing on disk has changed.
package enum KeyFileFault: Error, Hashable, Sendable {
    case unreadable(path: String, why: String)
    /// There is a database, and not the keys it was made with.
    case missing(path: String, database: String)
    /// The file's mode lets others read it.
    case open(path: String, mode: UInt32)
    case anotherUsers(path: String, user: String)
    case garbled(path: String, KeyringFault)
    case unwritable(path: String, why: String)
    /// The machine could not read or write it at this moment.
    case failed(path: String, doing: String, why: String)
}

extension KeyFileFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let why): "\(path) cannot be read: \(why)"
        case .missing(let path, let database):
            "\(path) is not there, and \(database) was made with it: without these keys Usher does not know who said no, and no link in a sent e-mail opens; restore it from a backup"
        case .open(let path, let mode):
            "\(path) can be read by others (mode \(String(mode, radix: 8))); whoever has it can forge links: run 'chmod 600 \(path)'"
        case .anotherUsers(let path, let user):
            "\(path) belongs to the user \(user), and what signs the links is Usher's alone: chown it to who runs Usher"
        case .garbled(let path, let fault):
            "\(path) cannot be used: \(fault); restore it from a backup, because links in sent e-mails need these keys"
        case .unwritable(let path, let why): "\(path) cannot be written: \(why)"
        case .failed(let path, let doing, let why):
            "\(path) cannot be \(doing) now: \(why); look at the machine, and try again"
        }
    }
}
