import Testing

@testable import UsherCore

@Suite("An e-mail address")
struct EmailAddressTests {
    @Test(
        "Keeps the local part as given, and the domain as A-label",
        arguments: [
            ("ada@example.org", "ada@example.org"), ("  ada@example.org\t", "ada@example.org"),
            ("Ada.Lovelace+shop@Example.ORG", "Ada.Lovelace+shop@example.org"),
            ("joerg@müller.example", "joerg@xn--mller-kva.example"), ("jörg@example.org", "jörg@example.org"),
            ("o'neil/x=y@example.org", "o'neil/x=y@example.org"), ("a@b.co", "a@b.co"),
        ])
    func good(_ text: String, _ wire: String) throws { #expect(try EmailAddress(text).wire == wire) }

    @Test(
        "Is refused with the reason",
        arguments: [
            ("", EmailAddress.Fault.empty), ("   ", .empty), ("ada", .noAt), ("ada.example.org", .noAt),
            ("ada@@example.org", .twoAts), ("a@b@c.example", .twoAts), ("ada lovelace@example.org", .whiteSpace),
            ("ada@exam ple.org", .whiteSpace), ("ada\u{A0}@example.org", .invisible("U+00A0, no-break space")),
            ("ada@example.org\r\nBcc: eve@example.org", .controlCharacter), ("a\nb@example.org", .controlCharacter),
            ("a\u{0}@example.org", .controlCharacter),
            ("a\u{200B}b@example.org", .invisible("U+200B, zero width space")),
            ("a\u{2028}b@example.org", .controlCharacter), ("a\u{FFFD}@example.org", .replacementCharacter),
            ("@example.org", .badLocalPart),
            (".a@example.org", .badLocalPart),
            ("a.@example.org", .badLocalPart), ("a..b@example.org", .badLocalPart),
            ("\"a b\"@example.org", .whiteSpace),
            ("\"ab\"@example.org", .badLocalPart), ("<ada@example.org>", .badLocalPart), ("ada@", .badDomain),
            ("ada@localhost", .badDomain), ("ada@[127.0.0.1]", .badDomain), ("ada@127.0.0.1", .badDomain),
            ("ada@example.org.", .badDomain), ("ada@-x.example", .badDomain),
        ])
    func bad(_ text: String, _ fault: EmailAddress.Fault) {
        #expect(throws: fault) { try EmailAddress(text) }
    }

    @Test("Is refused when it is too long")
    func long() {
        let label = String(repeating: "b", count: 63) + "."
        let domain = label + label + label + "example"
        #expect(throws: EmailAddress.Fault.localPartTooLong) {
            try EmailAddress(String(repeating: "a", count: 65) + "@example.org")
        }
        #expect(throws: EmailAddress.Fault.localPartTooLong) {
            try EmailAddress(String(repeating: "ö", count: 33) + "@example.org")
        }
        #expect(throws: EmailAddress.Fault.tooLong) {
            try EmailAddress(String(repeating: "a", count: 60) + "@" + domain)
        }
        #expect(throws: EmailAddress.Fault.badDomain) { try EmailAddress("a@" + label + domain) }
    }

    @Test("Two spellings of one mailbox have one key")
    func key() throws {
        #expect(try EmailAddress("Ada@Example.org").key == EmailAddress("ada@example.ORG").key)
        #expect(try EmailAddress("jo\u{308}rg@example.org").key == EmailAddress("JÖRG@example.org").key)
        #expect(try EmailAddress("ada@example.org").key != EmailAddress("ada@example.com").key)
    }
}
