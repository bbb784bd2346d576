import CLinux
import Foundation
import UsherCore

/// What the doctor looks at on the machine itself. A value is nil where it could not be asked.
package struct MachineFacts: Hashable, Sendable {
    /// The folder in which databases and keys lie.
    package var state: String
    package var now: Timestamp
    /// Whether something keeps the system's clock right.
    package var isClockKept: Bool?
    /// The moment at which the database recorded something last, by the clock of then.
    package var newest: Timestamp?
    package var room: DiskRoom?
    package var fileSystem: FileSystemKind?
    /// The guarded files and folders of the home that are there.
    package var places: [Place] = []
    package var backups: Backups

    package init(state: String, now: Timestamp, backups: Backups) {
        self.state = state
        self.now = now
        self.backups = backups
    }

    /// A file or folder, and who may do what there.
    package struct Place: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            /// Nobody else may read it: a key or a database.
            case secret
            /// The group may read it, too: a password that root keeps for the service.
            case password
            /// Everybody may read it, and nobody else change it.
            case plain
        }

        package let path: String
        package let kind: Kind
        package let isFolder: Bool
        /// The permission bits, as chmod takes them.
        package let mode: UInt32

        package init(_ path: String, _ kind: Kind, isFolder: Bool, mode: UInt32) {
            self.path = path
            self.kind = kind
            self.isFolder = isFolder
            self.mode = mode
        }

        /// The file or folder at `path`; nil where nothing is there.
        package static func at(_ path: String, _ kind: Kind) -> Place? {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            return Place(
                path, kind, isFolder: status.st_mode & S_IFMT == S_IFDIR, mode: UInt32(status.st_mode & 0o777))
        }
    }

    package enum Backups: Hashable, Sendable {
        /// No folder for backups is known.
        case nowhere
        case none(folder: String)
        /// The folder cannot be read; why, in one sentence.
        case unreadable(String)
        case newest(path: String, made: Timestamp)
    }

    /// Whether something keeps the system's clock right; nil where it cannot be asked.
    package static func asksClock() -> Bool? {
        switch usher_clock_is_kept() {
        case 0: false
        case 1: true
        default: nil
        }
    }

    /// How much room the disk has that the folder is on; nil where it cannot be asked.
    package static func room(of folder: String, log: Int64) -> DiskRoom? {
        var facts = statvfs()
        guard statvfs(folder, &facts) == 0 else { return nil }
        func octets(_ blocks: UInt) -> Int64 {
            let (product, isTooLarge) = Int64(clamping: blocks).multipliedReportingOverflow(
                by: Int64(clamping: facts.f_frsize))
            return isTooLarge ? .max : product
        }
        return DiskRoom(total: octets(facts.f_blocks), free: octets(facts.f_bavail), log: log)
    }
}
