import Testing

@testable import UsherMail

@Suite("Header tokens")
struct HeaderTokenTests {
    @Test("take printable ASCII", arguments: ["a", "https://shop.example/u/?a=b&c#d", "!~"])
    func good(text: String) { #expect(HeaderToken(text)?.octets == Array(text.utf8)) }

    @Test("refuse the rest", arguments: ["", " ", "a b", "a\r\nb", "a\u{0}", "ä", "<", ">", "\"", "\\", "a\u{7F}"])
    func bad(text: String) { #expect(HeaderToken(text) == nil) }

    @Test("have at most 800 octets")
    func longest() {
        #expect(HeaderToken(String(repeating: "a", count: 800)) != nil)
        #expect(HeaderToken(String(repeating: "a", count: 801)) == nil)
    }

    @Test(
        "as a label, replace what is none",
        arguments: [
            ("how-to_use.2", "how-to_use.2"), ("a b", "a-b"), ("a\r\nX: y", "a--X--y"), ("é", "--"), ("", "-"),
            ("a:b", "a-b"),
            ("1234567890", "12345678"),
        ])
    func label(text: String, expected: String) {
        #expect(HeaderToken(label: text, longest: 8).octets == Array(expected.utf8.prefix(8)))
    }
}
