import Foundation
import UsherCore
import UsherHome
import UsherMail
import UsherStore
import UsherSupport

/// Makes a home from a backup. Everything is written beside its place and looked at there; only then what is in the way
/// is moved aside, and each thing moved into its place. From the first of these moves to the last a mark in the state
/// folder keeps everybody out (`StateFolder`), so that nobody works in half a home, whatever ends this.
package struct HomeRestore: Sendable {
    package var file: String
    /// The absolute path of the home to make.
    package var home: String
    package var environment: [String: String]
    /// Whether a home that is there may be moved aside.
    package var mayOverwrite: Bool
    package var now: Timestamp

    package init(file: String, home: String, environment: [String: String], mayOverwrite: Bool, now: Timestamp) {
        self.file = file
        self.home = home
        self.environment = environment
        self.mayOverwrite = mayOverwrite
        self.now = now
    }

    package struct Restored: Sendable {
        package let manifest: BackupManifest
        package let state: String
        package let people: BackupContacts
        /// What the restored files say.
        package let settings: Settings
        package let files: Int
        /// How many mails that came back lie in the state's own spool now. None where it had one: those stay as they
        /// are.
        package let mails: Int
        /// The spool of the home, where that is another folder than the state's own.
        package let otherSpool: String?
        /// The folders in which what was there lies now; none where nothing was.
        package let aside: [String]
        /// The names of the programs' tokens that let in now, each once: also of whoever was shut out after the backup
        /// was made.
        package let tokens: [String]
    }

    private static let workName = ".usher-restore"
    private static let homeParts = ["config", "templates"]

    /// Restores the home. Blocks. A second call finds what the first has put there, and refuses without `mayOverwrite`.
    /// Throws one sentence; a home whose files do not say where its state belongs throws their `Problems`.
    package func run() throws -> Restored {
        let file = try BackupFile(file)
        // Once without writing anything: most of what can be wrong is found here.
        let content = try BackupContent.read(file) { (_) throws(BackupFault) in nil }
        var made = MadeFolders()
        do {
            return try restore(file, content, &made)
        } catch {
            made.remove()
            throw error
        }
    }

    private func restore(_ file: BackupFile, _ content: BackupContent, _ made: inout MadeFolders) throws -> Restored {
        try made.make(home, mode: 0o755)
        let work = try WorkFolder(in: home, named: Self.workName)
        defer { work.remove() }
        try BackupContent.unpack(file, into: work.path) { !$0.hasPrefix("state/") && $0.contains("/") }
        let settings = try HomeReader.inspect(work.path).withSettings().settings
        let state = StateFolder.path(home: home, settings: settings, environment: environment)
        let owner = try owner(of: state)
        try made.make(state, mode: 0o700)
        if let owner, lchown(state, owner, ProcessUser.group(of: owner)) != 0 {
            throw BackupFault.cannotWrite(state, errno)
        }
        let isUnfinished = Folder.isThere(StateFolder.mark(in: state))
        // One that is there has what came since, too.
        let takesMails = content.mails > 0 && !Folder.isThere("\(state)/spool")
        let names = Self.stateNames + content.signingKeys + (takesMails ? ["spool"] : [])
        let inTheWay = (Self.homeParts.map { "\(home)/\($0)" } + names.map { "\(state)/\($0)" }).filter(Folder.isThere)
        guard mayOverwrite || isUnfinished || inTheWay.isEmpty else { throw BackupFault.wouldOverwrite(inTheWay) }
        let lock = try lock(state)
        defer { withExtendedLifetime(lock) {} }
        let staged = try WorkFolder(in: state, named: Self.workName)
        defer { staged.remove() }
        let states = try BackupContent.unpack(file, into: staged.path) {
            $0.hasPrefix("state/") && (takesMails || !BackupName.isMail($0))
        }
        let facts = try states.check(in: staged("state"), of: file.path)
        let tokens = try pause(states, in: staged("state"))
        try renewKeys(of: facts, in: staged("state"))
        try give(staged("state"), to: owner)
        try give("\(state)/lock", to: owner)
        let moves = Moves(
            home: home, state: state, stagedHome: work.path, stagedState: staged("state"),
            aside: Self.asideName(now, in: [home, state]), parts: Self.homeParts, names: names)
        let aside = try moves.run(owner: owner)
        return Restored(
            manifest: content.manifest, state: state, people: states.people(facts), settings: settings,
            files: content.files, mails: takesMails ? content.mails : 0, otherSpool: settings.receive.spool,
            aside: aside, tokens: tokens)
    }

    /// The names of the files that belong to a database, and would be taken for another's.
    private static let stateNames =
        ["keys.json"]
        + BackupName.databases.flatMap { name in
            ["", "-wal", "-shm", "-reserve"].map { String(name.dropFirst("state/".count)) + $0 }
        }

    /// A name for the folders that take what was there. Nothing has it yet: of two restores in one second, or of one
    /// that is given again, none takes the other's place.
    private static func asideName(_ now: Timestamp, in folders: [String]) -> String {
        let stamp = "before-restore-\(BackupFolder.stamp(now))"
        var name = stamp
        var number = 1
        while folders.contains(where: { Folder.isThere("\($0)/\(name)") }) {
            number += 1
            name = "\(stamp)-\(number)"
        }
        return name
    }

    private func lock(_ state: String) throws(BackupFault) -> StateLock {
        do throws(StateLock.Fault) { return try StateLock.acquire(folder: state) } catch {
            if case .held(let holder) = error { throw .isRunning(holder) }
            throw .cannotWrite(path: state, why: "\(error)", isMachines: false)
        }
    }

    /// Pauses both databases, so that nothing is sent before somebody has looked: what was sent, and who said no, since
    /// the backup is not known. Nor is it known which sessions of the dashboard were ended, so all are. Returns the
    /// names of programs' tokens that let in.
    private func pause(_ content: BackupContent, in folder: String) throws(BackupFault) -> [String] {
        var tokens: Set<String> = []
        let name = String(URL(fileURLWithPath: file).lastPathComponent.prefix(200))
        let reason = PauseReason.restored(from: name, made: content.manifest.made)
        let keyring = content.keys.keyring
        for database in content.databases {
            let path = "\(folder)/\(database)"
            do throws(StoreError) {
                let store = try SQLiteStore.open(path: path, mayBegin: false, hash: { keyring.hash($0) })
                // Also the other relay, where there is one: without it that pause is over at the first claim.
                for stream in [MailStream.all, .transactional] {
                    try store.pause(Pause(scope: stream.relay, reason: reason, since: now))
                }
                _ = try store.endDashboardSessions(now: now)
                try store.setNote(BackupMark.sinceNote, "\(now.milliseconds)")
                tokens.formUnion(
                    try store.tokens().filter { $0.revokedAt == nil && $0.endsAt.map { $0 > now } ?? true }.map(\.name))
                _ = try store.emptyLog()
                try store.close()
            } catch {
                throw .database(path: path, error)
            }
            for tail in ["-wal", "-shm", "-reserve"] { unlink(path + tail) }
        }
        return tokens.sorted()
    }

    /// Gives the keyring a new key. What was entered and sent since the backup is lost, and its numbers are given to
    /// others: the links and addresses in those mails must not be taken for theirs.
    private func renewKeys(of facts: [DatabaseCopy.Facts], in folder: String) throws(BackupFault) {
        let path = "\(folder)/keys.json"
        let after = Dictionary(facts.map { ($0.id, $0.last) }) { one, _ in one }
        do throws(KeyFileFault) { _ = try KeyFile.rotate(at: path, from: now, after: after) } catch {
            throw .cannotWrite(path: path, why: "\(error)", isMachines: false)
        }
    }

    /// The user who is to own the state, where that is not the one who asks: the folder's owner, or the service's user,
    /// if root asks. Nil where it is the one who asks.
    private func owner(of state: String) throws(BackupFault) -> UInt32? {
        var status = stat()
        guard stat(state, &status) == 0 else {
            return home == ServiceHome.path && geteuid() == 0 ? getpwnam("usher")?.pointee.pw_uid : nil
        }
        guard status.st_uid != geteuid() else { return nil }
        guard geteuid() == 0 else { throw .anotherUsers(path: state, user: UserName.of(status.st_uid)) }
        return status.st_uid
    }

    private func give(_ path: String, to owner: UInt32?) throws(BackupFault) {
        guard let owner else { return }
        let inside = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        for each in [path] + inside.map({ "\(path)/\($0)" }) {
            guard lchown(each, owner, ProcessUser.group(of: owner)) == 0 else { throw .cannotWrite(each, errno) }
        }
    }
}

extension BackupContent {
    /// Unpacks the files that are `wanted`, below `folder`, as they lie in the backup.
    @discardableResult
    static func unpack(
        _ file: BackupFile, into folder: String, wanted: (String) -> Bool
    ) throws(BackupFault) -> BackupContent {
        var folders: Set<String> = []
        return try read(file) { (name) throws(BackupFault) in
            guard wanted(name) else { return nil }
            let parts = name.split(separator: "/").dropLast()
            for count in 1...max(1, parts.count) where !parts.isEmpty {
                let path = "\(folder)/\(parts.prefix(count).joined(separator: "/"))"
                guard folders.insert(path).inserted else { continue }
                guard mkdir(path, name.hasPrefix("state/") ? 0o700 : 0o777) == 0 else {
                    throw .cannotWrite(path, errno)
                }
            }
            return "\(folder)/\(name)"
        }
    }
}

/// The folders that a restore had to make, which are removed when it comes to nothing.
struct MadeFolders {
    private var paths: [String] = []

    /// Makes a folder, and those above it that are not there.
    mutating func make(_ path: String, mode: mode_t) throws(BackupFault) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        let parent = Folder.parent(of: path)
        if parent != path, parent != "." { try make(parent, mode: 0o755) }
        guard mkdir(path, mode) == 0 else { throw .cannotWrite(path, errno) }
        paths.append(path)
    }

    /// Removes the folders. One with something in it stays, unless that is the lock that a restore took there.
    func remove() {
        for path in paths.reversed() {
            unlink("\(path)/lock")
            rmdir(path)
        }
    }
}
