/// The section `alerts:` of `config/usher.yaml`: the ways by which trouble reaches a human.
package struct AlertSettings: Hashable, Sendable {
    package var mail: Mail?
    /// A program, absolute or relative to the home; it gets the alert on standard input.
    package var command: String?
    /// The address that is asked every five minutes for as long as the daemon lives and can record: whoever watches it
    /// says when it stops.
    package var ping: String?
    /// Whether a backup that was not made is trouble: not where somebody else sees to backups.
    package var tellsOfBackups = true

    package struct Mail: Hashable, Sendable {
        /// The recipient's address, as it was written.
        package var to: String
        /// The relay for the mail; nil is sendmail.
        package var relay: SMTPSettings?
        package var sendmail: String

        package init(to: String, relay: SMTPSettings? = nil, sendmail: String = "/usr/sbin/sendmail") {
            self.to = to
            self.relay = relay
            self.sendmail = sendmail
        }
    }

    package init(mail: Mail? = nil, command: String? = nil, ping: String? = nil) {
        self.mail = mail
        self.command = command
        self.ping = ping
    }

    /// Whether an alert reaches anybody.
    package var hasWay: Bool { mail != nil || command != nil }
}
