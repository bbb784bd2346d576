import Foundation
import UsherCore

/// The file behind a store.
enum DatabaseFile {
    /// Creates an empty file that only its owner may read, so that SQLite gives its companions the same rights.
    ///
    /// An existing one is not opened here: closing it would drop the locks that SQLite holds on it elsewhere in this
    /// process. Without `mayBegin` nothing is made.
    static func create(_ path: String, mayBegin: Bool) throws(StoreError) {
        guard mayBegin else {
            guard access(path, R_OK | W_OK) == 0 else {
                throw .cannotOpen("\(path): \(String(cString: strerror(errno)))")
            }
            return
        }
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Foundation.close(descriptor)
        } else if errno != EEXIST || access(path, R_OK | W_OK) != 0 {
            throw .cannotOpen("\(path): \(String(cString: strerror(errno)))")
        }
    }

    /// In octets; 0 when there is no such file.
    static func size(_ path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    /// 128 random bits as 32 hexadecimal digits.
    static func randomID() -> String {
        (0..<2).map { _ in Hexadecimal.text(UInt64.random(in: .min ... .max)) }.joined()
    }
}
