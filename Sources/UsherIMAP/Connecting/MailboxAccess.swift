import UsherCore

/// Everything that a mailbox is opened with.
package struct MailboxAccess: Hashable, Sendable {
    package var imap: IMAPSettings
    /// The mailbox's password. It is never logged.
    package var password: String
    package var timeouts: MailboxTimeouts

    /// Takes the settings after they were checked: `imap.authority` is an absolute path by now.
    package init(_ imap: IMAPSettings, password: String, timeouts: MailboxTimeouts = MailboxTimeouts()) {
        self.imap = imap
        self.password = password
        self.timeouts = timeouts
    }

    /// Whether the host is this machine by its very text. No name is looked up.
    var isLoopback: Bool {
        let host = imap.host.lowercased()
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil } && parts[0] == "127"
    }
}

/// How long a server may take, by the monotonic clock.
///
/// | what | standard |
/// | --- | --- |
/// | name, TCP, TLS and login together | 2 minutes |
/// | without a single octet, while an answer is due | 1 minute |
/// | a whole answer | 10 minutes |
/// | a whole visit; the next goes on from there | 30 minutes |
package struct MailboxTimeouts: Hashable, Sendable {
    package var login: Duration = .seconds(120)
    package var silence: Duration = .seconds(60)
    package var answer: Duration = .seconds(600)
    package var visit: Duration = .seconds(1800)

    package init() {}
}
