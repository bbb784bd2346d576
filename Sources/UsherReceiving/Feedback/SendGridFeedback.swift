import UsherCore

/// What SendGrid's Event Webhook tells: an array of events; this is one of them.
///
/// | `event` | | What it is |
/// | --- | --- | --- |
/// | `bounce` | `type` blocked | failed, block |
/// | | `bounce_classification` Invalid Address | failed, hard |
/// | | Mailbox Unavailable | failed, soft |
/// | | Reputation, Frequency or Volume Too High | failed, block |
/// | | Content | failed, content |
/// | | any other | failed, by its words |
/// | `dropped` | `reason` Bounced Address, Invalid | failed, hard |
/// | | Unsubscribed Address, Spam Reporting Address | wants no more |
/// | | Spam Content | failed, content |
/// | | any other | failed, by its words |
/// | `spamreport` | | complaint |
/// | `unsubscribe`, `group_unsubscribe` | | wants no more |
/// | any other | | nothing |
enum SendGridFeedback {
    static func events(_ event: TemplateValue) -> [FeedbackEvent] {
        guard let what = what(event) else { return [] }
        var ties = FeedbackTies()
        ties.token = event[anyCase: FeedbackProvider.token].words
        ties.messageIDs = [event["smtp-id"].words]
        let number = event["sg_event_id"].words
        return [
            FeedbackEvent(
                what: what, recipients: [event["email"].words],
                said: event["reason"].words, status: event["status"].words,
                id: number.isEmpty
                    ? [event["event"].words, event["timestamp"].words, event["email"].words, event["smtp-id"].words]
                    : [number], ties: ties)
        ]
    }

    private static func what(_ event: TemplateValue) -> FeedbackEvent.What? {
        switch event["event"].words {
        case "bounce": .failed(bounce(event))
        case "dropped": dropped(event["reason"].words.lowercased())
        case "spamreport": .complaint
        case "unsubscribe", "group_unsubscribe": .leaves
        default: nil
        }
    }

    private static func bounce(_ event: TemplateValue) -> FeedbackEvent.Claim {
        if event["type"].words == "blocked" { return .block }
        let words = event["bounce_classification"].words.lowercased()
        if words.hasPrefix("invalid") { return .hard }
        if words.hasPrefix("mailbox") { return .soft }
        if words.hasPrefix("reputation") || words.hasPrefix("frequency") { return .block }
        return words.hasPrefix("content") ? .content : .nothing
    }

    private static func dropped(_ reason: String) -> FeedbackEvent.What {
        if reason.hasPrefix("unsubscribed") || reason.hasPrefix("spam reporting") { return .leaves }
        if reason.hasPrefix("bounced") || reason.hasPrefix("invalid") { return .failed(.hard) }
        return .failed(reason.hasPrefix("spam content") ? .content : .nothing)
    }
}
