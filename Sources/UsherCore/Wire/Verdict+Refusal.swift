extension Verdict {
    /// What a negative reply means. The first row that holds counts (RFC 5321 4.2, RFC 3463); codes count wherever
    /// they stand in the text.
    ///
    /// | Reply at RCPT, DATA, the body or the dot | 5xx | 4xx |
    /// | --- | --- | --- |
    /// | text says that this one mailbox gets too much just now | retry | retry |
    /// | only this recipient: a closed group (5.7.124, 5.7.129 to 5.7.136), our provider's list of bounced addresses; 5.4.1 with "recipient address rejected: access denied" | refused | |
    /// | 5.6.x; 552, 5.2.3 or 5.3.4 with words about a size | failed | |
    /// | text blames the sender (address, account, quota, login user) and can mean nothing else; 530, 534, 535, 538, 5.1.7, 5.1.8 | block, domain | block, domain |
    /// | **text says that there is no such person**, with 5.1.1, 5.1.6 or 5.1.10 | bounced | retry |
    /// | the same, without those codes and with no other reason beside it | bounced | |
    /// | the same, with another reason, or as the outcome of a check that failed | refused | |
    /// | 5.2.2; 552 without a code and with words about a quota | retry | |
    /// | a mailbox that is closed or locked | refused | |
    /// | text blames the sender perhaps ("your server", relaying, authentication), or speaks of reputation or a rate | block, domain | block, domain |
    /// | other 4.7.x | | retry (grey listing), but 4.7.23 to 4.7.32 block, domain |
    /// | text says that the mailbox is full; 5.3.x, 5.5.3 | retry | |
    /// | text says that the message is too big | failed | |
    /// | text speaks of another limit, or of rules; 502, 503, 504; 5.7.x | block, domain | |
    /// | **5.1.1, 5.1.2, 5.1.3, 5.1.6, 5.1.10**, with no words, or none that say more than the code | bounced | |
    /// | 5.1.x with words about what stands in the message | at RCPT refused, else failed | |
    /// | 552 without a code | at RCPT retry, else failed | |
    /// | other 5.1.x, 5.2.x, 5.4.x except 5.4.6; text says "mailbox unavailable" | refused | |
    /// | any other that is not about syntax (500, 501, 555, 5.5.x) | at RCPT refused, else failed | |
    /// | the rest | failed | retry |
    ///
    /// At MAIL or before, a slower pace that is asked for (also x.7.28, 4.4.5) is throttled, a 5xx about a size is
    /// failed, one about a full store is retried, and any other 5xx or 4.7.x blocks the relay; the rest is a retry.
    ///
    /// 5.0.0 and 5.5.0 say nothing and are read as no code. A reply that is not negative is a retry.
    ///
    /// Once a recipient is named a block is never more than its domain's, whatever the words: one odd address must
    /// not pause everybody. Where the relay does refuse everything, `Sameness` sees it.
    package init(refusal reply: Reply, at phase: WirePhase, recipient: EmailAddress? = nil) {
        let refusal = NegativeReply(reply, at: phase, recipient: recipient)
        self = reply.isPermanent ? refusal.permanent : refusal.transient
    }
}

/// A negative reply, read.
struct NegativeReply {
    let code: Int
    /// The reply's own first, then those in its text. Without those that say nothing.
    let statuses: [EnhancedStatus]
    let hints: RefusalText.Hints
    /// Whether x.2.2 stands in a reply of the other class, such as `554 mailbox ... - 4.2.2`.
    let saysFullOtherwise: Bool
    let phase: WirePhase
    private let saysAccessDenied: Bool

    init(_ reply: Reply, at phase: WirePhase, recipient: EmailAddress?) {
        let text = ServerText(reply.text, recipient: recipient)
        code = reply.code
        let found = [reply.enhanced].compactMap(\.self) + text.statuses
        statuses = found.filter { status in
            status.status == reply.code / 100 && !([0, 5].contains(status.subject) && status.detail == 0)
        }
        saysFullOtherwise = found.contains { $0.status != 2 && $0.subject == 2 && $0.detail == 2 }
        hints = RefusalText.hints(in: text)
        self.phase = phase
        let words = text.words.joined(separator: " ")
        saysAccessDenied = ["address", "addresses"].contains {
            words.contains("recipient \($0) rejected access denied")
        }
    }

    private var block: Verdict { .blocked(phase.isAboutSender ? .relay : .domain) }

    func has(_ subject: Int, _ details: ClosedRange<Int>) -> Bool {
        statuses.contains { $0.subject == subject && details.contains($0.detail) }
    }

    /// Whether the words say that the sender is to blame, and can mean nothing else.
    private var blamesPlainly: Bool { hints.contains(.sender) || [530, 534, 535, 538].contains(code) }

    /// Whether the server blames us, or perhaps: it also says so behind what is wrong with the recipient.
    private var blames: Bool {
        // 5.2.1 is a mailbox that takes no mail, for whatever reason.
        let suspendsUs = hints.contains(.suspended) && !hints.contains(.theirMailbox) && !has(2, 1...1)
        return blamesPlainly || !hints.isDisjoint(with: [.perhapsSender, .reputation]) || suspendsUs
    }

    var transient: Verdict {
        if hints.contains(.busyMailbox) { return .retry(countsAttempt: true) }
        if phase.isAboutSender {
            let asksForLess = has(7, 28...28) || has(4, 5...5)
            if asksForLess || !hints.isDisjoint(with: [.rate, .pace]) { return .throttled }
            return blames || has(7, 0...999) ? block : .retry(countsAttempt: true)
        }
        if hints.contains(.greylisted) { return .retry(countsAttempt: true) }
        if has(1, 1...1), !blamesPlainly { return .retry(countsAttempt: true) }
        // The plain ones of 4.7.x are mostly grey listing; those that name authentication, reputation or a rate are
        // not.
        return blames || hints.contains(.rate) || has(7, 23...32) ? block : .retry(countsAttempt: true)
    }

    var permanent: Verdict { phase.isAboutSender ? permanentOfSender : permanentOfRecipient }

    private var permanentOfSender: Verdict {
        if !blames, has(7, 28...28) || !hints.isDisjoint(with: [.rate, .pace]) { return .throttled }
        if blames || hints.contains(.rate) { return block }
        if let content { return content }
        return statuses.isEmpty && code == 552 ? .failed : block
    }

    private var permanentOfRecipient: Verdict {
        if hints.contains(.busyMailbox) { return .retry(countsAttempt: true) }
        if isOfThisRecipient { return .refused }
        if has(6, 0...999) || (hints.contains(.tooBig) && (code == 552 || has(2, 3...3) || has(3, 4...4))) {
            return .failed
        }
        if blamesPlainly || has(1, 7...8) { return block }
        if saysUnknown { return isPlain ? .bounced : .refused }
        let speaksOfQuota = !hints.isDisjoint(with: [.perhapsSender, .mailboxFull])
        if has(2, 2...2) || (code == 552 && statuses.isEmpty && speaksOfQuota) {
            return hints.contains(.tooBig) ? .failed : .retry(countsAttempt: true)
        }
        if hints.contains(.gone) { return .refused }
        if blames || hints.contains(.rate) { return block }
        if let content { return content }
        if has(5, 3...3) { return .retry(countsAttempt: true) }
        if !hints.isDisjoint(with: [.limit, .pace]) { return block }
        if hints.contains(.policy) || [502, 503, 504].contains(code) || has(7, 0...999) { return block }
        if isUnknownByCode, hints.contains(.generic) { return .bounced }
        if has(1, 0...999), hints.contains(.content), phase != .rcpt { return .failed }
        return unclear
    }

    var isOfThisRecipient: Bool {
        // Exchange: only members, or only who has logged in, may write to this group.
        let isGroup = has(7, 124...124) || has(7, 129...136)
        return hints.contains(.thisRecipient) || isGroup || (saysAccessDenied && has(4, 1...1))
    }

    private var isUnknownByCode: Bool { isOfMailbox || has(1, 2...3) }

    /// Whether by its code it is the mailbox that is unknown, not its domain or how it is written.
    private var isOfMailbox: Bool { has(1, 1...1) || has(1, 6...6) || has(1, 10...10) }

    private var saysUnknown: Bool {
        if hints.contains(.unknownRecipient) { return true }
        return hints.contains(.unknownAccount) && (isOfMailbox || hints.contains(.theirMailbox))
    }

    /// Whether words that somebody is unknown are proof: with their code whatever else is said, alone if nothing
    /// else is.
    private var isPlain: Bool {
        if hints.contains(.trouble) { return false }
        if isOfMailbox {
            return hints.contains(.unknownRecipient) || !hints.contains(.doubt)
        }
        return !blames && hints.isDisjoint(with: [.rate, .pace, .limit, .policy, .doubt, .content, .mailboxFull])
    }

    private var content: Verdict? {
        if has(2, 3...3) || has(3, 4...4) || has(6, 0...999) { return .failed }
        if has(2, 2...2) || has(3, 0...999) { return hints.contains(.tooBig) ? .failed : .retry(countsAttempt: true) }
        if hints.contains(.mailboxFull) { return .retry(countsAttempt: true) }
        return hints.contains(.tooBig) ? .failed : nil
    }

    /// The verdict where there is no proof of anything.
    private var unclear: Verdict {
        if statuses.isEmpty, code == 552 { return phase == .rcpt ? .retry(countsAttempt: true) : .failed }
        if hints.contains(.unavailable) || has(1, 0...999) || has(2, 0...999) { return .refused }
        if has(4, 0...5) || has(4, 7...999) { return .refused }
        let isAboutSyntax = [500, 501, 555].contains(code) || has(5, 0...999) || has(4, 6...6)
        return phase == .rcpt && !isAboutSyntax ? .refused : .failed
    }
}

extension WirePhase {
    /// Whether a refusal here can only be about the sender: no recipient was named yet.
    fileprivate var isAboutSender: Bool {
        switch self {
        case .rcpt, .data, .body, .dot: false
        case .connect, .greeting, .ehlo, .startTLS, .auth, .mail, .rset, .idle, .quit: true
        }
    }
}
