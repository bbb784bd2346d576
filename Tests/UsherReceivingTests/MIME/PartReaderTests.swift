import Foundation
import Testing
import UsherReceiving

@Suite("A message, taken apart")
struct PartReaderTests {
    private func read(_ text: String) -> MessagePart { PartReader.read(Array(text.utf8)) }

    @Test("has fields in any case, unfolded, and the rest for a body where no blank line stands")
    func fields() {
        let part = read("From x Sun Nov 22\nSUBJECT: a\n b\nX: =?utf-8?Q?=C3=A4?=\nNo field here\nmore\n")
        #expect(part.fields["subject"] == "a b")
        #expect(part.fields.text("x") == "ä")
        #expect(part.text() == "No field here\nmore\n")
    }

    @Test("has at most so many parts and levels, however many stand there")
    func bounds() {
        let flat = "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 1000)
        #expect(read(flat).parts.count == PartReader.mostParts)
        let heads = (0..<1000).map { "Content-Type: multipart/mixed; boundary=b\($0)x\n\n--b\($0)x\n" }
        var (part, levels) = (read(heads.joined()), 0)
        while let inner = part.parts.first { (part, levels) = (inner, levels + 1) }
        #expect(levels == PartReader.deepest)
        let wrapped = read(String(repeating: "Content-Type: message/rfc822\n\n", count: 1000))
        #expect(wrapped.parts.count == 1)
        let many = read(String(repeating: "X: y\n", count: 100_000))
        #expect(many.fields.fields.count == HeaderFields.most)
        let long = read("X: " + String(repeating: "y", count: 200_000)).fields["x"] ?? ""
        #expect(long.utf8.count <= HeaderFields.longest)
    }

    @Test(
        "reads the texts of many charsets",
        arguments: [
            ("iso-8859-1", [0xE4, 0x80], "ä€"), ("iso-8859-15", [0xA4], "€"), ("windows-1251", [0xCF], "П"),
            ("KOI8-R", [0xC1], "а"), ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42], "あ"),
            ("Shift_JIS", [0x83, 0x86], "ユ"), ("euc-jp", [0xA4, 0xA2], "あ"), ("gb2312", [0xC4, 0xE3], "你"),
            ("big5", [0xA7, 0x41], "你"), ("euc-kr", [0xC7, 0xD1], "한"), ("utf-16", [0xFE, 0xFF, 0, 0x41], "A"),
            ("utf-8", [0xC3, 0xA4], "ä"), ("utf-8", [0xE4], "ä"), ("nonsense", [0xE4], "ä"), ("us-ascii", [0x41], "A"),
        ] as [(String, [UInt8], String)])
    func charsets(_ name: String, _ octets: [UInt8], _ text: String) {
        let head = "Content-Type: text/plain; charset=\(name)\nContent-Transfer-Encoding: base64\n\n"
        #expect(read(head + Data(octets).base64EncodedString()).text() == text)
    }
}
