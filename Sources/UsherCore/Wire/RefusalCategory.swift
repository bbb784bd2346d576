/// What a refusal is about, as a report tells it: by the same table as in the dialogue (`Verdict.init(refusal:at:)`),
/// read for somebody who learns of it days later.
///
/// | Verdict of the refusal at RCPT | and | Category |
/// | --- | --- | --- |
/// | bounced | | hard, and proof |
/// | blocked, throttled | words about the sender, reputation or a rate | block |
/// | blocked, throttled | no such words, but others: as below; a limit is the mailbox's | hard, soft, content |
/// | blocked, throttled | no other words | block |
/// | retry | words that there is no such domain, and none that say to look again | hard |
/// | retry | any other | soft |
/// | any other | words or a code that no server takes mail for the domain (5.4.4) | hard |
/// | any other | words that a server was not reached in time; 5.4.x | soft |
/// | refused | a mailbox that is closed, locked, or not available; 5.1.x, 5.2.1; access denied with 5.4.1 | hard |
/// | any other | what stands in the message, plainly: a forbidden file, a virus, its form | content |
/// | any other | a full mailbox, also by a code of the other class (`554 ... 4.2.2`); a closed one, for a time | soft |
/// | refused | only some may write to this group (5.7.x) | block |
/// | failed | 5.6.x, 5.2.3, 5.3.4, or words about a size or what stands in the message | content |
/// | the rest | words about somebody's rules or filters | block |
/// | the rest | | unknown |
package enum RefusalCategory: String, Hashable, Sendable, CaseIterable {
    /// The address does not work.
    case hard
    /// Delivery to the address did not work this time.
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
        case .blocked, .throttled: return (blamed(refusal), false)
        // Nobody looks for a domain again that is not there.
        case .retry where refusal.hints.contains(.noHost) && refusal.hints.isDisjoint(with: [.trouble, .doubt]):
            return (.hard, false)
        case .retry: return (.soft, false)
        default: return (unproved(refusal, verdict), false)
        }
    }

    /// The category that a report gives for what a relay may blame its client for: there it is about the recipient or
    /// the message.
    private static func blamed(_ refusal: NegativeReply) -> RefusalCategory {
        let hints = refusal.hints
        if hints.contains(.forbidden), hints.isDisjoint(with: [.sender, .rate]) { return .content }
        if hints.contains(.mailboxFull), hints.isDisjoint(with: [.sender, .reputation, .rate]) { return .soft }
        guard hints.isDisjoint(with: [.sender, .perhapsSender, .reputation, .rate, .thisRecipient]) else {
            return .block
        }
        if !hints.isDisjoint(with: [.unknownRecipient, .unknownLoosely, .unknownAccount]) { return .hard }
        if hints.contains(.unreached) { return .soft }
        if !hints.isDisjoint(with: [.closed, .gone, .noHost]) { return hints.contains(.trouble) ? .soft : .hard }
        if !hints.isDisjoint(with: [.harmful, .tooBig]) { return .content }
        // A quota is the mailbox's, unless it is plainly ours.
        return hints.contains(.limit) ? .soft : .block
    }

    private static func unproved(_ refusal: NegativeReply, _ verdict: Verdict) -> RefusalCategory {
        let hints = refusal.hints
        if hints.contains(.noHost) || refusal.has(4, 4...4) || refusal.has(4, 310...310) { return .hard }
        if hints.contains(.unreached) { return .soft }
        let isContent = refusal.has(6, 0...999) || refusal.has(2, 3...3) || refusal.has(3, 4...4)
        if isContent || hints.contains(.forbidden) { return .content }
        // A mailbox may exceed a size as well.
        if hints.contains(.mailboxFull) || refusal.has(2, 120...139) { return .soft }
        if !hints.isDisjoint(with: [.tooBig, .content]) { return .content }
        if refusal.has(7, 0...999), refusal.isOfThisRecipient { return .block }
        let isClosed = !hints.isDisjoint(with: [.gone, .closed]) || refusal.has(2, 1...1)
        if isClosed, hints.contains(.trouble) { return .soft }
        if refusal.isOfThisRecipient
            || !hints.isDisjoint(with: [
                .gone, .closed, .unavailable, .unknownRecipient, .unknownLoosely, .unknownAccount,
            ])
        {
            return .hard
        }
        if refusal.has(1, 0...999) || refusal.has(2, 1...1) { return .hard }
        if hints.contains(.distrust) { return .block }
        return refusal.has(4, 0...999) || refusal.saysFullOtherwise ? .soft : .unknown
    }
}
