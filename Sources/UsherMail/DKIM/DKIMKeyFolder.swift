import Foundation
import UsherCore
import UsherSupport

/// The place where DKIM keys lie: `dkim-NAME.json` in the state folder, or a systemd credential of that name.
///
/// Each pair has a file of its own that is never written to again: old keys stay, because a message that was composed
/// while they were in force has to come out the same when it is tried again.
package struct DKIMKeyFolder: Hashable, Sendable {
    package let state: String
    /// The folder of systemd's credentials, from `$CREDENTIALS_DIRECTORY`; nil where there is none.
    package let credentials: String?

    package init(state: String, environment: [String: String]) {
        self.state = state
        credentials = environment["CREDENTIALS_DIRECTORY"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The largest file of keys that is read, in octets.
    private static let largest = 64 << 10

    package static func fileName(_ name: String) -> String { "dkim-\(name).json" }

    /// The name of the keys in a file of this name: `spring` for `dkim-spring.json`; nil for what is no file of keys.
    package static func name(ofFile file: String) -> String? {
        guard file.hasPrefix("dkim-"), file.hasSuffix(".json") else { return nil }
        let name = String(file.dropFirst("dkim-".count).dropLast(".json".count))
        return DKIMKeyName.isOne(name) ? name : nil
    }

    /// The keys of this name: the credential where there is one. Throws `.missing` where there is neither.
    package func keys(_ name: String) throws(DKIMKeyFault) -> DKIMKeys {
        guard DKIMKeyName.isOne(name) else { throw .missing(name: name, state: state) }
        let file = Self.fileName(name)
        // systemd has seen to who may read a credential.
        if let credentials, let keys = try Self.read("\(credentials)/\(file)", name, isPrivate: false) { return keys }
        guard let keys = try Self.read("\(state)/\(file)", name, isPrivate: true) else {
            throw .missing(name: name, state: state)
        }
        return keys
    }

    /// The names of all keys in the state folder and among the credentials, in ascending order.
    package func names() throws(DKIMKeyFault) -> [String] {
        var names: Set<String> = []
        for folder in [credentials, state].compactMap(\.self) {
            let files: [String]
            do { files = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
                guard access(folder, F_OK) == 0 else { continue }
                throw .unreadable(path: folder, why: String(cString: strerror(errno)))
            }
            names.formUnion(files.compactMap(Self.name(ofFile:)))
        }
        return names.sorted()
    }

    /// The file of each pair in the state folder as it would be written, by its file's name: for a backup.
    package func files() throws(DKIMKeyFault) -> [(name: String, octets: [UInt8])] {
        var all: [(name: String, octets: [UInt8])] = []
        for name in try DKIMKeyFolder(state: state, environment: [:]).names() {
            let file = Self.fileName(name)
            let path = "\(state)/\(file)"
            guard let keys = try Self.read(path, name, isPrivate: true) else { continue }
            do { all.append((file, try keys.json())) } catch { throw .garbled(path: path, why: "\(error)") }
        }
        return all
    }

    /// Writes `keys` into the state folder; 0600, on disk when it returns. A file that is there is never written to.
    package func add(_ keys: DKIMKeys) throws(DKIMKeyFault) {
        try Self.write(keys, to: "\(state)/\(Self.fileName(keys.name))")
    }

    /// Writes `keys` to any place, with mode 0600; on disk when it returns. A file that is there is never written to.
    package static func write(_ keys: DKIMKeys, to path: String) throws(DKIMKeyFault) {
        let octets: [UInt8]
        do { octets = try keys.json() } catch { throw .unwritable(path: path, why: "\(error)") }
        guard let code = PrivateFile.put(octets, at: path, name: { link($0, $1) == 0 }) else { return }
        let why = String(cString: strerror(code))
        if code == EEXIST { throw .exists(path: path) }
        throw Descriptor.isMachines(code)
            ? .failed(path: path, doing: "written", why: why) : .unwritable(path: path, why: why)
    }

    /// Reads a file of keys; nil when there is no such file.
    private static func read(_ path: String, _ name: String, isPrivate: Bool) throws(DKIMKeyFault) -> DKIMKeys? {
        let file: RegularFile.Content
        do { file = try RegularFile.read(path, atMost: largest) } catch {
            switch error {
            case .missing: return nil
            case .failed(let why): throw .failed(path: path, doing: "read", why: why)
            case .unreadable(let why): throw .unreadable(path: path, why: why)
            case .isFolder, .notAFile, .tooLarge: throw .garbled(path: path, why: error.reason)
            }
        }
        if isPrivate {
            switch PrivateFile.fault(mode: file.mode, owner: file.owner) {
            case .anotherUsers(let user): throw .anotherUsers(path: path, user: user)
            case .open(let mode): throw .open(path: path, mode: mode)
            case .notAFile, nil: break
            }
        }
        let keys: DKIMKeys
        do { keys = try DKIMKeys(json: file.octets) } catch { throw .garbled(path: path, why: error.why) }
        guard keys.name == name else { throw .garbled(path: path, why: "it holds the keys '\(keys.name)'") }
        return keys
    }
}
