import UsherCore

/// Says whether the machine is one that a database can stay on, and its clock one that mail can be dated by.
package enum MachineJudge {
    /// By how much the clock may be behind what is recorded, in milliseconds.
    static let patience: Int64 = 5 * 60_000
    /// How old the latest backup may be, in milliseconds: a day, and the time that it takes to make one.
    static let oldest: Int64 = 26 * 3_600_000

    /// | Found | |
    /// | --- | --- |
    /// | the clock is behind what the database recorded, by more than 5 minutes | wrong |
    /// | nothing keeps the clock | advice |
    /// | less is free than sending needs (`DiskRoom`) | wrong |
    /// | so little is free that the write-ahead log is kept small | advice |
    /// | the database is on a network's file system, or one in FUSE | wrong |
    /// | it is in memory | advice |
    /// | others can read keys, databases, a password, or change the files of the home | wrong |
    /// | no backup, or none of the last 26 hours | advice |
    package static func judge(_ facts: MachineFacts) -> [Finding] {
        [clock(facts), room(facts), fileSystem(facts), places(facts), backup(facts)]
    }

    private static func clock(_ facts: MachineFacts) -> Finding {
        let about = "clock of this machine"
        if let newest = facts.newest, newest.since(facts.now) > patience {
            let span = Wording.duration(milliseconds: newest.since(facts.now))
            return Finding(
                .wrong, about, "it is \(span) behind what the database recorded last, at \(newest.iso8601)",
                wanted: "the right time; what is due waits for it", remedy: "timedatectl set-ntp true",
                lasting: "behind")
        }
        switch facts.isClockKept {
        case true?: return Finding(.ok, about, "something keeps it")
        case false?:
            return Finding(
                .advice, about, "nothing keeps it right", wanted: "a time service, such as chrony",
                remedy: "timedatectl set-ntp true")
        case nil: return Finding(.unknown, about, "the system does not say whether something keeps it")
        }
    }

    private static func room(_ facts: MachineFacts) -> Finding {
        let about = "disk of \(facts.state)"
        guard let room = facts.room else { return Finding(.unknown, about, "it cannot be asked", isUnanswered: true) }
        let remedy = ShellWord.command("df -h", [facts.state])
        if let shortage = room.shortage {
            return Finding(.wrong, about, shortage, wanted: "room", remedy: remedy, lasting: "short")
        }
        let found = "\(DiskRoom.words(room.free)) free"
        guard !room.isTight else {
            return Finding(
                .advice, about, "\(found), so that the database's log is kept small",
                wanted: "\(DiskRoom.words(4 * DiskRoom.largestLog)) or more", remedy: remedy, lasting: "tight")
        }
        return Finding(.ok, about, found, lasting: "enough")
    }

    private static func fileSystem(_ facts: MachineFacts) -> Finding {
        let about = "file system of \(facts.state)"
        let wanted = "a disk of this machine: 'state:' in config/usher.yaml says where"
        switch facts.fileSystem {
        case .local?: return Finding(.ok, about, "it is of this machine")
        case .network(let name)?:
            return Finding(
                .wrong, about, "it is \(name), where SQLite's locks may hold nobody off and a flush may not be one",
                wanted: wanted, remedy: ShellWord.command("findmnt --target", [facts.state]))
        case .memory?:
            return Finding(
                .advice, about, "it is in memory: all of it is gone when the machine restarts", wanted: wanted,
                remedy: ShellWord.command("findmnt --target", [facts.state]))
        case nil: return Finding(.unknown, about, "it cannot be asked", isUnanswered: true)
        }
    }

    // MARK: Who may do what

    private static func places(_ facts: MachineFacts) -> Finding {
        let about = "what others may read and change"
        let open = facts.places.filter { $0.mode & forbidden($0) != 0 }
        guard let first = open.first else {
            return Finding(.ok, about, "no key, database or password, and no file of the home to change")
        }
        let list = open.prefix(5).map { "\($0.path) (mode \(String($0.mode, radix: 8)))" }.joined(separator: ", ")
        let more = open.count > 5 ? " and \(open.count - 5) more" : ""
        let what = first.kind == .plain ? "can be changed by others" : "can be read or changed by others"
        return Finding(
            .wrong, about, "\(list)\(more) \(what)", wanted: "them to be their owner's alone",
            remedy: open.prefix(5).map { ShellWord.command("chmod \(right($0))", [$0.path]) }.joined(separator: "; "))
    }

    /// The permission bits that the file or folder must not have.
    private static func forbidden(_ place: MachineFacts.Place) -> UInt32 {
        switch place.kind {
        case .secret: 0o077
        case .password: 0o027
        case .plain: 0o002
        }
    }

    private static func right(_ place: MachineFacts.Place) -> String {
        switch (place.kind, place.isFolder) {
        case (.plain, _): "o-w"
        case (_, true): "700"
        case (_, false): "600"
        }
    }

    // MARK: Backups

    private static func backup(_ facts: MachineFacts) -> Finding {
        let about = "backup"
        let wanted = "one every night"
        func make(_ folder: String) -> String { ShellWord.command("usher backup", [folder], options: "--keep 14") }
        switch facts.backups {
        case .nowhere:
            return Finding(
                .advice, about, "nobody said where backups are", wanted: "\(wanted); say where with --backups DIR",
                remedy: make("DIR"))
        case .none(let folder):
            return Finding(.advice, about, "\(folder) has none of this home", wanted: wanted, remedy: make(folder))
        case .unreadable(let why): return Finding(.unknown, about, why, wanted: wanted, isUnanswered: true)
        case .newest(let path, let made):
            let age = facts.now.since(made)
            let found = "\(path), \(Wording.duration(milliseconds: max(0, age))) old"
            guard age > oldest else { return Finding(.ok, about, found, lasting: "fresh") }
            return Finding(
                .advice, about, found, wanted: wanted, remedy: "systemctl status usher-backup.timer", lasting: "old")
        }
    }
}
