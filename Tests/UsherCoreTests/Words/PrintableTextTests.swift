import Foundation
import Testing
import TestSupport
import UsherCore

@Suite("Words from outside on a terminal")
struct PrintableTextTests {
    @Test(
        "Are one line in which nothing is obeyed",
        arguments: [
            ("Ada Lovelace, Zoë, 李", "Ada Lovelace, Zoë, 李"), ("a\nb\r\n\tc", "a\\nb\\r\\n\\tc"),
            ("\u{1B}[2J\u{7}", "\\u{1b}[2J\\u{7}"), ("\u{9B}31m\u{85}", "\\u{9b}31m\\u{85}"),
            ("\u{7F}\u{0}", "\\u{7f}\\u{0}"),
            ("a\u{202E}b\u{2066}c", "a\\u{202e}b\\u{2066}c"), ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
            ("שלום\u{200F}", "שלום\u{200F}"),
        ])
    func line(text: String, printed: String) { #expect(PrintableText.line(text) == printed) }

    @Test("Say the same as JSON, with nothing that is obeyed")
    func json() throws {
        let text = "a\u{9B}31m\u{2028}\u{202E}\u{E0041} Zoë\n"
        let octets = try SortedJSON.octets(of: [text], indented: true)
        let printed = PrintableText.json(octets)
        #expect(try JSONDecoder().decode([String].self, from: Data(printed)) == [text])
        let scalars = String(decoding: printed, as: UTF8.self).unicodeScalars
        #expect(!scalars.contains { $0 == "\u{9B}" || $0 == "\u{2028}" || $0 == "\u{202E}" || $0 == "\u{E0041}" })
        #expect(PrintableText.json(Array("[\n  \"Zoë\"\n]".utf8)) == Array("[\n  \"Zoë\"\n]".utf8))
    }

    @Test("May keep the lines that Usher wrote")
    func lines() { #expect(PrintableText.lines("a\n\tb\u{1B}\r") == "a\n\tb\\u{1b}\\r") }

    @Test("Are printed once: a second time changes nothing, and nothing is left that a terminal obeys")
    func property() throws {
        var random = SeededGenerator(seed: 27)
        for _ in 0..<3000 {
            let printed = PrintableText.line(UnfitText.make(&random))
            try #require(PrintableText.line(printed) == printed)
            try #require(
                !printed.unicodeScalars.contains {
                    $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || (0x202A...0x202E).contains($0.value)
                })
        }
    }
}

@Suite("A command to paste")
struct ShellWordTests {
    @Test(
        "Quotes what means something to a shell",
        arguments: [
            ("ada@example.org", "ada@example.org"), ("o'neil@x.example", "'o'\\''neil@x.example'"),
            ("a`id`@x.example", "'a`id`@x.example'"), ("a$HOME@x.example", "'a$HOME@x.example'"), ("a b", "'a b'"),
            ("", "''"), ("~a", "'~a'"), ("a!b", "'a!b'"), ("=a", "'=a'"), ("jörg@x.example", "'jörg@x.example'"),
            ("a;b|c&d", "'a;b|c&d'"),
        ])
    func quoted(text: String, word: String) { #expect(ShellWord.quoted(text) == word) }

    @Test("Takes no argument for an option")
    func dashes() {
        #expect(ShellWord.command("usher why", ["ada@example.org"]) == "usher why ada@example.org")
        #expect(ShellWord.command("usher why", ["-x@example.org"]) == "usher why -- -x@example.org")
        #expect(
            ShellWord.command("usher leave", ["welcome", "a&b@x.example"]) == "usher leave welcome 'a&b@x.example'")
        let stage = { ShellWord.command("usher contact stage", [$0, "aware"], options: "--because REASON") }
        #expect(stage("a@x.example") == "usher contact stage a@x.example aware --because REASON")
        #expect(stage("-a@x.example") == "usher contact stage --because REASON -- -a@x.example aware")
    }
}
