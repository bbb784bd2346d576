/// `receive.feedback` of `config/usher.yaml`: which providers may post what became of messages, and how each proves who
/// it is. Files are absolute or relative to the home, and hold one line.
package struct FeedbackSettings: Hashable, Sendable {
    /// The file with Mailgun's signing key for webhooks.
    package var mailgunKeyFile: String?
    /// The file with the password that stands in the address that Postmark posts to.
    package var postmarkPasswordFile: String?
    /// SendGrid's verification key, as it shows it: Base64 of a P-256 key.
    package var sendgridPublicKey: String?
    /// The topic that Amazon SES publishes to.
    package var sesTopic: TopicName?

    package init(
        mailgunKeyFile: String? = nil, postmarkPasswordFile: String? = nil, sendgridPublicKey: String? = nil,
        sesTopic: TopicName? = nil
    ) {
        self.mailgunKeyFile = mailgunKeyFile
        self.postmarkPasswordFile = postmarkPasswordFile
        self.sendgridPublicKey = sendgridPublicKey
        self.sesTopic = sesTopic
    }

    /// The providers that are set up.
    package var providers: [FeedbackProvider] { FeedbackProvider.allCases.filter(has) }

    package func has(_ provider: FeedbackProvider) -> Bool {
        switch provider {
        case .mailgun: mailgunKeyFile != nil
        case .postmark: postmarkPasswordFile != nil
        case .sendgrid: sendgridPublicKey != nil
        case .ses: sesTopic != nil
        }
    }

    /// The file with a provider's secret, and the key that names it.
    package func file(of provider: FeedbackProvider) -> (path: String, key: String)? {
        switch provider {
        case .mailgun: mailgunKeyFile.map { ($0, "receive.feedback.mailgun.key_file") }
        case .postmark: postmarkPasswordFile.map { ($0, "receive.feedback.postmark.password_file") }
        case .sendgrid, .ses: nil
        }
    }
}

/// A topic of Amazon SNS by its full name (ARN): `arn:aws:sns:eu-central-1:123456789012:usher`.
package struct TopicName: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// The host that has the topic's signing certificates, and where a subscription to it is confirmed:
    /// `sns.eu-central-1.amazonaws.com`.
    package let host: String

    /// | Text | |
    /// | --- | --- |
    /// | `arn:aws:sns:eu-central-1:123456789012:usher` | host `sns.eu-central-1.amazonaws.com` |
    /// | `arn:aws-cn:sns:cn-north-1:123456789012:usher` | host `sns.cn-north-1.amazonaws.com.cn` |
    /// | another service or partition, no account of 12 digits, a region or a name with other characters | nil |
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard text.utf8.count <= 512, parts.count == 6, parts[0] == "arn", parts[2] == "sns",
            (1...32).contains(parts[3].utf8.count), parts[3].utf8.allSatisfy(Self.isOfRegion),
            parts[4].utf8.count == 12, parts[4].utf8.allSatisfy(\.isDigit),
            (1...256).contains(parts[5].utf8.count),
            parts[5].utf8.allSatisfy({ $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x5F })
        else { return nil }
        switch parts[1] {
        case "aws", "aws-us-gov": host = "sns.\(parts[3]).amazonaws.com"
        case "aws-cn": host = "sns.\(parts[3]).amazonaws.com.cn"
        default: return nil
        }
        description = text
    }

    private static func isOfRegion(_ octet: UInt8) -> Bool {
        octet.isDigit || octet == 0x2D || (0x61...0x7A).contains(octet)
    }
}
