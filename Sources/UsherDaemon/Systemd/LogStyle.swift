import Glibc

/// The beginning of a log line.
package enum LogStyle: String, Sendable, CaseIterable {
    /// The priority as `<6>` (sd-daemon(3)), for journald, which knows the time itself.
    case journal
    /// The time in UTC and the level's name, for people.
    case terminal

    /// `journal` when `descriptor` is the very stream that `$JOURNAL_STREAM` names as `device:inode` (systemd.exec(5)),
    /// so that a shell inside a service whose output goes elsewhere is still a terminal.
    package static func detect(environment: [String: String], descriptor: Int32 = STDERR_FILENO) -> LogStyle {
        guard let stream = environment["JOURNAL_STREAM"] else { return .terminal }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return .terminal }
        return stream == "\(facts.st_dev):\(facts.st_ino)" ? .journal : .terminal
    }
}
