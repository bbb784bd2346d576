import UsherCore

/// `receive.feedback` of `config/usher.yaml`.
enum FeedbackDocument {
    static func read(_ field: Field) -> FeedbackSettings? {
        field.record { keys in
            FeedbackSettings(
                mailgunKeyFile: keys["mailgun"]?.record { $0.required("key_file")?.path() },
                postmarkPasswordFile: keys["postmark"]?.record { $0.required("password_file")?.path() },
                sendgridPublicKey: keys["sendgrid"]?.record { $0.required("public_key").flatMap(publicKey) },
                sesTopic: keys["ses"]?.record { $0.required("topic").flatMap(topic) })
        }
    }

    private static func topic(_ field: Field) -> TopicName? {
        guard let line = field.line() else { return nil }
        guard let topic = TopicName(line) else {
            return field.refuse(
                "\(field.title) must be the topic's ARN, like arn:aws:sns:eu-central-1:123456789012:usher, not \(field.looks)"
            )
        }
        return topic
    }

    /// Base64 of a P-256 key as SubjectPublicKeyInfo (RFC 5480): 91 octets that always begin alike.
    private static func publicKey(_ field: Field) -> String? {
        guard let line = field.line() else { return nil }
        let octets = Base64Text.decode(Array(line.utf8))
        guard octets.count == 91, octets.starts(with: [0x30, 0x59, 0x30, 0x13, 0x06, 0x07]) else {
            return field.refuse(
                "\(field.title) must be the verification key as SendGrid shows it, one line that begins with MFkw, not \(field.looks)"
            )
        }
        return line
    }
}
