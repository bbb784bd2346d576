import UsherCore

@testable import UsherMail

/// One shop, one campaign, one person; tests change what they are about.
enum Samples {
    static let composedAt = Timestamp(milliseconds: 1_795_341_600_123)

    static func key(
        _ id: UInt16, createdAt: Timestamp = Timestamp(seconds: 0), after: [String: LastNumbers] = [:]
    ) throws -> SigningKey {
        let secret = (0..<32).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ Int(id)) }
        guard let key = SigningKey(id: id, createdAt: createdAt, secret: secret, after: after) else {
            throw KeyringFault.empty
        }
        return key
    }

    static func keyring() throws -> Keyring { try Keyring(keys: [key(1)]) }

    static func composer(database: String = "3f0c9a51d2e84b76") throws -> MessageComposer {
        MessageComposer(keyring: try keyring(), databaseID: database)
    }

    static func sources(kind: MessageKind = .marketing) -> MessageSources {
        MessageSources(
            template: SourceFile(path: "templates/excite/how-to-use.md", text: "Hello {{contact.name}}"),
            layout: SourceFile(path: "templates/layouts/default.html", text: "<p>{{body}}</p>"),
            sender: Mailbox(name: "Bean & Leaf", address: "hello@shop.example"),
            replyTo: Mailbox(name: "", address: "people@shop.example"),
            campaign: CampaignFacts(
                name: "excite", title: "Make the first order a delight",
                callToAction: CallToAction(text: "Open the quick start", url: "https://shop.example/start")),
            step: "how-to-use", kind: kind, shop: ["name": "Bean and Leaf"],
            unsubscribe: UnsubscribeRoutes(publicURL: "https://shop.example/mail", mailto: "leave@shop.example"),
            domain: "shop.example", bounceDomain: "bounces.shop.example")
    }

    static func notice() -> MessageSources {
        var sources = sources(kind: .transactional)
        sources.campaign = nil
        sources.step = nil
        return sources
    }

    static let rendered = RenderedMessage(
        subject: "Three ways to brew it",
        text: Array("Hello Ann,\r\n\r\nhere is how: =E2=98=95\r\n".utf8),
        html: Array("<p>Hello Ann,</p>\r\n<p>here is how: =E2=98=95</p>\r\n".utf8))

    /// Composes the sample; what is not given is as above.
    static func compose(
        subject: String = "Three ways to brew it", sources: MessageSources = sources(), name: String? = "Ann Lee",
        to: String = "ann@customer.example", delivery: Int64 = 42, contact: Int64 = 7, at: Timestamp = composedAt
    ) throws -> OutgoingMessage {
        var rendered = rendered
        rendered.subject = subject
        return try composer().compose(
            rendered, sources: sources, delivery: DeliveryID(delivery), contact: ContactID(contact),
            address: EmailAddress(to), name: name, composedAt: at)
    }
}
