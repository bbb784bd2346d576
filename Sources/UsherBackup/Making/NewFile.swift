import Foundation
import UsherSupport

/// A file that is being written: for its owner alone, or for whom the umask lets.
final class NewFile {
    private let path: String
    private let descriptor: Int32

    init(_ path: String, isPrivate: Bool = true) throws(BackupFault) {
        self.path = path
        descriptor = Descriptor.open(
            path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
        guard descriptor >= 0 else { throw .cannotWrite(path, errno) }
    }

    deinit { close(descriptor) }

    func write(_ octets: [UInt8]) throws(BackupFault) {
        guard Descriptor.write(octets, to: descriptor) else { throw .cannotWrite(path, errno) }
    }

    func finish() throws(BackupFault) {
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path, errno) }
    }
}
