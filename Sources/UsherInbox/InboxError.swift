import Glibc

/// Why the inbox could not do something.
package enum InboxError: Error, Hashable, Sendable {
    /// A system call said no; `code` is errno.
    case system(doing: String, path: String, code: Int32)
    /// The file or folder is not the inbox's own.
    case unusable(path: String, why: String)
    case noSuchMessage(name: String)
    case cannotListen(why: String)

    /// Whether the disk, or the user's share of it, is full: worth another try when there is room.
    var isOutOfSpace: Bool {
        guard case .system(_, _, let code) = self else { return false }
        return code == ENOSPC || code == EDQUOT
    }
}

extension InboxError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .system(let doing, let path, let code):
            "the inbox cannot \(doing) \(path): \(String(cString: strerror(code)))"
        case .unusable(let path, let why): "the inbox's \(path): \(why)"
        case .noSuchMessage(let name): "the inbox has no message \(name); `usher inbox list` shows what there is"
        case .cannotListen(let why): "the inbox cannot listen on 127.0.0.1: \(why)"
        }
    }
}
