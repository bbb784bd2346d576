import Foundation
import UsherCore
import UsherMail
import UsherStore

/// Notices when `keys.json` goes away, becomes another, or has new keys, under a running daemon. The daemon has the
/// keys in memory, and puts them back where they went away: nothing else could bring them back. New ones it takes up,
/// and signs with each from its moment on.
struct KeysWatch {
    /// A thing that happened to the keys, in one sentence with what to do; each is told once.
    enum News: Hashable {
        case wrong(String)
        case putBack(String)
        case takenUp(String)
        case good
    }

    private struct Look: Hashable {
        let number: UInt64
        let changed: Int
        let nanoseconds: Int
        let mode: UInt32
    }

    private let path: String
    private let keyring: Keyring
    private let databases: [String: String]
    private var last: Look?
    private var missing = 0
    private var isWrong = false

    /// For how many looks in a row there must be no file until that counts: an editor that writes a new one needs a
    /// moment.
    private static let patience = 3

    init(_ home: OpenHome) {
        path = home.folders.keys
        keyring = home.keyring
        databases = [home.folders.databaseName: home.store.databaseID]
        // The first look is at the file as well: it may have new keys since it was read.
        last = nil
    }

    /// Looks at the file; to be called once a second. Nil when there is nothing to tell. Blocks.
    mutating func tick(store: SQLiteStore) -> News? {
        guard let now = Self.look(path) else {
            missing += 1
            return missing == Self.patience ? putBack() : nil
        }
        missing = 0
        guard now != last else { return nil }
        last = now
        do {
            if let why = try fault(store) {
                isWrong = true
                return .wrong("\(why); this daemon goes on with the keys that it has")
            }
            defer { isWrong = false }
            if let key = try takeUp(store) {
                return .takenUp(
                    "\(path) has a new key, number \(key.id), for what is composed from \(key.createdAt.iso8601) on")
            }
            return isWrong ? .good : nil
        } catch {
            // A database that cannot be asked has its own alarm; the next look tries again.
            last = nil
            return nil
        }
    }

    /// Takes up the keys that the file has and this daemon had not, and gives the newest of them; nil where there is
    /// none.
    private func takeUp(_ store: SQLiteStore) throws(StoreError) -> SigningKey? {
        let content: KeyFile.Content?
        // What is wrong with the file was looked at a moment ago.
        do { content = try KeyFile.read(path) } catch { return nil }
        guard let found = content?.keyring, found.fingerprints.count > keyring.fingerprints.count else { return nil }
        // What signs is in the database first.
        try store.takeUp(found.fingerprints)
        return keyring.takeUp(found).first
    }

    private mutating func putBack() -> News {
        do {
            _ = try KeyFile.restore(.init(keyring: keyring, databases: databases), at: path)
            last = Self.look(path)
            isWrong = false
            return .putBack(
                "\(path) was deleted while the daemon ran, and the daemon wrote it again; compare it with your backup")
        } catch {
            last = nil
            isWrong = true
            return .wrong(
                "\(path) is gone, and no link in a sent e-mail opens without it; restore it from a backup (\(error))")
        }
    }

    private func fault(_ store: SQLiteStore) throws(StoreError) -> String? {
        let content: KeyFile.Content?
        do { content = try KeyFile.read(path) } catch { return "\(error)" }
        guard let found = content else { return nil }
        let known = try store.keyFingerprints()
        guard case .refused(let refusal) = KeyIdentity.decide(known: known, offered: found.keyring.fingerprints)
        else { return nil }
        return "\(MemoryFault.wrongKeys(keys: path, database: store.path, refusal))"
    }

    private static func look(_ path: String) -> Look? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Look(
            number: UInt64(status.st_ino), changed: status.st_ctim.tv_sec, nanoseconds: status.st_ctim.tv_nsec,
            mode: UInt32(status.st_mode))
    }
}
