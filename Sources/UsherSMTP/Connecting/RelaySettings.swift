import UsherCore

/// Everything that a relay's connections are made with.
package struct RelaySettings: Hashable, Sendable {
    package var smtp: SMTPSettings
    /// The relay's password, used only with `smtp.username`. It is never logged.
    package var password: String?
    package var timeouts: RelayTimeouts

    /// Takes the settings after they were checked: `smtp.authority` is an absolute path by now.
    package init(_ smtp: SMTPSettings, password: String? = nil, timeouts: RelayTimeouts = RelayTimeouts()) {
        self.smtp = smtp
        self.password = password
        self.timeouts = timeouts
    }
}

extension RelaySettings {
    /// The name and password for AUTH; nil where no name is configured.
    var credentials: (username: String, password: String)? {
        smtp.username.map { ($0, password ?? "") }
    }

    /// Whether `smtp.host` is this machine by its very text: `localhost`, 127.0.0.0/8 or ::1. No name is looked up.
    package var isLoopback: Bool {
        let host = smtp.host.lowercased()
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil } && parts[0] == "127"
    }
}
