import UsherCore

/// `receive:` of `config/usher.yaml`.
enum ReceiveDocument {
    static func read(_ field: Field) -> ReceiveSettings? {
        field.record { keys in
            ReceiveSettings(
                spool: keys["spool"]?.path(), imap: keys["imap"].flatMap(imap),
                feedback: keys["feedback"].flatMap(FeedbackDocument.read) ?? FeedbackSettings(),
                takesMail: keys.names != ["feedback"])
        }
    }

    private static let longestName = 200

    private static func imap(_ field: Field) -> IMAPSettings? {
        field.record { keys in
            let tlsField = keys["tls"]
            let tls = tlsField?.choice(SMTPSettings.TLS.self) ?? .required
            let host = keys.required("host")?.host()
            let settings = IMAPSettings(
                host: host ?? "", port: keys["port"]?.whole(in: 1...65535) ?? (tls == .implicit ? 993 : 143), tls: tls,
                authority: keys["authority"]?.path(), username: keys.required("username")?.line() ?? "",
                passwordFile: keys["password_file"]?.path(),
                folder: keys["folder"].flatMap(name) ?? IMAPSettings.usualFolder,
                taken: keys["taken"].flatMap(name) ?? IMAPSettings.usualTaken,
                everyMilliseconds: keys["every"]?.duration(atLeast: 10_000) ?? IMAPSettings.usualEvery)
            keys.forbid(
                "password",
                "a password does not belong in this file; use 'password_file', the credential imap-password "
                    + "or $USHER_IMAP_PASSWORD")
            if let host, tls == .none, !SMTPDocument.isLoopback(host) {
                tlsField?.refuse("a password never travels without TLS; use tls: required")
            }
            if settings.folder == settings.taken {
                field.refuse("'taken' must be another folder than 'folder': mail that was taken goes there")
            }
            return settings
        }
    }

    private static func name(_ field: Field) -> String? {
        guard let line = field.line() else { return nil }
        guard line.utf8.count <= longestName else {
            return field.refuse("\(field.title) is longer than a folder's name may be, \(longestName) octets")
        }
        return line
    }
}
