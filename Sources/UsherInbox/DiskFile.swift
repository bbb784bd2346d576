import Glibc
import UsherSupport

/// The few file operations of the inbox, with errors that name the file.
enum DiskFile {
    /// Reads the whole file. With `orEmpty` a file that does not exist has no bytes.
    static func read(_ path: String, orEmpty: Bool = false) throws(InboxError) -> [UInt8] {
        do {
            return try RegularFile.octets(of: path, atMost: largest)
        } catch {
            switch error {
            case .missing where orEmpty: return []
            case .missing: throw .system(doing: "open", path: path, code: ENOENT)
            case .isFolder, .notAFile, .tooLarge, .unreadable, .failed: throw .unusable(path: path, why: error.reason)
            }
        }
    }

    /// The largest file that is read, in octets: no message and no index is larger.
    private static let largest = 1 << 31

    /// Writes all of `bytes` from the descriptor's position on.
    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(InboxError) {
        guard Descriptor.write(bytes, to: descriptor) else { throw failure("write", path) }
    }

    /// Makes a new file with `bytes`; nothing stays behind when that fails.
    static func create(_ path: String, _ bytes: [UInt8]) throws(InboxError) {
        let descriptor = Descriptor.open(
            path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create", path) }
        do {
            defer { close(descriptor) }
            try write(bytes, to: descriptor, path: path)
        } catch {
            unlink(path)
            throw error
        }
    }

    /// The names in `folder`, in no order. A folder that does not exist has none.
    static func names(in folder: String) throws(InboxError) -> [String] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw failure("list", folder)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { names.append(String(cString: $0)) }
            }
        }
        return names
    }

    /// The error of the system call that just failed.
    static func failure(_ doing: String, _ path: String) -> InboxError {
        .system(doing: doing, path: path, code: errno)
    }
}
