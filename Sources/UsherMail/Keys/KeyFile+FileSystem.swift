import Crypto
import Foundation
import UsherCore

/// `keys.json` in the state folder.
package enum KeyFile {
    /// The keyring at `path`; made there with one key of `random` when there is no file, mode 0600, in the form of `Keyring.json()`.
    ///
    /// When it returns, the file and its name in the folder are on disk. Two processes that make it at the same moment get the same keyring:
    /// the second reads what the first made. A file that is there is never written to.
    package static func load(
        orCreateAt path: String, now: Timestamp, random: () -> SymmetricKey = { SymmetricKey(size: .bits256) }
    ) throws(KeyFileFault) -> Keyring {
        if let text = try read(path) { return try keyring(text, path) }
        let secret = random().withUnsafeBytes { Array($0) }
        guard let key = SigningKey(id: 1, createdAt: now, secret: secret) else {
            throw .garbled(path: path, .badKey(1))
        }
        let made: Keyring
        do { made = try Keyring(keys: [key]) } catch { throw .garbled(path: path, error) }
        try create(path, made.json())
        guard let text = try read(path) else { throw .unreadable(path: path, why: "it went away") }
        return try keyring(text, path)
    }

    /// The keyring at `path`, which must be there, because `database` was made with it.
    package static func load(at path: String, madeWith database: String) throws(KeyFileFault) -> Keyring {
        guard let text = try read(path) else { throw .missing(path: path, database: database) }
        return try keyring(text, path)
    }

    private static func keyring(_ text: String, _ path: String) throws(KeyFileFault) -> Keyring {
        do { return try Keyring(json: text) } catch { throw .garbled(path: path, error) }
    }

    /// Nil when there is no such file.
    private static func read(_ path: String) throws(KeyFileFault) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .unreadable(path: path, why: reason())
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, why: reason()) }
        let mode = UInt32(status.st_mode & 0o777)
        guard mode & 0o077 == 0 else { throw .open(path: path, mode: mode) }
        var octets = [UInt8](repeating: 0, count: 1 << 20)
        var count = 0
        while count < octets.count {
            let got = octets.withUnsafeMutableBytes { buffer in
                Foundation.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .unreadable(path: path, why: reason()) }
            if got == 0 { break }
            count += got
        }
        guard let text = String(validating: octets.prefix(count), as: UTF8.self) else {
            throw .garbled(path: path, .notJSON)
        }
        return text
    }

    /// Whole or not at all: written beside, then linked to its name, which fails when the name is taken.
    private static func create(_ path: String, _ text: String) throws(KeyFileFault) {
        let draft = "\(path).\(UUID().uuidString)"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, why: reason()) }
        defer { unlink(draft) }
        let octets = Array(text.utf8)
        let written = octets.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        let synced = written == octets.count && fsync(descriptor) == 0
        let why = reason()
        close(descriptor)
        guard synced else { throw .unwritable(path: path, why: why) }
        guard link(draft, path) == 0 || errno == EEXIST else { throw .unwritable(path: path, why: reason()) }
        let folder = open((path as NSString).deletingLastPathComponent.nonEmpty ?? ".", O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw .unwritable(path: path, why: reason()) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .unwritable(path: path, why: reason()) }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
