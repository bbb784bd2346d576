/// What the words of a refusal give away, where its code cannot be trusted.
///
/// Phrases are matched without regard to case, anywhere in the text. A phrase stands here only if it says one thing in every server
/// that uses it; whatever is ambiguous is left to the code.
enum RefusalText {
    struct Hints: OptionSet {
        let rawValue: UInt8

        /// Our own address, or our right to send through this relay.
        static let sender = Hints(rawValue: 1)
        /// Block lists, reputation, spam, authentication of the domain, rates.
        static let reputation = Hints(rawValue: 2)
        static let unknownRecipient = Hints(rawValue: 4)
        /// As much as "not available": counts only where no code says more.
        static let unavailable = Hints(rawValue: 8)
        static let mailboxFull = Hints(rawValue: 16)
        static let tooBig = Hints(rawValue: 32)
    }

    static func hints(in text: String) -> Hints {
        var hints: Hints = []
        guard !text.isEmpty else { return hints }
        let octets = text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        for (hint, phrases) in table where phrases.contains(where: { contains(octets, $0) }) { hints.insert(hint) }
        return hints
    }

    private static let table: [(Hints, [[UInt8]])] = [
        (
            .sender,
            phrases(
                "sender address rejected", "sender rejected", "sender verify failed", "sender domain",
                "relay access denied",
                "relaying denied", "relay not permitted", "not permitted to relay", "unable to relay",
                "relaying not allowed",
                "authentication required", "must be authenticated", "not authorized to send",
                "client was not authenticated")
        ),
        (
            .reputation,
            phrases(
                "blocked using", "blocklist", "block list", "blacklist", "black list", "denylist", "spamhaus",
                "spamcop",
                "barracudacentral", "dnsbl", " rbl ", "reputation", "spam", "unsolicited", "reverse dns", "ptr record",
                " spf ", "dkim", "dmarc", "unauthenticated", "rate limit", "rate-limit", "unusual rate",
                "too many messages",
                "too many connections", "throttl", "user complaints", "[ts0", "your ip", "banned")
        ),
        (
            .unknownRecipient,
            phrases(
                "user unknown", "unknown user", "no such user", "no such recipient", "no such mailbox",
                "no such person",
                "no such address", "user not found", "recipient not found", "mailbox not found", "address not found",
                "does not exist", "doesn't exist", "unknown recipient", "recipient unknown", "invalid recipient",
                "invalid mailbox", "not a valid mailbox", "no mailbox here", "unrouteable address", "unknown address",
                "address unknown", "user doesn't have a", "account has been disabled", "account is disabled",
                "mailbox is disabled", "account has been deactivated", "recipient address rejected: access denied",
                "domain does not accept mail")
        ),
        (.unavailable, phrases("mailbox unavailable", "mailbox is unavailable", "account is unavailable")),
        (
            .mailboxFull,
            phrases(
                "mailbox full", "mailbox is full", "over quota", "overquota", "quota exceeded", "exceeded storage",
                "out of storage", "insufficient storage", "inbox is full")
        ),
        (
            .tooBig,
            phrases(
                "message too large", "message too big", "message size exceeds", "message exceeds",
                "size limit exceeded",
                "maximum message size", "message file too big")
        ),
    ]

    private static func phrases(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    private static func contains(_ text: [UInt8], _ phrase: [UInt8]) -> Bool {
        guard let first = phrase.first, text.count >= phrase.count else { return false }
        for start in 0...(text.count - phrase.count) where text[start] == first {
            if text[start...].starts(with: phrase) { return true }
        }
        return false
    }
}
