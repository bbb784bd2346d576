import Testing
import UsherCore

@testable import UsherMail

@Suite("The unsubscribing address with a tag")
struct TaggedUnsubscribeTests {
    private func link(_ mailto: String, tagged: Bool?) throws -> String {
        var sources = Samples.sources()
        sources.unsubscribe = UnsubscribeRoutes(mailto: mailto, isTagged: tagged)
        let text = String(decoding: try Samples.compose(sources: sources).bytes, as: UTF8.self)
        let line = try #require(text.components(separatedBy: "List-Unsubscribe: <").dropFirst().first)
        return String(line.prefix { $0 != ">" })
    }

    @Test("bears the token twice, and each names the person and the delivery")
    func tagged() throws {
        let found = try #require(
            try link("leave@shop.example", tagged: true).wholeMatch(
                of: /mailto:leave\+([a-z2-7]+)@shop\.example\?subject=unsubscribe%20([A-Za-z0-9_-]+)/))
        let seal = try Samples.composer().seal
        let token = Token.unsubscribe(ContactID(7), DeliveryID(42))
        #expect(seal.token(address: found.1) == token && seal.token(url: found.2) == token)
    }

    @Test(
        "is left out where nobody asked for it, and where the address would be too long",
        arguments: [("leave@shop.example", nil), ("leave@shop.example", false), (long, true)] as [(String, Bool?)])
    func plain(mailto: String, tagged: Bool?) throws {
        #expect(try link(mailto, tagged: tagged).hasPrefix("mailto:\(mailto)?subject=unsubscribe%20"))
    }

    private static let long = "\(String(repeating: "l", count: 40))@shop.example"

    @Test("The Message-ID's code can be made again, and the envelope names the delivery")
    func names() throws {
        let message = try Samples.compose()
        let composer = try Samples.composer()
        let code = composer.messageID(of: DeliveryID(42), at: Samples.composedAt)
        #expect(String(decoding: message.bytes, as: UTF8.self).contains("Message-ID: <\(code)@shop.example>\r\n"))
        let name = try #require(message.envelopeID)
        #expect(composer.seal.token(address: name) == .bounce(DeliveryID(42)) && name.utf8.count <= 100)
    }
}
