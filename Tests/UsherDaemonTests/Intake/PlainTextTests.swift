import Testing

@testable import UsherDaemon

@Suite("A short text from outside")
struct PlainTextTests {
    @Test("Is one line of bounded length")
    func faults() {
        #expect(PlainText.fault("Ada Lovelace, Zoë, 李", longest: 200) == nil)
        #expect(PlainText.fault("", longest: 200) == nil)
        for text in ["a\nb", "a\rb", "a\u{0}", "\u{1B}[31m", "\u{7F}"] {
            #expect(PlainText.fault(text, longest: 200) == "contains a line break or another control character")
        }
        #expect(PlainText.fault(String(repeating: "ö", count: 200), longest: 200) == nil)
        #expect(PlainText.fault(String(repeating: "ö", count: 201), longest: 200) == "is longer than 200 characters")
    }

    @Test("Is repeated in messages without its control characters, and cut")
    func shown() {
        #expect(PlainText.shown("ada@example.org") == "ada@example.org")
        #expect(PlainText.shown("jörg\r\n\u{7}\u{1B}") == "jörg\\r\\n\\u{07}\\u{1B}")
        #expect(PlainText.shown(String(repeating: "a", count: 61)) == String(repeating: "a", count: 60) + "...")
    }
}
