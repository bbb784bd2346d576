import UsherCore

/// What Amazon SES publishes, by notifications of an identity (`notificationType`) or of a configuration set
/// (`eventType`).
///
/// | Type | | What it is |
/// | --- | --- | --- |
/// | `Bounce` | Permanent: General, NoEmail, Suppressed, OnAccountSuppressionList | failed, hard |
/// | | Transient: MailboxFull | failed, soft |
/// | | Transient: MessageTooLarge, ContentRejected, AttachmentRejected | failed, content |
/// | | Transient: any other, and a server said something | failed, soft |
/// | | Transient, and nobody said anything: often an automatic answer | nothing |
/// | | any other | failed, by its words |
/// | `Complaint` | `not-spam`, `auth-failure` | nothing |
/// | | any other | complaint |
/// | `Reject` | | failed, content |
/// | any other | | nothing |
enum SESFeedback {
    static func events(_ document: TemplateValue) -> [FeedbackEvent] {
        let type = [document["notificationType"].words, document["eventType"].words].first { !$0.isEmpty } ?? ""
        let mail = document["mail"]
        let events: [FeedbackEvent] =
            switch type {
            case "Bounce": bounces(document["bounce"])
            case "Complaint": complaints(document["complaint"])
            case "Reject":
                [
                    FeedbackEvent(
                        what: .failed(.content), recipients: mail["destination"].items.map(\.words),
                        said: document["reject"]["reason"].words, id: ["reject", mail["messageId"].words])
                ]
            default: []
            }
        let ties = ties(mail)
        return events.map { event in
            var event = event
            event.ties = ties
            return event
        }
    }

    private static func bounces(_ bounce: TemplateValue) -> [FeedbackEvent] {
        let recipients = bounce["bouncedRecipients"].items.prefix(FeedbackTies.most)
        return recipients.compactMap { recipient in
            let (address, said) = (recipient["emailAddress"].words, recipient["diagnosticCode"].words)
            let hasWords = !said.isEmpty || !recipient["status"].words.isEmpty
            guard
                let claim = claim(
                    bounce["bounceType"].words.lowercased(), bounce["bounceSubType"].words.lowercased(), hasWords)
            else { return nil }
            return FeedbackEvent(
                what: .failed(claim), recipients: [address], said: said, status: recipient["status"].words,
                id: [bounce["feedbackId"].words, bounce["timestamp"].words, address])
        }
    }

    private static func claim(_ type: String, _ subtype: String, _ hasWords: Bool) -> FeedbackEvent.Claim? {
        switch (type, subtype) {
        case ("permanent", "general"), ("permanent", "noemail"), ("permanent", "suppressed"),
            ("permanent", "onaccountsuppressionlist"):
            .hard
        case ("transient", "mailboxfull"): .soft
        case ("transient", "messagetoolarge"), ("transient", "contentrejected"), ("transient", "attachmentrejected"):
            .content
        case ("transient", _): hasWords ? .soft : nil
        default: .nothing
        }
    }

    private static func complaints(_ complaint: TemplateValue) -> [FeedbackEvent] {
        guard !["not-spam", "auth-failure"].contains(complaint["complaintFeedbackType"].words) else { return [] }
        // Of several it is not known who complained; what ties it to one message says so.
        let people = complaint["complainedRecipients"].items.prefix(FeedbackTies.most).map { $0["emailAddress"].words }
        return [
            FeedbackEvent(
                what: .complaint, recipients: people,
                id: [complaint["feedbackId"].words, complaint["timestamp"].words])
        ]
    }

    private static func ties(_ mail: TemplateValue) -> FeedbackTies {
        var ties = FeedbackTies()
        ties.returnAddresses = [mail["source"].words]
        ties.messageIDs = [mail["commonHeaders"]["messageId"].words]
        for header in mail["headers"].items.prefix(200) {
            let value = header["value"].words
            switch header["name"].words.lowercased() {
            case "message-id" where ties.messageIDs.count < FeedbackTies.most: ties.messageIDs.append(value)
            case "list-unsubscribe" where ties.unsubscribe == nil: ties.unsubscribe = value
            default: break
            }
        }
        return ties
    }
}
