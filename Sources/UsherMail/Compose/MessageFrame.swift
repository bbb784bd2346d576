import UsherCore

/// What all messages of one revision share, checked and in wire form. Make it once for a `RevisionHash` and keep it:
/// composing one message then costs a few microseconds.
package struct MessageFrame: Sendable {
    let from: HeaderBlock
    /// The Reply-To field; empty where nobody said where answers go.
    let replyTo: HeaderBlock
    let senderName: HeaderText
    /// The fields List-Unsubscribe-Post, List-Id, Feedback-ID, Auto-Submitted and MIME-Version.
    let tail: HeaderBlock
    let domain: HeaderToken
    /// The shop's address, without its name.
    let sender: EmailAddress
    /// An address at the bounce domain, of the greatest length; nil while no such domain is configured.
    let bounces: EmailAddress?
    /// The ways to say no, for marketing; nil for any other mail.
    let listUnsubscribe: UnsubscribeLinks?
    /// The name of the keys that sign; nil where Usher does not sign.
    let dkimKeys: String?
    /// The providers that are given the message's token in a field of their own.
    let toldTo: [FeedbackProvider]

    /// Checks the sources. Throws why no message could be composed from them.
    init(_ sources: MessageSources) throws(ComposeFault) {
        sender = try EmailAddress(ofShop: sources.sender.address, for: .from)
        guard let name = DomainName.aLabel(sources.domain), let domain = HeaderToken(name) else {
            throw .notADomain(.messageID)
        }
        self.domain = domain
        bounces = try sources.bounceDomain.map { domain throws(ComposeFault) in
            let longest = String(repeating: "b", count: BounceAddress.longest)
            do { return try EmailAddress("\(longest)@\(domain)") } catch { throw .badBounceDomain }
        }
        dkimKeys = sources.dkimKeys
        toldTo = sources.toldTo ?? []
        let links = try UnsubscribeLinks(sources.unsubscribe)
        listUnsubscribe = sources.kind == .marketing ? links : nil

        senderName = try HeaderText(sources.sender.name, for: .from)
        var from = HeaderBlock()
        from.add(.from, senderName, sender)
        self.from = from
        var answers = HeaderBlock()
        if let replyTo = sources.replyTo {
            let address = try EmailAddress(ofShop: replyTo.address, for: .replyTo)
            answers.add(.replyTo, try HeaderText(replyTo.name, for: .replyTo), address)
        }
        replyTo = answers

        var tail = HeaderBlock()
        if listUnsubscribe?.page != nil { tail.add(.listUnsubscribePost, .literal("List-Unsubscribe=One-Click")) }
        if sources.kind == .marketing {
            guard let list = DomainName.aLabel("marketing.\(name)").flatMap({ HeaderToken($0) }) else {
                throw .notADomain(.listID)
            }
            tail.add(.listID, try HeaderText(sources.shop["name"] ?? "", for: .listID), list)
        }
        if let campaign = sources.campaign {
            tail.addFeedbackID(
                campaign: campaign.name, step: sources.step ?? "", kind: sources.kind, domain: name)
        } else {
            tail.add(.autoSubmitted, .literal("auto-generated"))
        }
        tail.add(.mimeVersion, .literal("1.0"))
        self.tail = tail
    }

    /// The envelope sender of one delivery, the same on every attempt; the plain sender while there is no bounce
    /// domain.
    func envelopeSender(
        _ delivery: DeliveryID, at moment: Timestamp, seal: TokenSeal
    ) throws(ComposeFault) -> EmailAddress {
        guard let bounces else { return sender }
        let localPart = BounceAddress.localPart(delivery, at: moment, seal: seal)
        guard let address = bounces.replacingLocalPart(with: localPart) else { throw .badBounceDomain }
        return address
    }
}
