import Crypto
import Foundation
import UsherCore
import UsherSupport

/// Reads and writes `keys.json` in the state folder.
package enum KeyFile {
    /// The content of the file.
    package struct Content: Sendable {
        package let keyring: Keyring
        /// The id of each database that was made with these keys, by the name of its file; an id that is not known yet
        /// is empty. Nil in a file from before this was written down.
        package var databases: [String: String]?

        package init(keyring: Keyring, databases: [String: String]?) {
            self.keyring = keyring
            self.databases = databases
        }
    }

    /// The largest file of keys that is read, in octets.
    private static let largest = 1 << 20

    /// A new file with one key of `random`, and no database yet: mode 0600, in the form of `Keyring.json()`.
    ///
    /// When it returns, the file and its name in the folder are on disk. Two processes that make it at the same moment
    /// get the same keyring: the second reads what the first made. A file that is there is never written to.
    package static func create(
        at path: String, now: Timestamp, random: () -> SymmetricKey = { SymmetricKey(size: .bits256) }
    ) throws(KeyFileFault) -> Content {
        let secret = random().withUnsafeBytes { Array($0) }
        guard let key = SigningKey(id: 1, createdAt: now, secret: secret) else {
            throw .garbled(path: path, .badKey(1))
        }
        let made: Keyring
        do { made = try Keyring(keys: [key]) } catch { throw .garbled(path: path, error) }
        return try restore(Content(keyring: made, databases: [:]), at: path)
    }

    /// Puts keys where there are none, and gives what is there then.
    package static func restore(_ content: Content, at path: String) throws(KeyFileFault) -> Content {
        try put(content, at: path) { link($0, $1) == 0 || errno == EEXIST }
        guard let found = try read(path) else { throw .unreadable(path: path, why: "it went away") }
        return found
    }

    /// Writes down which databases were made with the keys at `path`. Changes nothing when the keys there are not
    /// `content`'s any more.
    package static func note(_ databases: [String: String], of content: Content, at path: String) throws(KeyFileFault) {
        try alone(path) { () throws(KeyFileFault) in
            guard let found = try read(path), found.keyring.fingerprints == content.keyring.fingerprints else { return }
            try replace(path, by: Content(keyring: found.keyring, databases: databases))
        }
    }

    /// Adds a key that signs what is composed from `moment` on, and no earlier than the one before it. The keys that
    /// are there stay for ever. Returns all of them and the new one. A file that is not there is not made. `after`: see
    /// `SigningKey`.
    package static func rotate(
        at path: String, from moment: Timestamp, after: [String: LastNumbers] = [:],
        random: () -> SymmetricKey = { SymmetricKey(size: .bits256) }
    ) throws(KeyFileFault) -> (content: Content, key: SigningKey) {
        let secret = random().withUnsafeBytes { Array($0) }
        return try alone(path) { () throws(KeyFileFault) in
            guard let found = try read(path) else { throw .unreadable(path: path, why: "there is no such file") }
            let keys = found.keyring.keys
            guard let newest = keys.first else { throw .garbled(path: path, .empty) }
            let start = max(moment, newest.createdAt.adding(milliseconds: 1))
            guard newest.id < .max,
                let key = SigningKey(id: newest.id + 1, createdAt: start, secret: secret, after: after)
            else {
                throw .unwritable(path: path, why: "it has as many keys as there are numbers")
            }
            let ring: Keyring
            do throws(KeyringFault) { ring = try Keyring(keys: keys + [key]) } catch {
                throw KeyFileFault.garbled(path: path, error)
            }
            let content = Content(keyring: ring, databases: found.databases)
            try replace(path, by: content)
            return (content, key)
        }
    }

    private static func replace(_ path: String, by content: Content) throws(KeyFileFault) {
        // Where it is a link, the file that it leads to.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        try put(content, at: target) { rename($0, $1) == 0 }
    }

    /// Runs `body` while no other process runs one for this file: none writes over what another has just added. On a
    /// file system without locks it is run all the same.
    private static func alone<Result>(
        _ path: String, _ body: () throws(KeyFileFault) -> Result
    ) throws(KeyFileFault) -> Result {
        let folder = Descriptor.open(
            URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if folder >= 0 { close(folder) } }
        if folder >= 0 { while flock(folder, LOCK_EX) != 0, errno == EINTR {} }
        return try body()
    }

    /// Reads the file; nil when there is no such file.
    package static func read(_ path: String) throws(KeyFileFault) -> Content? {
        let file: RegularFile.Content
        do { file = try RegularFile.read(path, atMost: largest) } catch {
            switch error {
            case .missing: return nil
            case .isFolder: throw .unreadable(path: path, why: "Is a directory")
            case .notAFile: throw .unreadable(path: path, why: "it is not an ordinary file")
            case .tooLarge: throw .garbled(path: path, .notJSON)
            case .unreadable(let why): throw .unreadable(path: path, why: why)
            case .failed(let why): throw .failed(path: path, doing: "read", why: why)
            }
        }
        switch PrivateFile.fault(mode: file.mode, owner: file.owner) {
        case .anotherUsers(let user): throw .anotherUsers(path: path, user: user)
        case .open(let mode): throw .open(path: path, mode: mode)
        case .notAFile, nil: break
        }
        guard let text = String(validating: file.octets, as: UTF8.self) else {
            throw .garbled(path: path, .notJSON)
        }
        do { return try Content(json: text) } catch { throw .garbled(path: path, error) }
    }

    /// Writes the file as a whole or not at all: it is written beside, then given its name by `name`.
    private static func put(
        _ content: Content, at path: String, name: (_ draft: String, _ path: String) -> Bool
    ) throws(KeyFileFault) {
        let octets = Array(content.keyring.json(databases: content.databases).utf8)
        if let code = PrivateFile.put(octets, at: path, name: name) { throw unwritable(path, code) }
    }

    private static func unwritable(_ path: String, _ code: Int32) -> KeyFileFault {
        let why = String(cString: strerror(code))
        return Descriptor.isMachines(code)
            ? .failed(path: path, doing: "written", why: why) : .unwritable(path: path, why: why)
    }
}
