import Testing
import TestSupport
import UsherCore

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
        #expect(PlainText.shown("jörg\r\n\u{7}\u{1B}") == "jörg\\r\\n\\u{7}\\u{1b}")
        #expect(PlainText.shown(String(repeating: "a", count: 61)) == String(repeating: "a", count: 60) + "...")
    }

    @Test(
        "Has one answer for everything that no text may hold",
        arguments: [
            ("\u{80}", "a line break or another control character"),
            ("\u{85}", "a line break or another control character"),
            ("\u{9F}", "a line break or another control character"),
            ("\u{2028}", "a line break or another control character"),
            ("\u{2029}", "a line break or another control character"),
            ("\t", "a line break or another control character"),
            ("\u{202E}", "U+202E, which turns the direction of writing"),
            ("\u{2066}", "U+2066, which turns the direction of writing"),
            ("\u{61C}", "U+061C, which turns the direction of writing"), ("\u{180E}", "U+180E, which nobody sees"),
            ("\u{E0041}", "U+E0041, which nobody sees"), ("\u{E007F}", "U+E007F, which nobody sees"),
            ("\u{FFFF}", "U+FFFF, which is no character"), ("\u{1FFFE}", "U+1FFFE, which is no character"),
        ])
    func unfit(mark: String, reason: String) {
        #expect(PlainText.fault("A\(mark)B", longest: 200) == "contains \(reason)")
        // A literal cannot have it.
        let inside = Unicode.Scalar(UInt32(0xFDD0)).map(String.init) ?? ""
        #expect(PlainText.fault(inside, longest: 200) == "contains U+FDD0, which is no character")
        let isMark = reason.hasPrefix("U+")
        #expect(PlainText.cleaned("A\(mark)B") == (isMark ? "A\(mark)B" : "A B"))
    }

    @Test("Of several lines has line breaks and tabs, and nothing else of the kind")
    func lines() {
        #expect(PlainText.fault("a\r\nb\tc", longest: 20, lines: .several) == nil)
        #expect(PlainText.fault("a\u{B}b", longest: 20, lines: .several) == "contains a control character")
        #expect(PlainText.cleaned("a\u{B}\u{1B}b\r\nc") == "a b c")
    }

    @Test(
        "May be called like a tag, and be written from right to left",
        arguments: ["{{x}}", "${y}", "Optional(z)", "שלום\u{200F}", "👨‍👩‍👧"])
    func kept(text: String) {
        #expect(PlainText.fault(text, longest: 200) == nil && PlainText.header(text) == text)
    }

    @Test("Is changed by cleaning only where a door refuses it, and never a second time")
    func agrees() throws {
        var random = SeededGenerator(seed: 85)
        for _ in 0..<3000 {
            let text = UnfitText.make(&random)
            let clean = PlainText.cleaned(text)
            try #require(clean == text || PlainText.fault(text, longest: 4000) != nil)
            try #require(PlainText.cleaned(clean) == clean)
            try #require(
                PlainText.fault(text, longest: 4000) != nil
                    || PlainText.fault(text, longest: 4000, lines: .several) == nil)
        }
    }

    @Test(
        "Of nothing visible is blank",
        arguments: [
            "", " ", "\u{200B}", "\u{AD}", "\u{FEFF}", "\u{3164}", "\u{2800}", " \u{200B}\u{3164}\u{115F}\u{A0}",
        ])
    func blank(text: String) { #expect(PlainText.isBlank(text)) }

    @Test("Of anything that is seen is not", arguments: ["a", "\u{200B}a", "李", "😀", ".", "\u{301}"])
    func visible(text: String) { #expect(!PlainText.isBlank(text)) }

    @Test("Fits a header when it is cut, between characters")
    func header() {
        let cut = PlainText.header(String(repeating: "é", count: 3000))
        #expect(cut.utf8.count <= PlainText.longestHeader && cut.hasSuffix("é…"))
        #expect(PlainText.header(String(repeating: "a", count: 2000)).utf8.count == 2000)
    }
}
