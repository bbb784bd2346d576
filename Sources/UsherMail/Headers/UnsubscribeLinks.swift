import UsherCore

/// The ways to say no, checked, and everything of them that is the same for all people. Both mean all marketing.
struct UnsubscribeLinks: Sendable {
    /// The URL that a token is put behind: `https://shop.example/mail/u/`. It is RFC 8058 one-click when it stands in
    /// List-Unsubscribe.
    let page: HeaderToken?
    /// The mail link that a token is put behind: `mailto:leave@shop.example?subject=unsubscribe%20` (RFC 6068).
    private(set) var mail: HeaderToken?
    /// The address in `mail`, where it may have a tag behind a +; nil where it may not.
    private let address: EmailAddress?

    /// The longest public address, in octets, so that a token after it stands on a header's line.
    static let longestURL = 700

    var isEmpty: Bool { page == nil && mail == nil }

    init(_ routes: UnsubscribeRoutes) throws(ComposeFault) {
        page = try routes.publicURL.map { url throws(ComposeFault) in
            let token = HeaderToken(Self.page(url))
            guard let token, url.lowercased().hasPrefix("https://"), url.utf8.count > 8,
                url.utf8.count <= Self.longestURL,
                !url.contains(where: { $0 == "?" || $0 == "#" })
            else { throw .badUnsubscribeURL }
            return token
        }
        address = routes.isTagged == true ? routes.mailto.flatMap { try? EmailAddress($0) } : nil
        mail = try routes.mailto.map { text throws(ComposeFault) in
            let address = try EmailAddress(ofShop: text, for: .listUnsubscribe)
            guard let token = HeaderToken(Self.mail(address.wire)) else { throw .notASCII(.listUnsubscribe) }
            return token
        }
    }

    /// Whether the address of the mail link takes a tag.
    var isTagged: Bool { address != nil }

    /// These links with a tag in the address: `mailto:leave+TAG@shop.example?subject=unsubscribe%20`. Without it where
    /// the address would be too long.
    func tagged(_ tag: String?) -> UnsubscribeLinks {
        guard let tag, let address, let tagged = try? EmailAddress("\(address.localPart)+\(tag)@\(address.domain)"),
            let token = HeaderToken(Self.mail(tagged.wire))
        else { return self }
        var links = self
        links.mail = token
        return links
    }

    /// The link in a body, unchecked: the page, else the mail, else nil.
    static func bodyLink(_ routes: UnsubscribeRoutes, token: String) -> String? {
        (routes.publicURL.map(page) ?? routes.mailto.map(mail)).map { $0 + token }
    }

    private static func page(_ url: String) -> String { url.hasSuffix("/") ? "\(url)u/" : "\(url)/u/" }

    private static func mail(_ address: String) -> String {
        // RFC 6068 2: what is not plain in an address is percent-encoded.
        "mailto:\(QueryText.encoded(address, alsoPlain: "@+"))?subject=unsubscribe%20"
    }
}

extension UnsubscribeRoutes {
    /// The longest address that a token can follow in a header, in octets.
    package static var longestPublicURL: Int { UnsubscribeLinks.longestURL }
}
