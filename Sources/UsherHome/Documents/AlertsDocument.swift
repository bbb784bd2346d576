import UsherCore

/// `alerts:` of `config/usher.yaml`.
enum AlertsDocument {
    static func read(_ field: Field) -> AlertSettings? {
        field.record { keys in
            var settings = AlertSettings(
                mail: keys["mail"].flatMap(mail), command: keys["command"]?.path(), ping: keys["ping"]?.url())
            settings.tellsOfBackups = keys["backup"]?.flag() ?? true
            if keys["mail"] == nil, keys["command"] == nil, keys["ping"] == nil {
                field.refuse("'alerts' names no way; write 'mail', 'command' or 'ping'")
            }
            return settings
        }
    }

    /// By a relay of its own: the one of the shop may be what is wrong.
    private static func mail(_ field: Field) -> AlertSettings.Mail? {
        field.record { keys in
            let (relayField, sendmailField) = (keys["smtp"], keys["sendmail"])
            let relay = relayField.flatMap(SMTPDocument.read)
            let sendmail = sendmailField?.path()
            if relayField != nil, sendmailField != nil {
                sendmailField?.refuse("'smtp' and 'sendmail' are two ways for the same mail; keep one")
            }
            if relayField == nil, sendmailField == nil {
                field.refuse(
                    "'mail' needs a way of its own, for the shop's relay may be what is wrong: 'smtp' or 'sendmail'")
            }
            if let sendmail, !sendmail.hasPrefix("/") {
                sendmailField?.refuse("'sendmail' must be an absolute path, like /usr/sbin/sendmail")
            }
            if let relay, relay.username != nil, relay.passwordFile == nil {
                relayField?.refuse("'username' of the alerts' relay needs a 'password_file'")
            }
            if relay?.warmUp != nil { relayField?.refuse("'warm_up' means nothing for alerts; remove it") }
            let to = keys.required("to")?.address()
            return AlertSettings.Mail(to: to ?? "", relay: relay, sendmail: sendmail ?? "/usr/sbin/sendmail")
        }
    }
}
