import ArgumentParser
import Foundation
import UsherBackup
import UsherCore
import UsherDaemon
import UsherHome
import UsherSupport

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Put the whole home into one file, while the daemon runs.",
        discussion: """
            Databases, keys, config/ and templates/, and checksums, in one tar archive that only its owner can read. A \
            folder gets a file with the time in its name. Mail that came back and waits in live's spool, or was written by \
            people and is kept there, is in it, too. Not in it: passwords, and rehearsal's inbox. Whoever has the file can \
            read everything about everybody, and forge links.

            EXAMPLES
              systemctl start usher-backup                 the service's, as every night
              usher backup /var/backups/usher --keep 14    the same by hand
              usher backup shop.tar
              sudo usher backup - >shop.tar                a copy that only you read
              usher backup --verify shop.tar               is it whole? restores nothing
              usher backup --verify /var/backups/usher     the latest there
            """)

    @OptionGroup var home: HomeOptions
    @Argument(
        help: ArgumentHelp("The file, or a folder that is there; - is standard output.", valueName: "FILE"),
        completion: .file())
    var file: String
    @Option(
        help: ArgumentHelp(
            "In a folder: how many of this home's backups stay, with this one; older ones are removed.",
            valueName: "NUMBER"))
    var keep: Int?
    @Flag(help: "Look at a backup instead: whether it can be restored.") var verify = false

    func validate() throws {
        guard keep.map({ (1...10_000).contains($0) }) ?? true else {
            throw ValidationError("--keep takes 1 to 10000")
        }
        guard !verify || keep == nil else { throw ValidationError("--verify looks at one file, and removes none") }
        guard file != "-" || (keep == nil && !verify) else {
            throw ValidationError("- is standard output, where nothing is kept or looked at")
        }
        guard !file.isEmpty else { throw ValidationError("name the file that the backup is to be") }
    }

    func run() throws {
        if verify { return try look() }
        if file == "-" { return try pour() }
        let folders = try home.folders()
        if access(folders.state, F_OK) == 0 { try StateFolder.open(folders.state, home: folders.home) }
        let now = SystemClock().now()
        let isFolder = Self.isFolder(file)
        guard isFolder || (keep == nil && !file.hasSuffix("/")) else {
            throw CommandFailure(
                .cannotCreate,
                "\(file) is no folder; make it first: "
                    + (ActingUser.name.map { "install -d -m 700 -o \($0)" } ?? "mkdir -m 700")
                    + " \(ShellWord.quoted(file))")
        }
        let name = BackupFolder(file).place(for: now)
        let path = isFolder ? "\(file)/\(name)" : file
        try mayWrite(into: URL(fileURLWithPath: path).deletingLastPathComponent().path, home: folders.home)
        let spool = try home.spool(of: .live).path
        let made = try HomeBackup(home: folders.home, state: folders.state, spool: spool, now: now).write(to: path)
        Output.line(Self.sentence(made, folders, place: " in \(path)"))
        note(made, folders, spool: spool)
        guard let keep else { return }
        let gone = try BackupFolder(file).prune(keep: keep, newest: name)
        if !gone.isEmpty {
            Output.line("Removed \(Wording.count(gone.count, "older one")): \(gone.joined(separator: ", "))")
        }
    }

    /// To standard output: the shell opens the file, so that root's backup is a file of whoever asked root.
    private func pour() throws {
        guard !Output.isTerminal(.standardOutput) else {
            throw CommandFailure(.usage, "a backup is not for a terminal; give it a file: usher backup - >shop.tar")
        }
        var status = stat()
        let isNew = fstat(STDOUT_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
        if isNew, fchmod(STDOUT_FILENO, 0o600) != 0 {
            throw CommandFailure(
                .cannotCreate,
                "the file cannot be made one that only its owner reads: \(String(cString: strerror(errno)))")
        }
        let folders = try home.folders()
        if access(folders.state, F_OK) == 0 { try StateFolder.open(folders.state, home: folders.home) }
        let spool = try home.spool(of: .live).path
        let backup = HomeBackup(home: folders.home, state: folders.state, spool: spool, now: SystemClock().now())
        let made = try backup.pour(into: STDOUT_FILENO)
        Output.note(Self.sentence(made, folders, place: ""))
        note(made, folders, spool: spool)
    }

    private static func sentence(_ made: HomeBackup.Made, _ folders: HomeFolders, place: String) -> String {
        let mails = made.mails > 0 ? ", with \(Wording.count(made.mails, "mail")) that came back" : ""
        return "Kept \(made.people.words(in: folders.mode)) and \(Wording.count(made.files, "file")) of "
            + "\(folders.home)\(place)\(mails), \(made.size >> 10) KiB."
    }

    /// Says what is not in the backup, and marks that one was made.
    private func note(_ made: HomeBackup.Made, _ folders: HomeFolders, spool: String) {
        if let trouble = made.trouble { Output.note("Not in it: mail that came back; \(trouble).") }
        if made.mailsLeft > 0 {
            Output.note(
                "Not in it: \(Wording.count(made.mailsLeft, "file")) in \(spool) that cannot be read or have a name of "
                    + "their own; copy that folder as well.")
        }
        do { try BackupMark.set(in: folders.state) } catch {
            Output.note(
                "\(folders.state) does not say that a backup was made, so an alert may say it was not: \(error.reason)")
        }
    }

    /// Root's word is not enough where another user writes: how that user gets a folder.
    private func mayWrite(into folder: String, home: String) throws {
        guard let user = ActingUser.name, access(folder, F_OK) == 0, access(folder, W_OK | X_OK) != 0 else { return }
        let other = "\(BackupFolder.usual) && usher backup \(BackupFolder.usual)"
        let service =
            home == ServiceHome.path ? "; or let the service do both: systemctl start usher-backup" : ""
        throw CommandFailure(
            .cannotCreate,
            "the user \(user), whose the state folder is, may not write into \(PlainText.shown(folder)); "
                + "give that user a folder for backups: install -d -m 700 -o \(user) \(other)\(service)")
    }

    private func look() throws {
        let file = try Self.backup(file)
        let found = try BackupCheck.run(file)
        let manifest = found.content.manifest
        // The shop's, where there is a home to say it.
        let clock = (try? HomeReader.inspect(home.find()).withSettings().settings.clock) ?? .utc
        Output.line("\(file) is whole. It can be restored: usher restore \(ShellWord.quoted(file)) DIR")
        Output.line(
            "made       \(manifest.made(clock: clock)), by Usher \(manifest.usher), of \(manifest.home)")
        Output.line("databases  \(manifest.databases.map(\.name).joined(separator: ", "))")
        Output.line("people     \(found.people.words)")
        Output.line("home       \(Wording.count(found.content.files, "file"))")
        if found.content.mails > 0 {
            Output.line("came back  \(Wording.count(found.content.mails, "mail")) that wait or are kept")
        }
    }

    /// The file, or the latest of a folder.
    static func backup(_ path: String) throws -> String {
        let file = try BackupFolder.file(at: path)
        if let later = try BackupFolder.later(within: path) {
            throw CommandFailure(
                .noInput,
                "\(later) lies in a folder within, and is later than "
                    + "\(file ?? "anything in \(path), which has no backup itself"); name the one that is meant")
        }
        guard let file else {
            throw CommandFailure(.noInput, "\(path) has no file like usher-2026-11-29T031500Z.tar")
        }
        return file
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a home from a backup; nothing is sent before you say so.",
        discussion: """
            The backup is looked at first. Overwrites nothing unless you say --overwrite: then what is there is moved \
            aside. The relay is paused afterwards, because what was sent since the backup was made is not known, nor who \
            said no: usher status says how to go on.

            The state goes where usher.yaml in the backup says, or $STATE_DIRECTORY.

            EXAMPLES
              usher restore shop.tar shop
              usher restore /var/backups/usher /etc/usher       the latest there
            """)

    @OptionGroup var home: HomeOptions
    @Argument(
        help: ArgumentHelp("The backup, or a folder of which the latest is taken.", valueName: "FILE"),
        completion: .file())
    var file: String
    @Argument(
        help: ArgumentHelp("Where the home is to be; else the home that there is.", valueName: "DIR"),
        completion: .directory)
    var folder: String?
    @Flag(help: "Move what is there aside.") var overwrite = false

    func run() throws {
        let target =
            try folder.map {
                FolderPath.absolute($0, from: FileManager.default.currentDirectoryPath)
            } ?? located()
        let file = try BackupCommand.backup(file)
        let restored = try HomeRestore(
            file: file, home: target, environment: ProcessInfo.processInfo.environment, mayOverwrite: overwrite,
            now: SystemClock().now()
        ).run()
        Output.line(
            "Restored \(restored.people.words(in: restored.settings.mode)) and "
                + "\(Wording.count(restored.files, "file")) to \(target), as they were at "
                + "\(restored.manifest.made(clock: restored.settings.clock)), from \(file).")
        if restored.mails > 0 {
            let place = "\(restored.state)/spool"
            Output.line(
                "\(Wording.count(restored.mails, "mail")) that came back: in \(place)"
                    + (restored.otherSpool.map { "; usher.yaml names \($0), so move what is in its folders there" }
                        ?? ""))
        }
        for aside in restored.aside {
            Output.line("What was there lies in \(aside); remove it when you need it no more.")
        }
        let sudo = UserName.prefix(for: restored.state)
        let status = target == ServiceHome.path ? "usher status" : ShellWord.command("usher status --home", [target])
        Output.line(
            "The relay is paused: what was sent since is not known, nor who said no. How to go on: "
                + sudo + status)
        if target == ServiceHome.path {
            Output.line(
                "And for backups, one now and one each night: \(sudo)systemctl start usher-backup && "
                    + "\(sudo)systemctl enable --now usher-backup.timer")
        }
        if !restored.tokens.isEmpty {
            Output.line(
                "Let in again, also those that were revoked since: \(restored.tokens.joined(separator: ", ")). To shut one "
                    + "out: \(sudo)usher token revoke NAME")
        }
        sayWhatIsMissing(in: target)
    }

    /// A backup has no passwords, and another machine other files: better said now than by a daemon that does not
    /// start.
    private func sayWhatIsMissing(in home: String) {
        let report = HomeCheck.run(home, environment: ProcessInfo.processInfo.environment)
        guard !report.isUsable else { return }
        Output.line("The daemon does not start before this is put right (a backup has no passwords in it):")
        Output.show(report.problems.filter { $0.severity == .error }.map(\.shown))
    }

    private func located() throws -> String {
        do { return try home.find() } catch {
            throw CommandFailure(
                .usage,
                "there is no home here; say where it is to be, such as the service's: "
                    + ShellWord.command("usher restore", [file, ServiceHome.path]))
        }
    }
}
