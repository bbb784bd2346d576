import Foundation
import UsherSupport

/// A file that was asked for by its name: whole, or as it was. Anybody may read it, as the umask says.
enum OutputFile {
    static func write(_ octets: [UInt8], to path: String) throws {
        let draft = "\(path).\(UUID().uuidString)"
        let descriptor = Descriptor.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { unlink(draft) }
        let isWritten = Descriptor.write(octets, to: descriptor)
        let code = errno
        close(descriptor)
        guard isWritten else { throw failure(path, code) }
        guard rename(draft, path) == 0 else { throw failure(path, errno) }
    }

    private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
        CommandFailure(
            code == ENOSPC || code == EIO ? .io : .cannotCreate,
            "\(path) cannot be written: \(String(cString: strerror(code)))")
    }
}
