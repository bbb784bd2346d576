import Testing
import TestSupport
import UsherCore

@testable import UsherMail

@Suite("Header lines")
struct HeaderBlockTests {
    @Test(
        "write a mailbox as words, a quoted string, or encoded words",
        arguments: [
            ("", "a@b.example"), ("Ann", "Ann <a@b.example>"), ("Ann Lee", "Ann Lee <a@b.example>"),
            ("Lee, Ann", "\"Lee, Ann\" <a@b.example>"), ("Ann L. Lee", "\"Ann L. Lee\" <a@b.example>"),
            (#"Ann "the \ Bean" Lee"#, #""Ann \"the \\ Bean\" Lee" <a@b.example>"#),
            ("ann@b.example", "\"ann@b.example\" <a@b.example>"),
            ("Bean & Leaf's", "Bean & Leaf's <a@b.example>"), ("Ann  Lee", "\"Ann  Lee\" <a@b.example>"),
            ("Änne", "=?utf-8?q?=C3=84nne?= <a@b.example>"),
            ("=?utf-8?q?x?=", "=?utf-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?= <a@b.example>"),
            ("漢字", "=?utf-8?b?5ryi5a2X?= <a@b.example>"), ("<x>", "\"<x>\" <a@b.example>"),
        ])
    func mailboxes(name: String, expected: String) throws {
        var block = HeaderBlock()
        block.add(.to, try HeaderText(name, for: .to), try EmailAddress("a@b.example"))
        #expect(String(decoding: block.octets, as: UTF8.self) == "To: \(expected)\r\n")
    }

    @Test(
        "fold a mailbox before the address when the line would be too long",
        arguments: ["Ann Lee", "Änne Lee", "a name, that is rather long but still stands in quotes, yes"])
    func longMailbox(name: String) throws {
        let address = try EmailAddress("\(String(repeating: "a", count: 60))@customer.example")
        var block = HeaderBlock()
        block.add(.to, try HeaderText(name, for: .to), address)
        let lines = String(decoding: block.octets, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(lines.last == " <\(address.wire)>")
    }

    @Test("an address beyond ASCII stands in To as UTF-8 (RFC 6532)")
    func unicodeAddress() throws {
        var block = HeaderBlock()
        block.add(.to, nil, try EmailAddress("jörg@customer.example"))
        #expect(String(decoding: block.octets, as: UTF8.self) == "To: jörg@customer.example\r\n")
    }

    @Test("a subject is plain where it can be", arguments: ["Hi", "50 % off: \"now\" (or never)?", "a  b   c"])
    func plainSubject(text: String) throws { #expect(try Self.subject(text) == "Subject: \(text)\r\n") }

    @Test("a long ASCII subject is folded at its spaces, which all stay")
    func longSubject() throws {
        let text = (1...40).map { "word\($0)\(String(repeating: " ", count: $0 % 3 + 1))" }.joined() + "end"
        let lines = try Self.subject(text).split(separator: "\r\n").map(String.init)
        #expect(lines.count > 4)
        for line in lines {
            #expect(line.utf8.count <= 78)
            #expect(line.contains { $0 != " " })
        }
        #expect(lines.joined() == "Subject: \(text)")
    }

    @Test("a word that no line can hold, or 200 spaces, is encoded")
    func longWord() throws {
        for text in [String(repeating: "x", count: 3 * 78), "a" + String(repeating: " ", count: 200) + "b"] {
            let line = try Self.subject(text)
            #expect(EncodedWordReader.text(String(line.dropFirst(9))) == text)
        }
    }

    @Test("any subject is short lines and reads back as it was", arguments: 0..<4)
    func anySubject(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(100 + seed))
        for _ in 0..<500 {
            let text = WeirdText.random(longest: 40, using: &random)
            let checked = try HeaderText(text, for: .subject)
            guard !checked.isEmpty else { continue }
            let header = try Self.subject(text)
            let lines = header.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast()
            for line in lines {
                #expect(line.utf8.count <= (line.contains("=?") ? 76 : 78))
                #expect(line.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
                #expect(line.contains { $0 != " " } && !line.hasPrefix("."))
            }
            let value = lines.joined(separator: "\r\n").dropFirst(9)
            let read =
                value.hasPrefix("=?")
                ? EncodedWordReader.text(String(value)) : String(value.replacing("\r\n", with: ""))
            #expect(read.map { Array($0.utf8) } == checked.octets)
        }
    }

    @Test(
        "List-Id takes a plain name only",
        arguments: [
            ("Bean and Leaf", "Bean and Leaf <marketing.shop.example>"), ("", "<marketing.shop.example>"),
            ("Käffchen", "<marketing.shop.example>"), ("Bean, Leaf", "\"Bean, Leaf\" <marketing.shop.example>"),
        ])
    func listID(name: String, expected: String) throws {
        var block = HeaderBlock()
        block.add(.listID, try HeaderText(name, for: .listID), try #require(HeaderToken("marketing.shop.example")))
        #expect(String(decoding: block.octets, as: UTF8.self) == "List-Id: \(expected)\r\n")
    }

    private static func subject(_ text: String) throws -> String {
        var block = HeaderBlock()
        block.add(.subject, try HeaderText(text, for: .subject))
        return String(decoding: block.octets, as: UTF8.self)
    }
}
