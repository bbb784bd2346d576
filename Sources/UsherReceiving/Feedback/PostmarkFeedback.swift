import UsherCore

/// What Postmark's webhooks tell: one record.
///
/// | `RecordType` | `Type` | What it is |
/// | --- | --- | --- |
/// | `Bounce` | HardBounce, BadEmailAddress | failed, hard |
/// | | SoftBounce, DnsError | failed, soft |
/// | | Blocked, SpamNotification, DMARCPolicy, ManuallyDeactivated | failed, block |
/// | | VirusNotification, TemplateRenderingFailed | failed, content |
/// | | Unknown, SMTPApiError | failed, by its words |
/// | | SpamComplaint | complaint |
/// | | Unsubscribe | wants no more |
/// | | Transient, AutoResponder, ChallengeVerification, any other | nothing |
/// | `SpamComplaint` | | complaint |
/// | `SubscriptionChange` | of the recipient, to get no more | wants no more |
/// | any other | | nothing |
enum PostmarkFeedback {
    static func events(_ record: TemplateValue) -> [FeedbackEvent] {
        guard let what = what(record) else { return [] }
        let recipient = [record["Email"].words, record["Recipient"].words].first { !$0.isEmpty } ?? ""
        var ties = FeedbackTies()
        ties.token = record["Metadata"][anyCase: FeedbackProvider.token].words
        return [
            FeedbackEvent(
                what: what, recipients: [recipient],
                said: [record["Details"].words, record["Description"].words].first { !$0.isEmpty } ?? "",
                id: [record["ID"].words, record["MessageID"].words, record["ChangedAt"].words, recipient], ties: ties)
        ]
    }

    private static func what(_ record: TemplateValue) -> FeedbackEvent.What? {
        switch record["RecordType"].words {
        case "Bounce": bounce(record["Type"].words)
        case "SpamComplaint": .complaint
        case "SubscriptionChange":
            record["SuppressSending"].isOn && record["Origin"].words == "Recipient"
                && record["SuppressionReason"].words == "ManualSuppression" ? .leaves : nil
        default: nil
        }
    }

    private static func bounce(_ type: String) -> FeedbackEvent.What? {
        switch type {
        case "HardBounce", "BadEmailAddress": .failed(.hard)
        case "SoftBounce", "DnsError": .failed(.soft)
        case "Blocked", "SpamNotification", "DMARCPolicy", "ManuallyDeactivated": .failed(.block)
        case "VirusNotification", "TemplateRenderingFailed": .failed(.content)
        case "Unknown", "SMTPApiError": .failed(.nothing)
        case "SpamComplaint": .complaint
        case "Unsubscribe": .leaves
        default: nil
        }
    }
}
