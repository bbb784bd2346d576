/// Everything a message is made from that does not differ between two people: the content of a revision.
///
/// A delivery keeps the hash of the sources it was first composed from, and every attempt composes from those, so that
/// an edit never reaches a message that was already tried.
package struct MessageSources: Hashable, Sendable, Codable {
    /// The template's path below the home and its text with its front matter: `templates/excite/how-to-use.de.md`.
    package var template: SourceFile
    package var layout: SourceFile
    /// Partials by the name that `{{> name}}` uses.
    package var partials: [String: SourceFile]
    package var sender: Mailbox
    package var replyTo: Mailbox?
    /// The facts about the campaign; nil for a notice.
    package var campaign: CampaignFacts?
    package var step: String?
    package var kind: MessageKind
    /// The values of `shop.*`: name, postal address, and so on, in this language.
    package var shop: [String: String]
    /// The routes by which a no can be said. Both are nil only for transactional mail.
    package var unsubscribe: UnsubscribeRoutes
    /// The domain that Message-ID and List-Id live in.
    package var domain: String
    /// The domain that bounces come back to; nil means that the envelope sender is the plain sender.
    package var bounceDomain: String?
    /// The language of the text, as a BCP 47 tag.
    package var language: String
    /// The tracking of links; nil when none is tracked: without a public address, in notices, and when it is switched
    /// off.
    package var tracking: LinkTracking?
    /// The name of the DKIM keys that sign; nil where Usher does not sign.
    package var dkimKeys: String?
    /// Providers that are given the message's return token, and post it back with what became of the message; nil for
    /// none.
    package var toldTo: [FeedbackProvider]?

    package init(
        template: SourceFile, layout: SourceFile, partials: [String: SourceFile] = [:], sender: Mailbox,
        replyTo: Mailbox? = nil, campaign: CampaignFacts? = nil, step: String? = nil, kind: MessageKind,
        shop: [String: String] = [:], unsubscribe: UnsubscribeRoutes = .init(), domain: String,
        bounceDomain: String? = nil, language: String = "en", tracking: LinkTracking? = nil,
        dkimKeys: String? = nil, toldTo: [FeedbackProvider]? = nil
    ) {
        self.template = template
        self.layout = layout
        self.partials = partials
        self.sender = sender
        self.replyTo = replyTo
        self.campaign = campaign
        self.step = step
        self.kind = kind
        self.shop = shop
        self.unsubscribe = unsubscribe
        self.domain = domain
        self.bounceDomain = bounceDomain
        self.language = language
        self.tracking = tracking
        self.dkimKeys = dkimKeys
        self.toldTo = toldTo
    }
}

/// A file's path, relative to the home with `/`, and its text.
package struct SourceFile: Hashable, Sendable, Codable {
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// A sender: a display name and an address.
package struct Mailbox: Hashable, Sendable, Codable {
    /// Any Unicode text; checked for CR, LF and NUL where it becomes a header.
    package var name: String
    /// The address in its wire form; an `EmailAddress` when it is used.
    package var address: String

    package init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}

/// The facts that a message says of its campaign.
package struct CampaignFacts: Hashable, Sendable, Codable {
    package var name: String
    package var title: String
    package var callToAction: CallToAction

    package init(name: String, title: String, callToAction: CallToAction) {
        self.name = name
        self.title = title
        self.callToAction = callToAction
    }
}

/// The ways to say no that a message offers.
package struct UnsubscribeRoutes: Hashable, Sendable, Codable {
    /// The public address `https://shop.example/mail`, to which a token is added. RFC 8058 one-click.
    package var publicURL: String?
    /// The mail address; a token is added to the subject.
    package var mailto: String?
    /// Whether the token stands behind a + in the address as well; nil is no.
    package var isTagged: Bool?

    package init(publicURL: String? = nil, mailto: String? = nil, isTagged: Bool? = nil) {
        self.publicURL = publicURL
        self.mailto = mailto
        self.isTagged = isTagged
    }

    package var isEmpty: Bool { publicURL == nil && mailto == nil }
}
