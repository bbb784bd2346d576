import Foundation
import UsherCore

/// The mark of the last backup of a home: the time of a small file in its state folder. Whoever makes a backup may be
/// somebody else than the daemon, and the database may be what is broken.
package enum BackupMark {
    /// The database's note on the moment from which a backup is waited for, in milliseconds: a daemon's first look at
    /// it in live, or its restoring.
    package static let sinceNote = "backups-since"

    private static func path(_ state: String) -> String { "\(state)/last-backup" }

    /// The moment of the last backup; nil where none was made.
    package static func moment(in state: String) -> Timestamp? {
        var status = stat()
        guard lstat(path(state), &status) == 0 else { return nil }
        return Timestamp(milliseconds: Int64(status.st_mtim.tv_sec) * 1000)
    }

    /// Sets the mark to now. Throws `errno`'s words.
    package static func set(in state: String) throws(RegularFile.Fault) {
        let file = Descriptor.open(path(state), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .failed(String(cString: strerror(errno))) }
        defer { close(file) }
        guard futimens(file, nil) == 0 else { throw .failed(String(cString: strerror(errno))) }
    }
}
