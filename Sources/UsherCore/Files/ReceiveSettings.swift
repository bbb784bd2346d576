/// `receive:` of `config/usher.yaml`: where mail that comes back is taken.
package struct ReceiveSettings: Hashable, Sendable {
    /// A Maildir, absolute or relative to the home; nil is one in the state folder.
    package var spool: String?

    package init(spool: String? = nil) { self.spool = spool }
}
