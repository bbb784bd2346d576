import Testing
import TestSupport

@testable import UsherIMAP

@Suite("What an IMAP server sends, cut into responses")
struct ResponseReaderTests {
    private func read(
        _ pieces: [[UInt8]], most: Int = 1000
    ) -> (responses: [IMAPResponse], malformed: IMAPMalformed?) {
        var reader = ResponseReader(mostInLiterals: most)
        var responses: [IMAPResponse] = []
        for piece in pieces {
            do throws(IMAPMalformed) {
                try reader.feed(piece[...])
            } catch {
                while let response = reader.next() { responses.append(response) }
                return (responses, error)
            }
            while let response = reader.next() { responses.append(response) }
        }
        return (responses, nil)
    }

    static let good: [(String, [IMAPResponse])] = [
        ("* OK hello\r\n", [.said(IMAPStatus(.ok))]),
        ("* ok [UIDVALIDITY 4294967295] fine\n", [.said(IMAPStatus(.ok, .uidValidity(.max)))]),
        ("* BYE\r\n", [.said(IMAPStatus(.bye))]),
        ("u1 OK [READ-ONLY] done\r\n", [.done(tag: "u1", IMAPStatus(.ok, .readOnly))]),
        ("u2 NO [TRYCREATE] no\r\n", [.done(tag: "u2", IMAPStatus(.no, .other("TRYCREATE")))]),
        ("u3 BAD\r\n", [.done(tag: "u3", IMAPStatus(.bad))]),
        ("* CAPABILITY IMAP4rev1 Move\r\n", [.capabilities(["IMAP4REV1", "MOVE"])]),
        ("* 17 EXISTS\r\n", [.exists(17)]),
        ("+ go\r\n", [.goOn]),
        ("* LIST () \"/\" {5}\r\nINBOX\r\n", [.other]),
        ("* 3 EXPUNGE\r\n* VANISHED 1:3\r\n", [.other, .other]),
        (
            "* 3 FETCH (UID 9 RFC822.SIZE 12 FLAGS (\\Seen \\deleted $x))\r\n",
            [.fetched(FetchedMail(uid: 9, size: 12, isDeleted: true))]
        ),
        ("* 3 FETCH (BODY[] {3}\r\na\r\n UID 4)\r\n", [.fetched(FetchedMail(uid: 4, octets: Array("a\r\n".utf8)))]),
        ("* 3 FETCH (UID 4 BODY[] {0}\r\n)\r\n", [.fetched(FetchedMail(uid: 4, octets: []))]),
        ("* 3 FETCH (UID 4 BODY[] NIL)\r\n", [.fetched(FetchedMail(uid: 4))]),
        ("* 3 FETCH (UID 4 BODY[] \"q\\\"\\\\\")\r\n", [.fetched(FetchedMail(uid: 4, octets: Array("q\"\\".utf8)))]),
        (
            "* 3 FETCH (BODY[HEADER.FIELDS (TO CC)] {2}\r\nhi ENVELOPE ((\"a\" NIL) ({1}\r\nb)) UID 5)\r\n",
            [.fetched(FetchedMail(uid: 5))]
        ),
        // No literal is announced in words for people.
        (
            "* OK look {5}\r\nu1 NO {99999999999999999999}\r\n",
            [.said(IMAPStatus(.ok)), .done(tag: "u1", IMAPStatus(.no))]
        ),
        // A literal has responses in it, and they are none.
        (
            "* 1 FETCH (BODY[] {22}\r\nu1 OK done\r\n* 9 EXISTS UID 1)\r\n",
            [.fetched(FetchedMail(uid: 1, octets: Array("u1 OK done\r\n* 9 EXISTS".utf8.prefix(22))))]
        ),
        ("* 1 FETCH (UID 99999999999 RFC822.SIZE -4)\r\n", [.fetched(FetchedMail())]),
    ]

    @Test("However the reads are cut, the responses are the same", arguments: good)
    func cut(text: String, responses: [IMAPResponse]) {
        let octets = Array(text.utf8)
        #expect(read([octets]).responses == responses && read([octets]).malformed == nil)
        #expect(read(octets.map { [$0] }).responses == responses)
        for index in octets.indices {
            let halves = read([Array(octets[..<index]), Array(octets[index...])])
            #expect(halves.responses == responses && halves.malformed == nil, "cut at \(index)")
        }
    }

    @Test(
        "What is no response, or too much, ends it",
        arguments: [
            ("\r\n", IMAPMalformed.garbage), ("hello\r\n", .garbage), ("220 smtp.example ESMTP\r\n", .garbage),
            ("HTTP/1.1 400 Bad Request\r\n", .garbage), ("*\r\n", .garbage), ("u1 BYE\r\n", .garbage),
            ("* 1 FETCH UID 3\r\n", .garbage), ("* 1 FETCH (UID\r\n", .garbage), ("* 1 FETCH (UID 3\r\n", .garbage),
            ("* 1 FETCH (X \"open)\r\n", .garbage), ("* 1 FETCH (X \"\\", .garbage),
            ("* 1 FETCH (BODY[] {1001}\r\n", .flood), ("* 1 FETCH (BODY[] {999999999999999999}\r\n", .flood),
            ("* 1 FETCH (BODY[] {9999999999999999999999}\r\n", .flood),
            ("* 1 FETCH (A {900}\r\n\(String(repeating: "x", count: 900)) B {200}\r\n", .flood),
        ] as [(String, IMAPMalformed)])
    func malformed(text: String, why: IMAPMalformed) {
        let last = text.hasSuffix("\n") ? text : text + "\r\n"
        #expect(read([Array(last.utf8)]).malformed == why)
        #expect(read(last.utf8.map { [$0] }).malformed == why)
    }

    @Test("A line or a nesting without an end is bounded")
    func bounds() {
        let piece = [UInt8](repeating: 0x78, count: 1000)
        #expect(read(Array(repeating: piece, count: 66)).malformed == .flood)
        let deep = "* 1 FETCH (X \(String(repeating: "(", count: 50))\(String(repeating: ")", count: 50)))\r\n"
        #expect(read([Array(deep.utf8)]).malformed == .garbage)
        let many = "* LIST " + String(repeating: "{0}\r\n", count: 21)
        #expect(read([Array(many.utf8)]).malformed == .flood)
    }

    @Test("What came before rubbish counts")
    func before() {
        let found = read([Array("* 4 EXISTS\r\nrubbish\r\n* 5 EXISTS\r\n".utf8)])
        #expect(found.responses == [.exists(4)] && found.malformed == .garbage)
    }
}
