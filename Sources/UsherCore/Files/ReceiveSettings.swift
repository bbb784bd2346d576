/// The section `receive:` of `config/usher.yaml`: where mail that comes back is taken.
package struct ReceiveSettings: Hashable, Sendable {
    /// A Maildir, absolute or relative to the home; nil is one in the state folder.
    package var spool: String?
    /// A mailbox that is looked into as well; nil for none.
    package var imap: IMAPSettings?

    /// The settings of what providers post.
    package var feedback: FeedbackSettings
    /// Whether somebody brings mail: addresses with something behind a + in them may be given out.
    package var takesMail: Bool

    package init(
        spool: String? = nil, imap: IMAPSettings? = nil, feedback: FeedbackSettings = FeedbackSettings(),
        takesMail: Bool = false
    ) {
        self.spool = spool
        self.imap = imap
        self.feedback = feedback
        self.takesMail = takesMail
    }
}

/// The section `receive.imap:`: a mailbox that mail comes back to, on an IMAP server.
package struct IMAPSettings: Hashable, Sendable {
    package var host: String
    package var port: Int
    package var tls: SMTPSettings.TLS
    /// A PEM file with the authority that signed the server's certificate; nil is the system's.
    package var authority: String?
    package var username: String
    /// A file with the password; else the credential `imap-password` or `$USHER_IMAP_PASSWORD`.
    package var passwordFile: String?
    /// The folder in which mail comes in.
    package var folder: String
    /// The folder to which mail goes that was taken.
    package var taken: String
    /// The time between two looks, in milliseconds.
    package var everyMilliseconds: Int64

    package static let usualFolder = "INBOX"
    package static let usualTaken = "Usher"
    package static let usualEvery: Int64 = 60_000

    package init(
        host: String, port: Int, tls: SMTPSettings.TLS = .required, authority: String? = nil, username: String,
        passwordFile: String? = nil, folder: String = usualFolder, taken: String = usualTaken,
        everyMilliseconds: Int64 = usualEvery
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.authority = authority
        self.username = username
        self.passwordFile = passwordFile
        self.folder = folder
        self.taken = taken
        self.everyMilliseconds = everyMilliseconds
    }

    /// The name of the mailbox: what was seen of one says nothing of another.
    package var account: String { "\(username)@\(host):\(port)/\(folder)" }
}
