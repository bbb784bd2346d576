import Testing
import TestSupport

@testable import UsherCore

@Suite("Text on a terminal")
struct TerminalTextTests {
    @Test(
        "has as many columns as a terminal gives it",
        arguments: [
            ("", 0), ("Ada", 3), ("Jörg", 4), ("Jo\u{308}rg", 4), ("佐藤 花子", 9), ("한국", 4), ("ｶﾅ", 2), ("Ａ", 2),
            ("🙂", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("a\u{200B}b", 2), ("ไทย", 3), ("–", 1),
        ])
    func columns(_ text: String, _ columns: Int) { #expect(TerminalText.columns(text) == columns) }

    struct Row: Sendable, CustomTestStringConvertible {
        let line: String
        var columns: Int? = 24
        let pieces: [String]

        var testDescription: String { line }
    }

    static let rows: [Row] = [
        Row(line: "", pieces: [""]),
        Row(line: "fits in twenty-four, yes", pieces: ["fits in twenty-four, yes"]),
        Row(
            line: "as long as it takes, in a pipe or a file", columns: nil,
            pieces: ["as long as it takes, in a pipe or a file"]),
        Row(
            line: "a sentence that goes on and on", pieces: ["a sentence that goes on", "  and on"]),
        Row(
            line: "  one that stands in a little", pieces: ["  one that stands in a", "    little"]),
        Row(
            line: "messages   12 sent, 3 failed, 1 held",
            pieces: ["messages   12 sent, 3", "           failed, 1", "           held"]),
        Row(
            line: "a  b  what is in the last column", pieces: ["a  b  what is in the", "      last column"]),
        Row(
            line: "somewhere far behind  x y z", pieces: ["somewhere far behind  x", "  y z"]),
        Row(
            line: "see https://shop.example/a/very/long/address now",
            pieces: ["see", "https://shop.example/a/very/long/address", "  now"]),
        Row(
            line: "name       averyveryverylongword", pieces: ["name", "   averyveryverylongword"]),
        Row(line: "佐藤さんは 花子さんの 友達です か", pieces: ["佐藤さんは 花子さんの", "  友達です か"]),
        Row(line: String(repeating: " ", count: 30), pieces: [""]),
    ]

    @Test("is broken between words, below its last column", arguments: rows)
    func wrapped(_ row: Row) {
        #expect(TerminalText.wrapped(row.line, columns: row.columns) == row.pieces)
    }

    @Test("is never wider than the terminal where its words are not, and keeps every word")
    func always() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let words = (0..<Int(random.next() % 30)).map { _ -> String in
                let letters = ["a", "ö", "佐", "e\u{301}", "🙂", "-"]
                let count = 1 + Int(random.next() % 7)
                return (0..<count).map { _ in letters[Int(random.next() % UInt64(letters.count))] }.joined()
                    + String(repeating: " ", count: Int(random.next() % 3))
            }
            let line = String(repeating: " ", count: Int(random.next() % 6)) + words.joined(separator: " ")
            let most = 20 + Int(random.next() % 60)
            let pieces = TerminalText.wrapped(line, columns: most)
            if TerminalText.columns(line) > most {
                #expect(pieces.allSatisfy { TerminalText.columns($0) <= most }, "\(line)")
            }
            #expect(pieces.flatMap { $0.split(separator: " ") } == line.split(separator: " "), "\(line)")
        }
    }

    @Test("is padded to columns, whatever is in it")
    func padding() {
        #expect("佐藤".padding(to: 6) == "佐藤  ")
        #expect("Ada".padding(to: 2) == "Ada")
    }
}
