import Foundation
import UsherCore
import UsherMail
import UsherStore
import UsherSupport

/// A backup that was read to its end, and found whole and unchanged.
package struct BackupContent: Sendable {
    package let manifest: BackupManifest
    let keys: KeyFile.Content
    /// The names of its files, relative to the backup, in its order.
    package let names: [String]

    /// The names of its databases' files.
    package var databases: [String] {
        names.filter(BackupName.databases.contains).map { String($0.dropFirst("state/".count)) }
    }

    /// The names of its files of DKIM keys.
    var signingKeys: [String] {
        names.filter(BackupName.isDKIMKeys).map { String($0.dropFirst("state/".count)) }
    }

    /// How many mails that came back it has.
    package var mails: Int { names.filter(BackupName.isMail).count }

    /// How many files of the home it has.
    package var files: Int { names.filter(BackupName.isOfHome).count }

    /// Reads all of `file`, and writes each of its files to where `place` says, if anywhere: new files, for their owner
    /// alone, or, of the home's, for whom the umask lets; on the disk when this returns. Where it throws, files may be
    /// there, and must not be used.
    static func read(
        _ file: BackupFile, place: (_ name: String) throws(BackupFault) -> String?
    ) throws(BackupFault) -> BackupContent {
        var names: [String] = []
        var kept: [String: [UInt8]] = [:]
        var current = ""
        var target: NewFile?
        try file.read(
            begin: { (header) throws(BackupFault) in
                current = header.name
                names.append(current)
                target = nil
                if let path = try place(current) {
                    target = try NewFile(path, isPrivate: !BackupName.isOfHome(current))
                }
            },
            take: { (octets) throws(BackupFault) in
                if current == BackupName.manifest || current == BackupName.keys {
                    kept[current, default: []] += octets
                }
                try target?.write(octets)
            },
            end: { () throws(BackupFault) in
                try target?.finish()
                target = nil
            })
        let manifest = try file.manifest(kept[BackupName.manifest] ?? [])
        let keys: KeyFile.Content
        do throws(KeyringFault) {
            keys = try KeyFile.Content(json: String(decoding: kept[BackupName.keys] ?? [], as: UTF8.self))
        } catch {
            throw .damaged(path: file.path, why: "its keys cannot be used: \(error)")
        }
        let content = BackupContent(manifest: manifest, keys: keys, names: names)
        guard !content.databases.isEmpty, content.databases == manifest.databases.map(\.name) else {
            throw .damaged(path: file.path, why: "it does not have the databases that it says")
        }
        return content
    }

    /// Looks at the databases that were written to `folder`, thoroughly: each is whole, is the one that the backup
    /// says, and was used with the backup's keys.
    func check(in folder: String, of path: String) throws(BackupFault) -> [DatabaseCopy.Facts] {
        var all: [DatabaseCopy.Facts] = []
        for database in manifest.databases {
            let facts: DatabaseCopy.Facts
            do throws(StoreError) {
                facts = try DatabaseCopy.facts(of: "\(folder)/\(database.name)", look: .whole)
            } catch {
                throw .database(path: "\(path): \(database.name)", error)
            }
            let offered = keys.keyring.fingerprints
            if case .refused(let refusal) = KeyIdentity.decide(known: facts.keys, offered: offered) {
                throw .notTogether(what: "keys.json and \(database.name) in \(path)", refusal)
            }
            guard facts.id == database.id, keys.databases?[database.name] == facts.id else {
                throw .damaged(path: path, why: "\(database.name) is not the database that it was made of")
            }
            all.append(facts)
        }
        return all
    }

    /// How many people there are, by what `check` has found.
    func people(_ facts: [DatabaseCopy.Facts]) -> BackupContacts {
        BackupContacts(Array(zip(manifest.databases.map(\.name), facts)))
    }
}
