import Foundation
import UsherCore
import UsherHome
import UsherMail
import UsherStore
import UsherSupport

/// The keys and one database of a state folder, opened as what they are: each knows the other by its content, so that
/// neither is ever taken for another home's, and an empty database is begun at a first start alone.
struct StateMemory {
    let keyring: Keyring
    let store: SQLiteStore
    /// Whether keys and database were made just now: neither was there before.
    let isNew: Bool

    /// Opens keys and database, or makes them where nothing was lost. Throws one sentence. Blocks.
    static func open(_ folders: HomeFolders, now: Timestamp) throws -> StateMemory {
        for path in [folders.database, "\(folders.database)-wal"] {
            if let fault = PrivateFile.fault(at: path) { throw StateFolder.Fault.file(path: path, fault) }
        }
        let found = try KeyFile.read(folders.keys)
        let name = folders.databaseName
        let other = folders.otherMode
        let facts = DatabasePresence.Facts(
            size: size(folders.database), logSize: size("\(folders.database)-wal") ?? 0,
            other: (size(other.database) ?? 0) > 0 ? other.databaseName : nil, keys: keys(found, name))
        let mayBegin: Bool
        switch DatabasePresence.decide(facts, named: name) {
        case .open(let may): mayBegin = may
        case .refused(.keysAreMissing(let database)):
            throw KeyFileFault.missing(path: folders.keys, database: "\(folders.state)/\(database)")
        case .refused(let refusal):
            throw MemoryFault.lost(
                database: folders.database, refusal, state: folders.state,
                knownTo: found?.databases?[name] == nil ? nil : folders.keys)
        }
        let content = try found ?? KeyFile.create(at: folders.keys, now: now)
        let keyring = content.keyring
        let store: SQLiteStore
        do {
            store = try SQLiteStore.open(path: folders.database, mayBegin: mayBegin, hash: { keyring.hash($0) })
            try match(store, keyring, folders)
        } catch let error as StoreError {
            throw DatabaseFault(path: folders.database, cause: error)
        }
        try match(store, content, folders, other: facts.other)
        return StateMemory(keyring: keyring, store: store, isNew: found == nil)
    }

    /// Throws where the keys are not the ones that the database knows. Where it knows none, they become that.
    private static func match(_ store: SQLiteStore, _ keyring: Keyring, _ folders: HomeFolders) throws {
        switch KeyIdentity.decide(known: try store.keyFingerprints(), offered: keyring.fingerprints) {
        case .known: break
        case .takesUp(let keys): try store.takeUp(keys)
        case .refused(let refusal):
            throw MemoryFault.wrongKeys(keys: folders.keys, database: folders.database, refusal)
        }
    }

    /// Throws where the database is not the one that the keys were used with. Where they were used with none, it is
    /// written down as that.
    private static func match(
        _ store: SQLiteStore, _ content: KeyFile.Content, _ folders: HomeFolders, other: String?
    ) throws {
        let name = folders.databaseName
        var databases = content.databases ?? [:]
        if content.databases == nil, let other { databases[other] = "" }
        for (file, id) in databases where file != name && id == store.databaseID {
            throw MemoryFault.wrongDatabase(database: folders.database, is: file, keys: folders.keys)
        }
        if let known = databases[name], !known.isEmpty, known != store.databaseID {
            throw MemoryFault.wrongDatabase(database: folders.database, is: nil, keys: folders.keys)
        }
        guard databases[name] != store.databaseID || content.databases == nil else { return }
        databases[name] = store.databaseID
        do {
            try KeyFile.note(databases, of: content, at: folders.keys)
        } catch {
            // On a full disk, or where the keys may only be read, commands still answer; the next opening writes it
            // down.
            guard case .unwritable = error else { throw error }
        }
    }

    private static func keys(_ found: KeyFile.Content?, _ name: String) -> DatabasePresence.Keys {
        guard let found else { return .missing }
        guard let databases = found.databases else { return .unaware }
        return .aware(knowsIt: databases[name] != nil)
    }

    /// The file's size in octets; nil when there is no such file.
    private static func size(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }
}
