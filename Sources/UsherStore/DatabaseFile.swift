import Foundation
import UsherCore
import UsherSupport

/// The file behind a store.
enum DatabaseFile {
    /// Creates an empty file that only its owner may read, so that SQLite gives its companions the same rights.
    ///
    /// An existing one is not opened here: closing it would drop the locks that SQLite holds on it elsewhere in this
    /// process. Without `mayBegin` nothing is made.
    static func create(_ path: String, mayBegin: Bool) throws(StoreError) {
        guard mayBegin else {
            guard access(path, R_OK | W_OK) == 0 else {
                throw failure(path, errno)
            }
            return
        }
        let descriptor = Descriptor.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Foundation.close(descriptor)
        } else if errno != EEXIST || access(path, R_OK | W_OK) != 0 {
            throw failure(path, errno)
        }
    }

    /// What it means that SQLite could not open the files: where they are there and ours, it is the machine's fault at
    /// this moment, and no permission is missing.
    static func meaning(of error: StoreError, at path: String) -> StoreError {
        guard case .cannotOpen(let why) = error else { return error }
        var facts = stat()
        let isFile = stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let isOurs = ["", "-wal", "-shm"].allSatisfy { tail in
            access(path + tail, R_OK | W_OK) == 0 || (errno == ENOENT && !tail.isEmpty)
        }
        guard isFile, isOurs, access(folder, W_OK | X_OK) == 0 else { return error }
        return .cannotRecord("\(why), though it is there and may be written")
    }

    private static func failure(_ path: String, _ code: Int32) -> StoreError {
        let why = "\(path): \(String(cString: strerror(code)))"
        return Descriptor.isMachines(code) ? .cannotRecord(why) : .cannotOpen(why)
    }

    /// The size of the file in octets; 0 when there is no such file.
    static func size(_ path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    /// A new id: 128 random bits as 32 hexadecimal digits.
    static func randomID() -> String {
        (0..<2).map { _ in Hexadecimal.text(UInt64.random(in: .min ... .max)) }.joined()
    }
}
