import Foundation

/// Finds out whether a file that only its owner may know or change is that.
package enum PrivateFile {
    package enum Fault: Error, Hashable, Sendable {
        /// The file is another user's; `user` is a name, or `#` and a number when there is no name.
        case anotherUsers(user: String)
        /// Others may read the file, or put something else into it.
        case open(mode: UInt32)
        /// It is a folder, a pipe or a device.
        case notAFile

        /// The sentence for people: what is wrong and what to do, after the file's path.
        package func reason(_ path: String) -> String {
            switch self {
            case .anotherUsers(let user): "belongs to the user \(user); give it to who runs Usher: chown it"
            case .open(let mode):
                "can be read or changed by others (mode \(String(mode, radix: 8))); run 'chmod 600 \(path)'"
            case .notAFile: "is not an ordinary file; put the file itself there"
            }
        }
    }

    /// The fault of a file of this mode and owner; nil for one that is `me`'s alone.
    package static func fault(mode: UInt32, owner: UInt32, me: UInt32 = geteuid()) -> Fault? {
        guard owner == me else { return .anotherUsers(user: UserName.of(owner)) }
        return mode & 0o077 == 0 ? nil : .open(mode: mode & 0o777)
    }

    /// The fault of the file at `path`, without opening it; nil for one that is one's own alone, and when nothing is
    /// there. Follows symbolic links.
    package static func fault(at path: String) -> Fault? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else { return .notAFile }
        return fault(mode: UInt32(status.st_mode & 0o7777), owner: status.st_uid)
    }
}

/// A user of this machine in words.
package enum UserName {
    /// The user's name, or `#` and the number when there is no name.
    package static func of(_ user: UInt32) -> String {
        getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "#\(user)"
    }

    /// The beginning of a command that works with `folder`, on this shell: nothing where the folder is one's own or not
    /// there yet; else `sudo`, as root works with it as its owner. Whoever came by sudo goes on so.
    package static func prefix(for folder: String) -> String {
        var status = stat()
        guard asker != 0, stat(folder, &status) == 0, status.st_uid != asker else { return "" }
        return "sudo "
    }

    /// Who gave the command: by sudo, who called that.
    private static var asker: UInt32 { getenv("SUDO_UID").flatMap { UInt32(String(cString: $0)) } ?? geteuid() }
}
