import Foundation
import UsherSupport

extension HomeBackup {
    private static let pouredName = ".usher-pour"

    /// Writes a backup to `descriptor`, such as a file that the shell has opened. It is made in the state folder first:
    /// where it cannot be made, nothing is written. Blocks; a second one at the same time throws `.anotherIsMade`, and
    /// a reader that goes away `.cannotWrite`.
    package func pour(into descriptor: Int32) throws(BackupFault) -> Made {
        let work = try WorkFolder(in: state, named: Self.pouredName)
        defer { work.remove() }
        let path = work("backup.tar")
        let made = try write(to: path)
        let source = Descriptor.open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .unreadable(path: path, why: Self.why, isMachines: true) }
        defer { close(source) }
        while true {
            guard let piece = Descriptor.read(1 << 20, from: source) else {
                throw .unreadable(path: path, why: Self.why, isMachines: true)
            }
            if piece.isEmpty { break }
            guard Descriptor.write(piece, to: descriptor) else { throw .cannotWrite("standard output", errno) }
        }
        // A pipe has no disk to reach.
        if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw .cannotWrite("standard output", errno) }
        return made
    }

    private static var why: String { String(cString: strerror(errno)) }
}
