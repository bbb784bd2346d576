import Crypto
import Foundation
import Testing

@testable import UsherMail

@Suite("What is signed")
struct DKIMInputTests {
    /// The message, key and signature of RFC 8463, appendix A.
    private static let message = [
        "From: Joe SixPack <joe@football.example.com>", "To: Suzie Q <suzie@shopping.example.net>",
        "Subject: Is dinner ready?", "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)",
        "Message-ID: <20030712040037.46341.5F8J@football.example.com>", "", "Hi.", "",
        "We lost the game.  Are you hungry yet?", "", "Joe.", "",
    ].joined(separator: "\r\n")

    private static let field = [
        " v=1; a=ed25519-sha256; c=relaxed/relaxed;", " d=football.example.com; i=@football.example.com;",
        " q=dns/txt; s=brisbane; t=1528637909; h=from : to :", " subject : date : message-id : from : subject : date;",
        " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;", " b=",
    ].joined(separator: "\r\n")

    private static let names = ["from", "to", "subject", "date", "message-id", "from", "subject", "date"]

    @Test("gives the published body hash and the published Ed25519 signature")
    func published() throws {
        let input = DKIMInput(MessageParts(Array(Self.message.utf8)), names: Self.names)
        #expect(Data(input.bodyHash).base64EncodedString() == "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=")
        let secret = try #require(Data(base64Encoded: "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="))
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: secret)
        let shown = key.publicKey.rawRepresentation.base64EncodedString()
        #expect(shown == "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
        let signature = try key.signature(for: Array(input.hash(signature: Self.field.utf8)))
        #expect(
            signature.base64EncodedString()
                == "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==")
    }

    @Test("takes several fields of one name from the last up, in any case, and none where none is left")
    func several() {
        func hash(_ header: String, _ names: [String]) -> SHA256.Digest {
            DKIMInput(MessageParts(Array("\(header)\r\n\r\nx\r\n".utf8)), names: names).hash(signature: " b=".utf8)
        }
        #expect(hash("A: 1\r\nA: 2", ["a", "A"]) == hash("a: 1\r\nB: 3\r\na : 2", ["A", "a"]))
        #expect(hash("A: 1\r\nA: 2", ["a", "A"]) != hash("A: 2\r\nA: 1", ["a", "A"]))
        #expect(hash("A: 1\r\nA: 2", ["a"]) == hash("A: 2", ["a"]))
        #expect(hash("A: 1", ["a", "a", "b"]) == hash("A: 1", ["a"]))
        #expect(hash("A: 1", ["a"]) != hash("A: 2", ["a"]))
    }
}
