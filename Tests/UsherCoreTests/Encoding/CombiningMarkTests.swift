import Testing
import UsherCore

/// To Swift an accent and the sign before it are one character; to a shell, a spreadsheet and a browser they are two.
@Suite("A sign with a combining mark behind it")
struct CombiningMarkTests {
    @Test("A quote of a CSV field is doubled, and a blank at its ends quoted")
    func csv() {
        let line = CSVText.line(["a\"\u{301},b", " \u{301}c"])
        #expect(Array(line.utf8) == Array("\"a\"\"\u{301},b\",\" \u{301}c\"\n".utf8))
    }

    @Test("A quote of a word for a shell ends nothing")
    func shell() {
        let word = ShellWord.quoted("a'\u{301}`id`")
        #expect(Array(word.utf8) == Array("'a'\\''\u{301}`id`'".utf8))
    }

    @Test("Only the octet is replaced", arguments: ["", "'", "a'b'\u{301}c", "\u{2019}\u{E9}"])
    func octets(text: String) {
        let replaced = text.replacing(octet: "'", with: "<>")
        #expect(replaced.utf8.count == text.utf8.count + text.utf8.count { $0 == 0x27 })
        #expect(!replaced.utf8.contains(0x27))
    }
}
