/// Why DKIM keys cannot be used. Nothing on disk has changed.
package enum DKIMKeyFault: Error, Hashable, Sendable {
    /// No file of keys of this name in the state folder, and no credential.
    case missing(name: String, state: String)
    case exists(path: String)
    case unreadable(path: String, why: String)
    /// The file's mode lets others read it.
    case open(path: String, mode: UInt32)
    case anotherUsers(path: String, user: String)
    /// The file is not what Usher wrote, or has another name's keys.
    case garbled(path: String, why: String)
    case unwritable(path: String, why: String)
    /// The machine could not read or write it at this moment.
    case failed(path: String, doing: String, why: String)
}

extension DKIMKeyFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let name, let state):
            "there are no DKIM keys '\(name)' in \(state), nor as a credential; put back their file from a backup, or make others: usher dkim create"
        case .exists(let path):
            "\(path) is there already, and keys are kept; give the new ones another name with --name"
        case .unreadable(let path, let why): "\(path) cannot be read: \(why)"
        case .open(let path, let mode):
            "\(path) can be read by others (mode \(String(mode, radix: 8))); whoever has it can sign as you: run 'chmod 600 \(path)'"
        case .anotherUsers(let path, let user):
            "\(path) belongs to the user \(user), and what signs your mail is Usher's alone: chown it to who runs Usher"
        case .garbled(let path, let why): "\(path) cannot be used: \(why); restore it from a backup"
        case .unwritable(let path, let why): "\(path) cannot be written: \(why)"
        case .failed(let path, let doing, let why):
            "\(path) cannot be \(doing) now: \(why); look at the machine, and try again"
        }
    }
}
