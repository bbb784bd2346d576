import UsherCore

/// The relay that somebody chose, as it stands under `smtp:` in `config/usher.yaml`.
package struct RelayChoice: Hashable, Sendable {
    package var host: String
    package var port: Int
    package var tls: SMTPSettings.TLS
    /// Nil: no login.
    package var username: String?
    /// Absolute, or relative to the home; nil without a login.
    package var passwordFile: String?

    package init(
        host: String, port: Int, tls: SMTPSettings.TLS, username: String? = nil, passwordFile: String? = nil
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.username = username
        self.passwordFile = passwordFile
    }

    /// Each key with its value as YAML has it, in the order in which they are written; nil where there is none.
    var values: [(key: String, value: String?)] {
        [
            ("host", Self.scalar(host)), ("port", "\(port)"), ("tls", tls.rawValue),
            ("username", username.map(Self.scalar)), ("password_file", passwordFile.map(Self.scalar)),
        ]
    }

    /// The whole block, for a file that has none, and to paste.
    package var block: [String] {
        ["smtp:"] + values.compactMap { key, value in value.map { "  \(key): \($0)" } }
    }

    /// In quotes, unless it is so plain that YAML could take it for nothing else.
    private static func scalar(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { $0.isLetterOrDigit || "@._+-".utf8.contains($0) }
        if plain, text.utf8.first.map(\.isLetterOrDigit) == true { return text }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
