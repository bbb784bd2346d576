import UsherCore
import UsherMail
import UsherReceiving

extension Fuzzer {
    /// What a provider posts, once it is proved; the first octet says which.
    static let feedback = Fuzzer(
        "feedback", longest: 8192,
        words: [
            "{\"event-data\":{", "\"event\":\"failed\",", "\"severity\":\"permanent\",",
            "\"recipient\":\"ann@x.example\"",
            "\"delivery-status\":{\"code\":550,\"message\":\"", "5.1.1 no such user\"",
            "\"user-variables\":{\"usher\":\"a\"}",
            "{\"RecordType\":\"Bounce\",\"Type\":\"HardBounce\",", "\"Email\":\"ann@x.example\"",
            "\"Metadata\":{\"usher\":",
            "[{\"event\":\"bounce\",", "\"reason\":\"550 5.1.1\"", "\"smtp-id\":\"<1@shop.example>\"",
            "\"event\":\"spamreport\"",
            "{\"notificationType\":\"Bounce\",\"bounce\":{",
            "\"bounceType\":\"Permanent\",\"bounceSubType\":\"General\",",
            "\"bouncedRecipients\":[{\"emailAddress\":\"ann@x.example\"}]",
            "\"mail\":{\"headers\":[{\"name\":\"Message-ID\",\"value\":",
            "{\"kind\":\"bounce\",\"address\":\"ann@x.example\",\"message_id\":\"<1@shop.example>\"}", "null", "]}",
            "}}", ",",
        ]
    ) { octets throws(Breach) in
        let providers = FeedbackProvider.allCases
        let provider = providers[Int(octets.first ?? 0) % providers.count]
        let body = Array(octets.dropFirst())
        guard let seal else { throw Breach("There is no key.") }
        guard String(validating: body, as: UTF8.self) != nil else { return }
        if let feedback = try? Feedback.read(body, of: provider, seal: seal) {
            try hold(
                feedback.reports.count <= body.count && feedback.ignored <= body.count, "More is told than there is.")
            for report in feedback.reports { try check(report) }
        }
        if let report = try? OwnFeedback.read(body, source: "token a", seal: seal) { try check(report) }
        _ = try? FeedbackProof.mailgun(body, key: "a", now: Timestamp(seconds: 0))
        if let topic = TopicName("arn:aws:sns:eu-central-1:123456789012:usher"),
            let message = try? TopicMessage(body, topic: topic)
        {
            try hold(message.certificateURL.hasPrefix("https://\(topic.host)/"), "A certificate is elsewhere.")
            _ = try? message.verify(certificate: body, now: Timestamp(seconds: 0))
        }
    }

    private static let seal = SigningKey(id: 1, createdAt: Timestamp(seconds: 0), secret: Array(1...32))
        .flatMap { try? Keyring(keys: [$0]) }.map { TokenSeal(keyring: $0, databaseID: "feedback") }

    private static func check(_ report: ReturnedReport) throws(Breach) {
        try hold(report.key.count == 32, "A report has no key.")
        try hold(report.summary.count <= ReturnedMail.longestSummary, "The summary is long.")
        try hold(
            report.summary.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F },
            "The summary is not one line.")
        try hold(report.people.count <= 20 && report.messageIDs.count <= 40, "There are too many traces.")
        try hold(report.deliveries.isEmpty, "Something bears a seal that was never made.")
        for recipient in report.recipients {
            try hold(recipient.said.count <= 300, "What was said is long.")
            try hold(!recipient.isProof || recipient.category == .hard, "There is proof of something else.")
        }
    }
}
