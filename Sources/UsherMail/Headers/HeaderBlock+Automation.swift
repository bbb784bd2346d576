import UsherCore

/// The headers that mark automated mail, each in the form its reader wants.
extension HeaderBlock {
    /// Adds `Feedback-ID: campaign:step:kind:SenderId`, for Gmail's feedback loop: figures per campaign, nothing per
    /// recipient. The sender id is the domain's letters and digits, 5 to 15 of them, the same in all messages of a
    /// shop.
    mutating func addFeedbackID(campaign: String, step: String, kind: MessageKind, domain: String) {
        var sender = String(domain.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(15))
        if sender.count < 5 { sender += "usher" }
        add(
            .feedbackID, .token(HeaderToken(label: campaign, longest: 60)), .literal(":"),
            .token(HeaderToken(label: step, longest: 60)), .literal(":"),
            .token(HeaderToken(label: kind.rawValue, longest: 60)), .literal(":"),
            .token(HeaderToken(label: sender, longest: 15)))
    }

    /// Adds `List-Unsubscribe: <https://...TOKEN>, <mailto:...TOKEN>` (RFC 2369 3.2, RFC 8058 3.1). Nothing when there
    /// is no way to say no. A URL is never folded and never encoded.
    mutating func addListUnsubscribe(_ links: UnsubscribeLinks, token: HeaderToken) {
        switch (links.page, links.mail) {
        case (let page?, let mail?):
            add(
                .listUnsubscribe, .literal("<"), .token(page), .token(token), .literal(">,"), .fold,
                .literal("<"), .token(mail), .token(token), .literal(">"))
        case (let only?, nil), (nil, let only?):
            add(.listUnsubscribe, .literal("<"), .token(only), .token(token), .literal(">"))
        case (nil, nil): break
        }
    }

    /// Adds the message's own token in the field that a provider takes from the header, and posts back with what became
    /// of the message.
    mutating func add(_ token: HeaderToken, for provider: FeedbackProvider) {
        switch provider {
        case .mailgun:
            add(.mailgunVariables, .literal("{"), .fold, .literal("\"usher\": \""), .token(token), .literal("\"}"))
        case .postmark: add(.postmarkMetadata, .token(token))
        case .sendgrid:
            add(
                .sendgridArguments, .literal("{\"unique_args\":"), .fold, .literal("{\"usher\": \""), .token(token),
                .literal("\"}}"))
        case .ses: break
        }
    }

    /// Adds `Message-ID: <code@domain>` (RFC 5322 3.6.4).
    mutating func addMessageID(_ code: HeaderToken, domain: HeaderToken) {
        add(.messageID, .literal("<"), .token(code), .literal("@"), .token(domain), .literal(">"))
    }
}
