import UsherCore

extension Settings {
    /// The files that hold a password or a key of somebody else, as they are written: absolute or relative to the home.
    var secretFiles: [String] {
        let relays = [smtp, transactional.smtp, alerts.mail?.relay].map { $0?.passwordFile }
        let feedback = FeedbackProvider.allCases.map { receive.feedback.file(of: $0)?.path }
        return (relays + [receive.imap?.passwordFile] + feedback).compactMap(\.self).uniqued()
    }

    /// The files that say whom to trust or what to run, as they are written.
    var trustedFiles: [String] {
        let authorities = [smtp, transactional.smtp, alerts.mail?.relay].map { $0?.authority }
        let programs = [alerts.command, alerts.mail.flatMap { $0.relay == nil ? $0.sendmail : nil }]
        return (authorities + [receive.imap?.authority] + programs).compactMap(\.self).uniqued()
    }
}
