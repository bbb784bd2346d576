/// What a refusal is about, as a report tells it: by the same table as in the dialogue (`Verdict.init(refusal:at:)`),
/// read for somebody who learns of it days later.
///
/// | Verdict of the refusal at RCPT | and | Category |
/// | --- | --- | --- |
/// | bounced | | hard, and proof |
/// | blocked, throttled | | block |
/// | retry | | soft |
/// | any other | words or a code that no server takes mail for the domain (5.4.4) | hard |
/// | any other | words that a server was not reached in time; 5.4.x | soft |
/// | refused | a mailbox that is closed, locked, or not available; 5.1.x, 5.2.1; access denied with 5.4.1 | hard |
/// | refused | only some may write to this group (5.7.124, 5.7.129 to 5.7.136) | block |
/// | failed | 5.6.x, 5.2.3, 5.3.4, or words about a size or what stands in the message | content |
/// | the rest | | unknown |
///
/// Words that a server was not reached count before a block: what could not be connected to blames nobody.
package enum RefusalCategory: String, Hashable, Sendable, CaseIterable {
    /// The address does not work.
    case hard
    /// It did not work this time.
    case soft
    /// Policy, reputation, authentication: about the sender.
    case block
    /// About the message.
    case content
    case unknown

    /// - Returns: the category, and whether the refusal is plain evidence that the address does not work, as the
    ///   verdict bounced is.
    package static func of(_ reply: Reply, recipient: EmailAddress? = nil) -> (RefusalCategory, isProof: Bool) {
        let refusal = NegativeReply(reply, at: .rcpt, recipient: recipient)
        let verdict = reply.isPermanent ? refusal.permanent : refusal.transient
        switch verdict {
        case .bounced: return (.hard, true)
        case .blocked, .throttled:
            let blames = !refusal.hints.isDisjoint(with: [.reputation, .sender, .rate, .policy])
            return (refusal.hints.contains(.unreached) && !blames ? .soft : .block, false)
        case .retry: return (.soft, false)
        default: return (unproved(refusal, verdict), false)
        }
    }

    private static func unproved(_ refusal: NegativeReply, _ verdict: Verdict) -> RefusalCategory {
        let hints = refusal.hints
        if hints.contains(.noHost) || refusal.has(4, 4...4) { return .hard }
        if hints.contains(.unreached) { return .soft }
        let isContent = refusal.has(6, 0...999) || refusal.has(2, 3...3) || refusal.has(3, 4...4)
        if isContent || !hints.isDisjoint(with: [.tooBig, .content]) { return .content }
        if refusal.has(7, 124...124) || refusal.has(7, 129...136) { return .block }
        if refusal.isOfThisRecipient || !hints.isDisjoint(with: [.gone, .closed, .unavailable, .unknownRecipient]) {
            return .hard
        }
        if refusal.has(1, 0...999) || refusal.has(2, 1...1) { return .hard }
        if refusal.has(4, 0...999) { return .soft }
        return .unknown
    }
}
