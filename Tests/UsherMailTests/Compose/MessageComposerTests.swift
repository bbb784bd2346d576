import Testing
import TestSupport
import UsherCore

@testable import UsherMail

@Suite("Composed messages")
struct MessageComposerTests {
    @Test("a marketing message has every header once, in order")
    func headers() throws {
        let message = try Self.wire(Samples.compose())
        #expect(
            message.names == [
                "Date", "From", "Reply-To", "To", "Subject", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post",
                "List-Id", "Feedback-ID", "MIME-Version", "Content-Type",
            ])
        #expect(message["Date"] == "Sun, 22 Nov 2026 10:00:00 +0000")
        #expect(message["From"] == "Bean & Leaf <hello@shop.example>")
        #expect(message["Reply-To"] == "people@shop.example")
        #expect(message["To"] == "Ann Lee <ann@customer.example>")
        #expect(message["List-Id"] == "Bean and Leaf <marketing.shop.example>")
        #expect(message["Feedback-ID"] == "excite:how-to-use:marketing:shopexample")
        #expect(message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click")
        #expect(message["MIME-Version"] == "1.0")
        let id = try #require(message["Message-ID"])
        #expect(id.count == 47 && id.hasPrefix("<") && id.hasSuffix("@shop.example>"))
    }

    @Test("a notice is no list: it says that a machine wrote it, and nothing about lists")
    func notice() throws {
        let message = try Self.wire(Samples.compose(sources: Samples.notice()))
        #expect(
            message.names == [
                "Date", "From", "Reply-To", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version",
                "Content-Type",
            ])
        #expect(message["Auto-Submitted"] == "auto-generated")
    }

    @Test("a transactional step is counted for its campaign and is no list")
    func transactional() throws {
        let message = try Self.wire(Samples.compose(sources: Samples.sources(kind: .transactional)))
        #expect(message.names.allSatisfy { !$0.hasPrefix("List-") && $0 != "Auto-Submitted" })
        #expect(message["Feedback-ID"] == "excite:how-to-use:transactional:shopexample")
    }

    @Test(
        "List-Unsubscribe offers what is configured; one-click only with https",
        arguments: [
            (
                "https://shop.example/mail", "leave@shop.example",
                ["<https://shop.example/mail/u/", "<mailto:leave@shop.example?subject=unsubscribe%20"], true
            ),
            ("https://shop.example/", nil, ["<https://shop.example/u/"], true),
            (nil, "leave@shop.example", ["<mailto:leave@shop.example?subject=unsubscribe%20"], false),
            (nil, nil, [], false),
            (nil, "a/b?c=d&e@shop.example", ["<mailto:a%2Fb%3Fc%3Dd%26e@shop.example?subject=unsubscribe%20"], false),
            ("HTTPS://shop.example:8443/~mail/%20x", nil, ["<HTTPS://shop.example:8443/~mail/%20x/u/"], true),
        ] as [(String?, String?, [String], Bool)])
    func unsubscribe(page: String?, mail: String?, starts: [String], oneClick: Bool) throws {
        var sources = Samples.sources()
        sources.unsubscribe = UnsubscribeRoutes(publicURL: page, mailto: mail)
        let composer = try Samples.composer()
        let message = try Self.wire(Samples.compose(sources: sources))
        let uris = message["List-Unsubscribe"].map { $0.components(", ") } ?? []
        #expect(uris.count == starts.count)
        for (uri, start) in zip(uris, starts) {
            #expect(uri.hasPrefix(start) && uri.hasSuffix(">"))
            let token = uri.dropFirst(start.count).dropLast()
            #expect(composer.seal.token(url: token) == .unsubscribe(ContactID(7), DeliveryID(42)))
        }
        #expect(message.names.contains("List-Unsubscribe-Post") == oneClick)
        let link = composer.unsubscribeURL(
            contact: ContactID(7), delivery: DeliveryID(42), composedAt: Samples.composedAt, routes: sources.unsubscribe
        )
        #expect(link == uris.first.map { String($0.dropFirst().dropLast()) })
    }

    @Test("a long unsubscribe URL is neither folded nor encoded")
    func longURL() throws {
        var sources = Samples.sources()
        let url = "https://shop.example/" + String(repeating: "long/", count: 130)
        sources.unsubscribe.publicURL = url
        let message = try Self.wire(Samples.compose(sources: sources))
        let line = try #require(message.headerLines.first { $0.contains(url) })
        #expect(line.hasPrefix("List-Unsubscribe: <https://") && line.hasSuffix(">,") && line.utf8.count <= 998)
        #expect(message.headerLines.contains { $0.hasPrefix(" <mailto:") && $0.hasSuffix(">") })
    }

    @Test("the envelope sender names the delivery; without a bounce domain it is the plain sender")
    func envelope() throws {
        let message = try Samples.compose()
        let sender = try #require(message.sender)
        #expect(sender.domain == "bounces.shop.example")
        #expect(
            BounceAddress.delivery(localPart: sender.localPart, seal: try Samples.composer().seal) == DeliveryID(42))
        #expect(message.recipient.wire == "ann@customer.example")
        #expect(message.delivery == DeliveryID(42))
        var sources = Samples.sources()
        sources.bounceDomain = nil
        #expect(try Samples.compose(sources: sources).sender?.wire == "hello@shop.example")
    }

    @Test("the same inputs give the same octets, another delivery another Message-ID, boundary and envelope sender")
    func determinism() throws {
        let (one, again, other) = (try Samples.compose(), try Samples.compose(), try Samples.compose(delivery: 43))
        #expect(one.bytes == again.bytes && one.sender == again.sender)
        #expect(one.sender != other.sender)
        let (first, second) = (try Self.wire(one), try Self.wire(other))
        #expect(first["Message-ID"] != second["Message-ID"])
        #expect(first["Content-Type"] != second["Content-Type"])
        let elsewhere = try Samples.composer(database: "another").compose(
            Samples.rendered, sources: Samples.sources(), delivery: DeliveryID(42), contact: ContactID(7),
            address: EmailAddress("ann@customer.example"), name: "Ann Lee", composedAt: Samples.composedAt)
        #expect(try Self.wire(elsewhere)["Message-ID"] != first["Message-ID"])
    }

    @Test("a key added later changes nothing in a message composed before")
    func rotation() throws {
        let ring = try Keyring(keys: [
            Samples.key(1), Samples.key(2, createdAt: Samples.composedAt.adding(milliseconds: 1)),
        ])
        let rotated = try MessageComposer(keyring: ring, databaseID: "3f0c9a51d2e84b76").compose(
            Samples.rendered, sources: Samples.sources(), delivery: DeliveryID(42), contact: ContactID(7),
            address: EmailAddress("ann@customer.example"), name: "Ann Lee", composedAt: Samples.composedAt)
        #expect(rotated.bytes == (try Samples.compose().bytes))
        #expect(rotated.sender == (try Samples.compose().sender))
    }

    @Test("a kept frame gives the same octets as none")
    func frame() throws {
        let composer = try Samples.composer()
        let kept = try composer.compose(
            Samples.rendered, in: composer.frame(for: Samples.sources()), delivery: DeliveryID(42),
            contact: ContactID(7),
            address: EmailAddress("ann@customer.example"), name: "Ann Lee", composedAt: Samples.composedAt)
        #expect(kept.bytes == (try Samples.compose().bytes))
    }

    @Test("the parts stand in order between boundaries that no part contains, and end as they came")
    func parts() throws {
        let message = try Samples.compose()
        let text = String(decoding: message.bytes, as: UTF8.self)
        let type = try #require(try Self.wire(message)["Content-Type"])
        let boundary = try #require(type.components("\"").dropFirst().first)
        #expect(type == "multipart/alternative; boundary=\"\(boundary)\"")
        #expect(boundary.hasPrefix("=_") && boundary.utf8.count == 34)
        let rendered = Samples.rendered
        let expected = """
            \r\n\r\n--\(boundary)\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            \(String(decoding: rendered.text, as: UTF8.self))\r\n--\(boundary)\r\nContent-Type: text/html; charset=utf-8\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n\(String(decoding: rendered.html, as: UTF8.self))\r\n--\(boundary)--\r\n
            """
        #expect(text.hasSuffix(expected))
    }

    @Test("whatever names and subjects are, the octets keep the rules of the wire")
    func wireRules() throws {
        var random = SeededGenerator(seed: 5)
        for number in 0..<500 {
            let name = WeirdText.random(longest: 20, using: &random)
            let message = try Samples.compose(
                subject: "x" + WeirdText.random(longest: 40, using: &random), name: name, delivery: Int64(number))
            let wire = try Self.wire(message)
            #expect(message.bytes.allSatisfy { $0 < 0x80 })
            #expect(wire.lines.allSatisfy { $0.utf8.count <= 998 && !$0.hasPrefix(".") && !$0.hasPrefix("From ") })
            #expect(wire.headerLines.allSatisfy { $0.utf8.count <= 120 })
            #expect(wire.names.count == 12 && Set(wire.names).count == 12)
        }
    }

    private static func wire(_ message: OutgoingMessage) throws -> WireMessage {
        try #require(WireMessage(message.bytes))
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] { split(separator: separator).map(String.init) }
}
