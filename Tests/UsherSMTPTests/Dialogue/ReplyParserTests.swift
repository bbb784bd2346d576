import Testing
import TestSupport
import UsherCore

@testable import UsherSMTP

@Suite("Reading replies")
struct ReplyParserTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let wire: String
        let replies: [Reply]
        var testDescription: String { wire.debugDescription }

        init(_ wire: String, _ replies: Reply...) {
            self.wire = wire
            self.replies = replies
        }
    }

    static let rows = [
        Row("250 ok\r\n", Reply(code: 250, text: "ok")),
        Row("250\r\n", Reply(code: 250)),
        Row("250 \r\n", Reply(code: 250)),
        Row("250 lone line feed\n", Reply(code: 250, text: "lone line feed")),
        Row(
            "550 5.1.1 <a@b.example> user unknown\r\n",
            Reply(code: 550, enhanced: EnhancedStatus(5, 1, 1), text: "<a@b.example> user unknown")),
        Row("550 5.1.1\r\n", Reply(code: 550, enhanced: EnhancedStatus(5, 1, 1))),
        Row("550 5.7.515 no\r\n", Reply(code: 550, enhanced: EnhancedStatus(5, 7, 515), text: "no")),
        Row("550 4.2.1 wrong class\r\n", Reply(code: 550, text: "4.2.1 wrong class")),
        Row("550 5.1.1234 too long\r\n", Reply(code: 550, text: "5.1.1234 too long")),
        Row("550 5.1. no\r\n", Reply(code: 550, text: "5.1. no")),
        Row("550 5.1.1x no\r\n", Reply(code: 550, text: "5.1.1x no")),
        Row("550 10.0.0.1 is listed\r\n", Reply(code: 550, text: "10.0.0.1 is listed")),
        Row(
            "550-5.7.26 This mail\r\n550-5.7.26 is not\r\n550 5.7.26 signed\r\n",
            Reply(code: 550, enhanced: EnhancedStatus(5, 7, 26), text: "This mail is not signed")),
        Row("250-a\r\n550 last code counts\r\n", Reply(code: 550, text: "a last code counts")),
        Row("250-\r\n250-\r\n250 end\r\n", Reply(code: 250, text: "end")),
        Row("250 a\r\n354 b\r\n", Reply(code: 250, text: "a"), Reply(code: 354, text: "b")),
        Row("250 tab\there\u{7}\r\n", Reply(code: 250, text: "tab here ")),
        Row("250 half a repl"),
    ]

    @Test("gives code, enhanced code and text", arguments: rows)
    func replies(_ row: Row) throws {
        var parser = ReplyParser()
        #expect(try all(&parser, Array(row.wire.utf8)) == row.replies)
    }

    @Test("gives the same however the octets are split")
    func anySplit() throws {
        var random = SeededGenerator(seed: 11)
        let wire = Self.rows.dropLast().flatMap { Array($0.wire.utf8) }
        let expected = Self.rows.dropLast().flatMap(\.replies)
        for _ in 0..<200 {
            var parser = ReplyParser()
            var rest = wire[...]
            var found: [Reply] = []
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...40, using: &random))
                rest = rest.dropFirst(piece.count)
                found += try all(&parser, Array(piece))
            }
            #expect(found == expected)
        }
    }

    @Test(
        "refuses what is no reply",
        arguments: [
            "hello\r\n", "25 x\r\n", "\r\n", "2500 x\r\n", "199 x\r\n", "600 x\r\n", "250_x\r\n", "HTTP/1.1 400\r\n",
        ])
    func garbage(_ wire: String) {
        var parser = ReplyParser()
        #expect(throws: ReplyParser.Malformed.garbage) { try all(&parser, Array(wire.utf8)) }
    }

    @Test(
        "gives up on a reply without an end, and keeps no more than the limit",
        arguments: ["250-\(String(repeating: "x", count: 90))\r\n", "x"])
    func flood(_ piece: String) {
        var parser = ReplyParser()
        var fed = 0
        #expect(throws: ReplyParser.Malformed.flood) {
            while fed < 10_000_000 {
                fed += piece.utf8.count * 20
                _ = try all(&parser, Array(String(repeating: piece, count: 20).utf8))
            }
        }
        #expect(fed <= ReplyParser.limit + piece.utf8.count * 20)
    }

    @Test("keeps 512 octets of text")
    func longText() throws {
        var parser = ReplyParser()
        let line = "250-\(String(repeating: "y", count: 300))\r\n"
        let replies = try all(&parser, Array("\(line)\(line)\(line)250 end\r\n".utf8))
        #expect(replies.map(\.text.utf8.count) == [512])
    }

    private func all(_ parser: inout ReplyParser, _ bytes: [UInt8]) throws(ReplyParser.Malformed) -> [Reply] {
        bytes.withUnsafeBytes { parser.feed($0) }
        var replies: [Reply] = []
        while let reply = try parser.next() { replies.append(reply) }
        return replies
    }
}
