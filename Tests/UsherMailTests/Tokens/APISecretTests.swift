import Testing
import UsherCore

@testable import UsherMail

@Suite("An API token's secret")
struct APISecretTests {
    private static let id = APITokenID(3)

    @Test("Reads back what it wrote, and matches its own hash only")
    func roundTrip() throws {
        let secret = APISecret()
        let text = secret.text(of: Self.id)
        #expect(text.hasPrefix("usher_3_") && text.utf8.count == "usher_3_".utf8.count + 43)
        let (token, read) = try #require(APISecret.read(text))
        #expect(token == Self.id && read == secret)
        #expect(read.matches(secret.hash))
        #expect(!read.matches(APISecret().hash) && !read.matches([]) && !read.matches(Array(secret.hash.dropLast())))
        #expect(secret.hash.count == 32)
    }

    @Test("Is never the same twice, and prints itself nowhere")
    func secrecy() {
        let secrets = (0..<100).map { _ in APISecret() }
        #expect(Set(secrets).count == 100)
        #expect("\(secrets[0])" == "a secret")
        var dumped = ""
        dump(secrets[0], to: &dumped)
        #expect(!dumped.contains("["))
    }

    @Test("Any other text is no secret")
    func others() {
        let text = APISecret().text(of: Self.id)
        let body = text.dropFirst("usher_3_".count)
        let wrong = [
            "", "usher", "usher_3", "usher_3_", "usher__\(body)", "usher_0_\(body)", "usher_-3_\(body)",
            "usher_03_\(body)", "usher_+3_\(body)", "usher_x_\(body)", "Usher_3_\(body)", "\(text)A",
            "\(text.dropLast())",
            " \(text)", "\(text)\n", "usher_99999999999999999999_\(body)", "usher_3_\(body.dropLast(4))====",
            "usher_3_\(body.dropLast())é",
        ]
        for text in wrong { #expect(APISecret.read(text) == nil, "\(text)") }
    }
}
