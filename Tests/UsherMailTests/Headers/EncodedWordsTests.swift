import Testing
import TestSupport

@testable import UsherMail

@Suite("Encoded words")
struct EncodedWordsTests {
    @Test(
        "are Q, unless B is shorter by a fifth",
        arguments: [
            ("Grüße", "=?utf-8?q?Gr=C3=BC=C3=9Fe?="), ("a b_c?=", "=?utf-8?q?a_b=5Fc=3F=3D?="),
            ("漢字", "=?utf-8?b?5ryi5a2X?="),
            ("☕", "=?utf-8?b?4piV?="), ("é", "=?utf-8?b?w6k=?="), ("", ""),
        ])
    func table(text: String, expected: String) { #expect(Self.encode(text, column: 9).text == expected) }

    @Test(
        "never split a character, never pass 75 in a word or 76 in a line, and read back as the text", arguments: 0..<4)
    func properties(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<500 {
            let text = WeirdText.random(longest: 60, using: &random)
            let column = Int.random(in: 0...120, using: &random)
            let (words, last) = Self.encode(text, column: column)
            #expect(EncodedWordReader.text(words) == text)
            let lines = words.split(separator: "\r\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() {
                let length = line.utf8.count + (index == 0 ? column : 0)
                #expect(length <= 76 || (index == 0 && line.isEmpty), "\(words)")
                #expect(index == 0 || (line.hasPrefix(" ") && line.count > 1))
            }
            #expect(last == (lines.last?.utf8.count ?? 0) + (lines.count == 1 ? column : 0))
        }
    }

    private static func encode(_ text: String, column: Int) -> (text: String, column: Int) {
        var octets: [UInt8] = []
        let last = EncodedWords.append(Array(text.utf8), to: &octets, column: column)
        return (String(decoding: octets, as: UTF8.self), last)
    }
}
