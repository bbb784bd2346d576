extension Verdict {
    /// What a negative reply means. The first row that holds counts (RFC 5321 4.2, RFC 3463); codes count wherever
    /// they stand in the text.
    ///
    /// | Reply | at MAIL or before | at RCPT, DATA, the body or the dot |
    /// | --- | --- | --- |
    /// | text says that this one mailbox gets too much just now | retry | retry |
    /// | text asks for a slower pace; x.7.28, 4.4.5 | throttled | block, domain (4xx: only where it says "rate") |
    /// | text blames the sender (address, account, quota, login, relaying, reputation); 530, 534, 535, 538 | block, relay | block, domain |
    /// | 4.7.x | block, relay | retry (grey listing), but 4.7.23 to 4.7.32 block, domain |
    /// | other 4xx | retry | retry |
    /// | text says that the message is too big; 5.2.3, 5.3.4, 5.6.x | failed | failed |
    /// | text says that the mailbox is full; 5.2.2, 5.3.x | retry | retry |
    /// | 5.5.3 | block, relay | retry |
    /// | text speaks of another limit | block, relay | block, domain |
    /// | **text says that there is no such person** | block, relay | bounced |
    /// | text speaks of rules; 502, 503, 504; 5.7.x, 5.1.7, 5.1.8 | block, relay | block, domain |
    /// | **5.1.1, 5.1.2, 5.1.3, 5.1.6, 5.1.10** | block, relay | bounced |
    /// | 552 without a code | failed | at RCPT retry, else failed |
    /// | other 5.1.x, 5.2.x, 5.4.x except 5.4.6; text says "mailbox unavailable" | block, relay | refused |
    /// | any other that is not about syntax (500, 501, 555, 5.5.x) | block, relay | at RCPT refused, else failed |
    /// | the rest | block, relay | failed |
    ///
    /// 5.0.0 and 5.5.0 say nothing and are read as no code. A reply that is not negative is a retry.
    ///
    /// Once a recipient is named a block is never more than its domain's, whatever the words: one odd address must
    /// not pause everybody. Where the relay does refuse everything, `BlockLedger` sees it at the third domain, and
    /// `Sameness` by the words.
    package init(refusal reply: Reply, at phase: WirePhase, recipient: EmailAddress? = nil) {
        let refusal = NegativeReply(reply, at: phase, recipient: recipient)
        self = reply.isPermanent ? refusal.permanent : refusal.transient
    }
}

/// A negative reply, read.
private struct NegativeReply {
    let code: Int
    /// The reply's own first, then those in its text. Without those that say nothing.
    let statuses: [EnhancedStatus]
    let hints: RefusalText.Hints
    let phase: WirePhase
    private let saysAccessDenied: Bool

    init(_ reply: Reply, at phase: WirePhase, recipient: EmailAddress?) {
        let text = ServerText(reply.text, recipient: recipient)
        code = reply.code
        let found = [reply.enhanced].compactMap(\.self) + text.statuses
        statuses = found.filter { status in
            status.status == reply.code / 100 && !([0, 5].contains(status.subject) && status.detail == 0)
        }
        hints = RefusalText.hints(in: text)
        self.phase = phase
        saysAccessDenied = text.words.joined(separator: " ").contains("recipient address rejected access denied")
    }

    private var block: Verdict { .blocked(phase.isAboutSender ? .relay : .domain) }

    private func has(_ subject: Int, _ details: ClosedRange<Int>) -> Bool {
        statuses.contains { $0.subject == subject && details.contains($0.detail) }
    }

    private var blames: Bool {
        // 5.2.1 is a mailbox that takes no mail, for whatever reason.
        let suspendsUs = hints.contains(.suspended) && !hints.contains(.theirMailbox) && !has(2, 1...1)
        return !hints.isDisjoint(with: [.sender, .reputation]) || suspendsUs || [530, 534, 535, 538].contains(code)
    }

    var transient: Verdict {
        if hints.contains(.busyMailbox) { return .retry(countsAttempt: true) }
        if phase.isAboutSender {
            let asksForLess = has(7, 28...28) || has(4, 5...5)
            if asksForLess || !hints.isDisjoint(with: [.rate, .pace]) { return .throttled }
            return blames || has(7, 0...999) ? block : .retry(countsAttempt: true)
        }
        if hints.contains(.greylisted) { return .retry(countsAttempt: true) }
        // The plain ones of 4.7.x are mostly grey listing; those that name authentication, reputation or a rate are
        // not.
        return blames || hints.contains(.rate) || has(7, 23...32) ? block : .retry(countsAttempt: true)
    }

    var permanent: Verdict {
        if hints.contains(.busyMailbox), !phase.isAboutSender { return .retry(countsAttempt: true) }
        if phase.isAboutSender, !blames, has(7, 28...28) || !hints.isDisjoint(with: [.rate, .pace]) {
            return .throttled
        }
        if blames || hints.contains(.rate) { return block }
        if let content { return content }
        if phase.isAboutSender { return statuses.isEmpty && code == 552 ? .failed : block }
        if has(5, 3...3) { return .retry(countsAttempt: true) }
        if !hints.isDisjoint(with: [.limit, .pace]) { return block }
        if hints.contains(.unknownRecipient) || (saysAccessDenied && has(4, 1...1)) { return .bounced }
        if hints.contains(.policy) || [502, 503, 504].contains(code) || has(7, 0...999) || has(1, 7...8) {
            return block
        }
        if has(1, 1...3) || has(1, 6...6) || has(1, 10...10) { return .bounced }
        return unclear
    }

    private var content: Verdict? {
        if has(2, 3...3) || has(3, 4...4) || has(6, 0...999) { return .failed }
        if has(2, 2...2) || has(3, 0...999) { return hints.contains(.tooBig) ? .failed : .retry(countsAttempt: true) }
        if hints.contains(.mailboxFull) { return .retry(countsAttempt: true) }
        return hints.contains(.tooBig) ? .failed : nil
    }

    /// No proof of anything.
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
