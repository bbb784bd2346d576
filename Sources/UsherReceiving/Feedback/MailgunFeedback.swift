import UsherCore

/// What Mailgun's webhooks tell: one event, in `event-data`.
///
/// | `event` | | What it is |
/// | --- | --- | --- |
/// | `failed` | `severity` permanent, `reason` suppress-bounce | failed, hard |
/// | | `reason` old | failed, soft |
/// | | `reason` espblock | failed, block |
/// | | `reason` suppress-unsubscribe, suppress-complaint | wants no more |
/// | | `delivery-status.bounce-type` hard, soft | failed, that |
/// | | any other | failed, by its words |
/// | `rejected` | | failed, block |
/// | `complained` | | complaint |
/// | `unsubscribed` | | wants no more |
/// | `failed` for a time, any other | | nothing |
enum MailgunFeedback {
    static func events(_ document: TemplateValue) -> [FeedbackEvent] {
        let event = document["event-data"]
        guard let what = what(event) else { return [] }
        let (status, message) = (event["delivery-status"], event["message"])
        var ties = FeedbackTies()
        ties.token = event["user-variables"][anyCase: FeedbackProvider.token].words
        ties.returnAddresses = [event["envelope"]["sender"].words]
        ties.messageIDs = [message["headers"][anyCase: "message-id"].words]
        let words = ["code", "message", "description"].map { status[$0].words } + [event["reject"]["reason"].words]
        return [
            FeedbackEvent(
                what: what, recipients: [event["recipient"].words],
                said: words.filter { !$0.isEmpty }.joined(separator: " "), status: status["enhanced-code"].words,
                // A number is given again after a day.
                id: [event["id"].words, event["timestamp"].words, event["recipient"].words], ties: ties)
        ]
    }

    private static func what(_ event: TemplateValue) -> FeedbackEvent.What? {
        switch event["event"].words {
        case "failed" where event["severity"].words != "temporary": failure(event)
        case "rejected": .failed(.block)
        case "complained": .complaint
        case "unsubscribed": .leaves
        default: nil
        }
    }

    private static func failure(_ event: TemplateValue) -> FeedbackEvent.What {
        switch (event["reason"].words, event["delivery-status"]["bounce-type"].words) {
        case ("suppress-unsubscribe", _), ("suppress-complaint", _): .leaves
        case ("suppress-bounce", _), (_, "hard"): .failed(.hard)
        case ("old", _), (_, "soft"): .failed(.soft)
        case ("espblock", _): .failed(.block)
        default: .failed(.nothing)
        }
    }
}
