import UsherCore

/// `transactional:` of `config/usher.yaml`.
enum TransactionalDocument {
    static func read(_ field: Field) -> TransactionalSettings? {
        field.record { keys in
            let (relayField, limitsField) = (keys["smtp"], keys["limits"])
            let relay = relayField.flatMap(SMTPDocument.read)
            let settings = TransactionalSettings(
                sender: keys["sender"]?.mailbox(), replyTo: keys["reply_to"]?.mailbox(),
                dkim: keys["dkim"].flatMap(SettingsDocument.dkim), smtp: relay,
                limits: limitsField.flatMap(SettingsDocument.limits))
            // The credential and the variable are the main relay's, and a password goes to no other host.
            if let relay, relay.username != nil, relay.passwordFile == nil {
                relayField?.refuse("'username' of transactional mail's own relay needs a 'password_file'")
            }
            if relay?.warmUp != nil {
                relayField?.refuse("'warm_up' holds back marketing only, which does not go here; remove it")
            }
            if limitsField != nil, !keys.has("smtp") {
                limitsField?.refuse(
                    "'limits' of transactional mail's own need a relay of its own; add 'smtp' beside it")
            }
            if ["sender", "reply_to", "dkim", "smtp", "limits"].allSatisfy({ !keys.has($0) }) {
                field.refuse("'transactional' says nothing; write 'smtp', 'sender', 'reply_to', 'dkim' or 'limits'")
            }
            return settings
        }
    }
}
