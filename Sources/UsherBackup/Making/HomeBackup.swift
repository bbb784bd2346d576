import Foundation
import UsherCore
import UsherHome
import UsherMail
import UsherStore
import UsherSupport

/// Makes a backup of a home in one file, while whoever wants to works in it: the mails that wait, each database as it
/// is at one moment, then the keys, the files, and the mails that are kept.
///
/// It takes room for the databases twice on the disk that it goes to, half of it until it is through. Memory stays the
/// same however large they are.
package struct HomeBackup: Sendable {
    package var home: String
    package var state: String
    /// The folder that mail comes back to; nil for none.
    package var spool: String?
    package var now: Timestamp

    package init(home: String, state: String, spool: String? = nil, now: Timestamp) {
        self.home = home
        self.state = state
        self.spool = spool
        self.now = now
    }

    package struct Made: Hashable, Sendable {
        package let path: String
        /// The size of the backup, in octets.
        package let size: Int
        package let people: BackupContacts
        package let files: Int
        /// How many mails that came back are in the backup.
        package let mails: Int
        /// How many mails of the spool are not in the backup.
        package let mailsLeft: Int
        /// Why a folder of the spool could not be looked into; nil where none was in the way.
        package let trouble: String?
    }

    /// How many octets a backup leaves free on the disk.
    private static let spare: Int64 = 32 << 20
    private static let workName = ".usher-backup"

    /// Writes the backup to `path`, in place of a backup that is there. Whole or not at all: it is written beside and
    /// gets its name when it is on the disk. Blocks; a second one to the same folder at the same time throws
    /// `.anotherIsMade`.
    package func write(to path: String) throws(BackupFault) -> Made {
        let folder = Folder.parent(of: path)
        if Folder.isThere(path), (try? BackupFile.manifest(of: path)) == nil { throw .inTheWay(path: path) }
        let names = try databases()
        var mails = spool.map { SpoolMails(path: $0) }
        try ensureRoom(folder, for: names, and: mails?.octets ?? 0)
        let work = try WorkFolder(in: folder, named: Self.workName)
        defer { work.remove() }
        var waiting: [(name: String, path: String)] = []
        try mails?.each(in: BackupName.mails[0]) { (name, octets) throws(BackupFault) in
            let path = work("mail-\(waiting.count)")
            let file = try NewFile(path)
            try file.write(octets)
            waiting.append((name, path))
        }
        var all: [(name: String, facts: DatabaseCopy.Facts)] = []
        for name in names { all.append((name, try copy(name, work))) }
        // Read after the databases: keys are only ever added.
        let keys = try keys(all)
        let signing = try signingKeys()
        let files = try paths()
        let manifest = BackupManifest(
            databases: all.map { .init(id: $0.facts.id, name: $0.name, schema: $0.facts.schema) }, home: home,
            made: now, usher: UsherVersion.text)
        let count = try pack(manifest, names, keys, signing, files, waiting, &mails, work)
        let size = Self.size(work("backup"))
        try Folder.move(work("backup"), to: path)
        try Folder.sync(folder)
        return Made(
            path: path, size: size, people: BackupContacts(all), files: files.count, mails: count,
            mailsLeft: mails?.left ?? 0, trouble: mails?.trouble)
    }

    /// Writes everything into the backup. Returns how many mails it has.
    private func pack(
        _ manifest: BackupManifest, _ names: [String], _ keys: [UInt8], _ signing: [(name: String, octets: [UInt8])],
        _ files: [String], _ waiting: [(name: String, path: String)], _ mails: inout SpoolMails?, _ work: WorkFolder
    ) throws(BackupFault) -> Int {
        var writer = try BackupWriter(work("backup"), moment: now.milliseconds / 1000)
        let head: [UInt8]
        do { head = try manifest.octets } catch {
            throw .cannotWrite(path: work.path, why: "\(error)", isMachines: false)
        }
        try writer.add(BackupName.manifest, head)
        for name in names { try writer.add("state/\(name)", fileAt: work(name)) }
        try writer.add(BackupName.keys, keys)
        for (name, octets) in signing { try writer.add(name, octets) }
        for path in files {
            let octets: [UInt8]
            do throws(HomeTree.Fault) { octets = try HomeTree.octets(of: path, in: home) } catch { throw .file(error) }
            try writer.add(path, octets)
        }
        for mail in waiting { try writer.add(mail.name, fileAt: mail.path) }
        var count = waiting.count
        for folder in BackupName.mails.dropFirst() {
            try mails?.each(in: folder) { (name, octets) throws(BackupFault) in
                try writer.add(name, octets)
                count += 1
            }
        }
        try writer.finish()
        return count
    }

    /// The names of the databases that are there. Throws where one is lost.
    private func databases() throws(BackupFault) -> [String] {
        let names = BackupName.databases.map { String($0.dropFirst("state/".count)) }
        let found = names.filter { Self.size("\(state)/\($0)") > 0 }
        if let known = try content()?.databases {
            for name in names where known[name] != nil && !found.contains(name) {
                throw .lacks(database: "\(state)/\(name)", keys: keysPath)
            }
        }
        guard !found.isEmpty else { throw .nothingToKeep(state: state) }
        return found
    }

    private func ensureRoom(_ folder: String, for names: [String], and mails: Int64) throws(BackupFault) {
        var facts = statvfs()
        guard statvfs(folder, &facts) == 0 else { throw .cannotWrite(folder, errno) }
        let free = Int64(clamping: UInt64(facts.f_bavail)).multipliedReportingOverflow(
            by: Int64(clamping: UInt64(facts.f_frsize)))
        let size = names.reduce(mails) { sum, name in
            sum + Int64(Self.size("\(state)/\(name)")) + Int64(Self.size("\(state)/\(name)-wal"))
        }
        let needed = 2 * size + Self.spare
        guard free.overflow || free.partialValue >= needed else {
            throw .noRoom(folder: folder, needed: needed, free: free.partialValue)
        }
    }

    private func copy(_ name: String, _ work: WorkFolder) throws(BackupFault) -> DatabaseCopy.Facts {
        let target = work(name)
        var steps = 0
        do throws(StoreError) {
            try DatabaseCopy.make(of: "\(state)/\(name)", to: target) { () throws(StoreError) in
                steps += 1
                if steps.isMultiple(of: 8) { Self.flush(target) }
            }
            Self.flush(target)
            return try DatabaseCopy.facts(of: target, look: .quick)
        } catch {
            if case .cannotRecord(let why) = error {
                throw .cannotWrite(path: "a copy of \(state)/\(name) in \(work.path)", why: why, isMachines: true)
            }
            throw .database(path: "\(state)/\(name)", error)
        }
    }

    /// Has the system write the file to the disk now, so that nobody else's commit has to wait for all of it later.
    /// What is not written now is written later.
    private static func flush(_ path: String) {
        let descriptor = Descriptor.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fdatasync(descriptor)
        close(descriptor)
    }

    private func keys(_ databases: [(name: String, facts: DatabaseCopy.Facts)]) throws(BackupFault) -> [UInt8] {
        guard let content = try content() else { throw .noKeys(path: keysPath) }
        let offered = content.keyring.fingerprints
        for (name, facts) in databases {
            if case .refused(let refusal) = KeyIdentity.decide(known: facts.keys, offered: offered) {
                throw .notTogether(what: "\(keysPath) and \(state)/\(name)", refusal)
            }
        }
        let known = Dictionary(databases.map { ($0.name, $0.facts.id) }) { first, _ in first }
        return Array(content.keyring.json(databases: known).utf8)
    }

    private func content() throws(BackupFault) -> KeyFile.Content? {
        do throws(KeyFileFault) { return try KeyFile.read(keysPath) } catch {
            if case .failed = error {
                throw .unreadable(path: keysPath, why: "\(error)", isMachines: true)
            }
            throw .unreadable(path: keysPath, why: "\(error)", isMachines: false)
        }
    }

    /// The DKIM keys that lie in the state folder, by their names; those that are credentials are kept elsewhere.
    private func signingKeys() throws(BackupFault) -> [(name: String, octets: [UInt8])] {
        do throws(DKIMKeyFault) {
            return try DKIMKeyFolder(state: state, environment: [:]).files().map { ("state/\($0.name)", $0.octets) }
        } catch {
            throw .unreadable(path: state, why: "\(error)", isMachines: false)
        }
    }

    private func paths() throws(BackupFault) -> [String] {
        do throws(HomeTree.Fault) {
            return try HomeTree.files(
                of: home, isWanted: { BackupName.isOfHome($0) }, atMost: BackupName.mostFiles - 10)
        } catch {
            throw .file(error)
        }
    }

    private var keysPath: String { "\(state)/keys.json" }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
