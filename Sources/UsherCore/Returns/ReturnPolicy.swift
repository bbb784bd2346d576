/// What follows from a mail that came back and was tied to a message of ours.
///
/// The first row that fits:
///
/// | The mail | Effect | The message, if it was sent | The person |
/// | --- | --- | --- | --- |
/// | the message was never tried | none | | |
/// | complaint, to want no more | unsubscribed | stays | no more marketing |
/// | any other complaint | complained | complained | no more marketing |
/// | report that it waits, or was delivered | none | stays | |
/// | report, hard, with proof about the person's own mailbox | bounced | bounced | no more mail |
/// | report, any other hard, soft | soft | failed | counted (`SoftBounces`) |
/// | report, block, content, unclear failure | blocked, content, unclear | failed | nothing: the sender's trouble |
/// | anything else | none | stays | |
///
/// What one message had counts once: a proof stands in for what was told of the same failure before without one.
/// Another mailbox that the person's mail is passed on to is not the person's own, whatever its domain: of an address
/// that leads to several, the others may work.
package enum ReturnPolicy {
    /// The facts that are recorded of the message.
    package struct Facts: Hashable, Sendable {
        /// The person's address; nil after an erasure.
        package var address: EmailAddress?
        /// Whether the relay may have had it.
        package var wasTried: Bool
        /// The effects of what came back of it before, as far as they count.
        package var effects: Set<ReturnEffect>

        package init(address: EmailAddress?, wasTried: Bool = true, effects: Set<ReturnEffect> = []) {
            self.address = address
            self.wasTried = wasTried
            self.effects = effects
        }
    }

    package struct Decision: Hashable, Sendable {
        package var effect: ReturnEffect
        /// The part of a report that it was read from.
        package var recipient: ReturnedReport.Recipient?

        package init(_ effect: ReturnEffect, _ recipient: ReturnedReport.Recipient? = nil) {
            self.effect = effect
            self.recipient = recipient
        }
    }

    package static func decide(_ mail: ReturnedReport, _ facts: Facts) -> Decision {
        var decision = Decision(.none)
        switch mail.kind {
        case .complaint: decision.effect = mail.isOptOut ? .unsubscribed : .complained
        case .report: decision = report(mail.recipients, facts)
        case .automatic, .receipt, .unsubscribe, .person, .other: break
        }
        if !facts.wasTried || facts.effects.contains(decision.effect) { decision.effect = .none }
        // A message that did not arrive, or that somebody called spam, is not told to have failed once more.
        if decision.effect.state == .failed, !facts.effects.isDisjoint(with: ReturnEffect.counted) {
            decision.effect = .none
        }
        return decision
    }

    /// The decision about the recipient that is meant: the person's own mailbox, else those that the person's mail was
    /// passed on to, else the only one. Of several others the mildest counts, for what went to the address went on to
    /// several, and one of them may have it.
    private static func report(_ recipients: [ReturnedReport.Recipient], _ facts: Facts) -> Decision {
        if let address = facts.address {
            let known = recipients.filter { $0.addresses.contains { $0.key == address.key } }
            if let own = known.first(where: { $0.failed.allSatisfy(address.isSameMailbox) }) {
                return Decision(effect(own, isOwn: true), own)
            }
            if !known.isEmpty { return mildest(known, isOwn: false) }
        }
        let isOnly = recipients.count == 1 && recipients.first?.addresses.isEmpty == true
        return mildest(recipients, isOwn: isOnly && recipients.first?.failed.isEmpty == true)
    }

    private static func mildest(_ recipients: [ReturnedReport.Recipient], isOwn: Bool) -> Decision {
        let found = recipients.map { Decision(effect($0, isOwn: isOwn), $0) }
        return found.min { severity($0.effect) < severity($1.effect) } ?? Decision(.none)
    }

    private static func effect(_ recipient: ReturnedReport.Recipient, isOwn: Bool) -> ReturnEffect {
        switch recipient.category {
        case .hard: recipient.isProof && isOwn ? .bounced : .soft
        case .soft: .soft
        case .block: .blocked
        case .content: .content
        case .unknown: .unclear
        case .complaint, .auto, .delayed, .delivered: .none
        }
    }

    private static func severity(_ effect: ReturnEffect) -> Int {
        [.none, .unclear, .content, .blocked, .soft, .bounced].firstIndex(of: effect) ?? 0
    }
}

extension EmailAddress {
    /// Whether the other names the same mailbox: with another tag, or as mail systems write it among themselves, with
    /// a host of its own domain.
    fileprivate func isSameMailbox(_ other: EmailAddress) -> Bool {
        let (mine, its) = (mailbox, other.mailbox)
        if mine == its { return true }
        guard let at = mine.lastIndex(of: "@"), let itsAt = its.lastIndex(of: "@"), mine[..<at] == its[..<itsAt] else {
            return false
        }
        let (domain, itsDomain) = (mine[at...].dropFirst(), its[itsAt...].dropFirst())
        let (short, long) = domain.count < itsDomain.count ? (domain, itsDomain) : (itsDomain, domain)
        return short.contains(".") && long.hasSuffix(".\(short)")
    }
}
