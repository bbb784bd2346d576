extension Verdict {
    /// What `outcome` means for its delivery.
    ///
    /// | Outcome | Verdict |
    /// | --- | --- |
    /// | accepted | sent |
    /// | withdrawn | withheld |
    /// | run ended | cancelled |
    /// | not started | retry, no attempt counted |
    /// | unsendable | failed |
    /// | lost after the final dot was written | in doubt |
    /// | lost at the first command of a used connection | retry, no attempt counted |
    /// | lost elsewhere, after the server said why | as a refusal with that reply |
    /// | lost elsewhere | retry |
    /// | refused | see `init(refusal:at:)` |
    package static func of(_ outcome: AttemptOutcome) -> Verdict {
        switch outcome {
        case .accepted: .sent
        case .withdrawn: .withheld
        case .runEnded: .cancelled
        case .notStarted: .retry(countsAttempt: false)
        case .unsendable: .failed
        case .lost(.dot, _, _, _): .inDoubt
        case .lost(_, _, _, reused: true): .retry(countsAttempt: false)
        case .lost(let phase, _, let reply?, _): Verdict(refusal: reply, at: phase)
        case .lost(_, _, nil, _): .retry(countsAttempt: true)
        case .refused(let phase, let reply): Verdict(refusal: reply, at: phase)
        }
    }
}

extension Verdict {
    /// What a negative reply means, in this order (RFC 5321 4.2, RFC 3463; the text goes before the code where servers are known to
    /// send a wrong code):
    ///
    /// | Reply | at MAIL or before | at RCPT, DATA, the body or the dot |
    /// | --- | --- | --- |
    /// | text blames the sender's address or denies relaying; 530, 534, 535, 538 | block, relay | block, domain |
    /// | text speaks of reputation, a block list or a rate | block, relay | block, domain |
    /// | 4.7.x | block, relay | retry (grey listing), but 4.7.23 to 4.7.32 block, domain |
    /// | other 4xx | retry | retry |
    /// | text says that the message is too big; 5.2.3, 5.3.4, 5.6.x | failed | failed |
    /// | text says that the mailbox is full; 5.2.2, 5.3.x | retry | retry |
    /// | text says that there is no such person | block, relay | bounced |
    /// | 502, 503 | block, relay | block, domain |
    /// | 5.7.x, 5.1.7, 5.1.8 | block, relay | block, domain |
    /// | 5.1.x, 5.2.1, 5.4.4 | block, relay | bounced |
    /// | 5.5.3 | block, relay | retry |
    /// | other 5.2.x, 5.4.x, 5.5.x | block, relay | failed |
    /// | no code: 552 | failed | at RCPT retry, else failed |
    /// | no code: 521, 550, 551, 553, 556 | block, relay | at RCPT bounced, else failed |
    /// | no code: other 5xx | block, relay | failed |
    ///
    /// 5.0.0 and 5.5.0 say nothing and are read as no code. A reply that is not negative is a retry.
    ///
    /// Once a recipient is named a block is never more than its domain's, whatever the words: one odd address must not
    /// pause everybody. Where the relay does refuse everything, `BlockLedger` sees it at the third domain.
    package init(refusal reply: Reply, at phase: WirePhase) {
        let hints = RefusalText.hints(in: reply.text)
        let scope: BlockScope = phase.isAboutSender ? .relay : .domain
        let blames = !hints.isDisjoint(with: [.sender, .reputation])
        if blames || [530, 534, 535, 538].contains(reply.code) {
            self = .blocked(scope)
        } else if reply.isPermanent {
            self = Self.permanent(reply, hints, at: phase)
        } else {
            self = Self.isBlock(reply.enhanced, at: phase) ? .blocked(scope) : .retry(countsAttempt: true)
        }
    }

    /// 4.7.x. At RCPT and later the plain ones are mostly grey listing; those that name authentication, reputation or a rate are not.
    private static func isBlock(_ status: EnhancedStatus?, at phase: WirePhase) -> Bool {
        guard let status, status.subject == 7 else { return false }
        return phase.isAboutSender || (23...32).contains(status.detail)
    }

    private static func permanent(_ reply: Reply, _ hints: RefusalText.Hints, at phase: WirePhase) -> Verdict {
        let code = reply.enhanced.flatMap { [0, 5].contains($0.subject) && $0.detail == 0 ? nil : $0 }
        switch (code?.subject, code?.detail) {
        case (2, 3), (3, 4), (6, _): return .failed
        case (2, 2), (3, _): return hints.contains(.tooBig) ? .failed : .retry(countsAttempt: true)
        default: break
        }
        if hints.contains(.tooBig) { return .failed }
        if hints.contains(.mailboxFull) { return .retry(countsAttempt: true) }
        if phase.isAboutSender { return code == nil && reply.code == 552 ? .failed : .blocked(.relay) }
        if hints.contains(.unknownRecipient) { return .bounced }
        if reply.code == 502 || reply.code == 503 { return .blocked(.domain) }
        guard let code else { return uncoded(reply.code, hints, at: phase) }
        switch (code.subject, code.detail) {
        case (7, _), (1, 7), (1, 8): return .blocked(.domain)
        case (1, _), (2, 1), (4, 4): return .bounced
        case (5, 3): return .retry(countsAttempt: true)
        default: return .failed
        }
    }

    private static func uncoded(_ code: Int, _ hints: RefusalText.Hints, at phase: WirePhase) -> Verdict {
        switch code {
        case 552: phase == .rcpt ? .retry(countsAttempt: true) : .failed
        case 521, 550, 551, 553, 556: phase == .rcpt || hints.contains(.unavailable) ? .bounced : .failed
        default: .failed
        }
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
