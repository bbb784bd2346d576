import Testing

@testable import UsherMail

@Suite("Base32 and Base64URL")
struct BitTextTests {
    /// RFC 4648 section 10, lower case for base32, without padding.
    @Test(
        "give the RFC's test vectors",
        arguments: [
            ("", "", ""), ("f", "my", "Zg"), ("fo", "mzxq", "Zm8"), ("foo", "mzxw6", "Zm9v"),
            ("foob", "mzxw6yq", "Zm9vYg"), ("fooba", "mzxw6ytb", "Zm9vYmE"), ("foobar", "mzxw6ytboi", "Zm9vYmFy"),
        ])
    func vectors(plain: String, base32: String, base64: String) {
        let octets = Array(plain.utf8)
        #expect(Base32.encode(octets) == base32)
        #expect(Base64URL.encode(octets) == base64)
        #expect(Base32.decode(base32) == octets)
        #expect(Base32.decode(base32.uppercased()) == octets)
        #expect(Base64URL.decode(base64) == octets)
    }

    @Test("use the URL alphabet")
    func alphabet() { #expect(Base64URL.encode([0xFB, 0xEF, 0xFF]) == "--__") }

    @Test("refuse what they would not write", arguments: ["mz", "m", "mzx", "m1", "my=", " my", "mý", "mzxq\u{0}"])
    func base32(text: String) { #expect(Base32.decode(text) == nil) }

    @Test("refuse what they would not write, base64", arguments: ["Zh", "Z", "Zg=", "Zg==", "Z+", "Z/", "Zg\n", "Zgé"])
    func base64(text: String) { #expect(Base64URL.decode(text) == nil) }
}
