import Testing

@testable import UsherMail

@Suite("Header text")
struct HeaderTextTests {
    @Test(
        "refuses everything that could end a line, wherever it stands",
        arguments: [
            "\r", "\n", "\r\n", "\u{0}", "\u{B}", "\u{C}", "\u{1B}", "\u{1F}", "\u{7F}", "\u{80}", "\u{85}", "\u{9F}",
            "\u{2028}", "\u{2029}",
        ])
    func lineBreaks(mark: String) {
        for text in [mark, "Ann\(mark)", "\(mark)Ann", "Ann\(mark)Bcc: eve@evil.example", " \(mark) "] {
            #expect(throws: ComposeFault.lineBreak(.to)) { try HeaderText(text, for: .to) }
        }
    }

    @Test(
        "takes every other text",
        arguments: ["", "Ann", "Änne", "☕️", "¨", "\u{A0}", "\u{E000}", "\u{2027}", "\u{202A}", "a\tb", "🧑🏽‍🚀", "=?x?="])
    func others(text: String) throws {
        #expect(try HeaderText(text, for: .to).octets == Array(text.utf8))
    }

    @Test(
        "drops spaces and tabs at its ends only",
        arguments: [("  a  b \t", "a  b"), ("   ", ""), ("\t\u{E4} ", "\u{E4}")])
    func trimmed(text: String, expected: String) throws {
        #expect(try HeaderText(text, for: .subject).octets == Array(expected.utf8))
    }

    @Test(
        "is plain when it can stand in a header as it is",
        arguments: [
            ("Ann Lee", true), ("50 % off: \"now\" (or never)?", true), ("", true), ("a\tb", false), ("ä", false),
            ("=?utf-8?q?x?=", false), ("x=?", false), ("x= ?", true),
        ])
    func plain(text: String, expected: Bool) throws {
        #expect(try HeaderText(text, for: .subject).isPlain == expected)
    }

    @Test("has at most 2,000 octets")
    func longest() throws {
        #expect(try HeaderText(String(repeating: "é", count: 1000), for: .subject).octets.count == 2000)
        #expect(throws: ComposeFault.tooLong(.subject)) {
            try HeaderText(String(repeating: "é", count: 1000) + "a", for: .subject)
        }
    }
}
