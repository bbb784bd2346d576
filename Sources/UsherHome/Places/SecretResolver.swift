import UsherCore
import UsherSupport

/// Finds the password of the relay or of the mailbox.
///
/// Plain code, not a configuration library's providers: those read a credential folder asynchronously and whole, and
/// know nothing of file modes; this is one file or one variable, read once by a thread that may block.
package enum SecretResolver {
    /// A password and where it came from.
    package struct Found: Sendable {
        package let secret: Secret
        /// `password_file`, `credential smtp-password` or `$USHER_SMTP_PASSWORD`.
        package let source: String
    }

    /// Whose password it is.
    package enum Owner: String, Sendable {
        case smtp, imap

        /// Its section in `usher.yaml`.
        package var section: String { self == .smtp ? "smtp" : "receive.imap" }
        var credential: String { "\(rawValue)-password" }
        var variable: String { "USHER_\(rawValue.uppercased())_PASSWORD" }
    }

    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case nowhere(Owner)
        case unreadable(path: String, RegularFile.Fault)
        /// Others may read it, or put another one into it.
        case open(path: String, mode: UInt32)
        /// Empty, more than one line, or not UTF-8.
        case malformed(source: String)

        package var description: String {
            switch self {
            case .nowhere(let owner):
                "'\(owner.section).username' is set and there is no password; name a file in "
                    + "'\(owner.section).password_file', load the credential \(owner.credential), or set $\(owner.variable)"
            case .unreadable(let path, let fault): "the password file \(path): \(fault.reason)"
            case .open(let path, let mode):
                "the password file \(path) can be read or changed by others (mode \(String(mode, radix: 8))); "
                    + "run 'chmod 600 \(path)'"
            case .malformed(let source): "the password from \(source) must be one line of UTF-8 text"
            }
        }
    }

    /// Octets.
    package static let largest = 4096

    /// The password for `smtp`, without the line break at its end; nil when no user name is set.
    ///
    /// The first that is there: the file that `password_file` names (relative to `home`), systemd's
    /// `$CREDENTIALS_DIRECTORY/smtp-password`, `$USHER_SMTP_PASSWORD`. One that is named and cannot be used is an
    /// error, never passed over.
    package static func password(
        for smtp: SMTPSettings, home: String, environment: [String: String]
    ) throws(Fault) -> Found? {
        guard smtp.username != nil else { return nil }
        return try password(of: .smtp, file: smtp.passwordFile, home: home, environment: environment)
    }

    /// The same for a mailbox: `$CREDENTIALS_DIRECTORY/imap-password`, `$USHER_IMAP_PASSWORD`.
    package static func password(
        for imap: IMAPSettings, home: String, environment: [String: String]
    ) throws(Fault) -> Found {
        try password(of: .imap, file: imap.passwordFile, home: home, environment: environment)
    }

    private static func password(
        of owner: Owner, file: String?, home: String, environment: [String: String]
    ) throws(Fault) -> Found {
        if let file {
            return try read(FolderPath.absolute(file, from: home), source: "password_file", checkMode: true)
        }
        if let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty {
            do {
                return try read(
                    "\(folder)/\(owner.credential)", source: "credential \(owner.credential)", checkMode: false)
            } catch .unreadable(_, .missing) {
                // No such credential was loaded: the variable is next.
            }
        }
        // Where nothing was given, a container's variable is there and empty.
        if let variable = environment[owner.variable], !variable.isEmpty {
            return try found(Array(variable.utf8), source: "$\(owner.variable)")
        }
        throw .nowhere(owner)
    }

    /// The one line of a file with a secret, absolute or relative to `home`.
    package static func line(of file: String, home: String) throws(Fault) -> String {
        try read(FolderPath.absolute(file, from: home), source: "the file", checkMode: true).secret.reveal()
    }

    /// A password that somebody gives: one line, with or without its end.
    package static func given(_ octets: [UInt8], source: String) throws(Fault) -> Secret {
        try found(octets, source: source).secret
    }

    private static func read(_ path: String, source: String, checkMode: Bool) throws(Fault) -> Found {
        let content: RegularFile.Content
        do {
            content = try RegularFile.read(path, atMost: largest)
        } catch {
            throw .unreadable(path: path, error)
        }
        // The group may read it: root's file for the service's group is a good way to keep one.
        if checkMode, content.mode & 0o027 != 0 { throw .open(path: path, mode: content.mode & 0o777) }
        return try found(content.octets, source: source)
    }

    private static func found(_ octets: [UInt8], source: String) throws(Fault) -> Found {
        var line = octets[...]
        if line.last == UInt8(ascii: "\n") { line = line.dropLast() }
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        guard !line.isEmpty, line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
            let text = String(validating: line, as: UTF8.self)
        else { throw .malformed(source: source) }
        return Found(secret: Secret(text), source: source)
    }
}
