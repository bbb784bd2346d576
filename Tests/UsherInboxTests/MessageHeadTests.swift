import Testing

@testable import UsherInbox

@Suite("A message's head")
struct MessageHeadTests {
    @Test("gives the first of each field, unfolded, up to the empty line")
    func fields() {
        let text =
            "Received: x\r\nSUBJECT: one\r\n two\r\nSubject: second\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n"
            + "Message-ID: <1@shop.example>\r\n\r\nMessage-ID: <body@x>\r\n"
        let head = MessageHead(Array(text.utf8))
        #expect(head.subject == "one two")
        #expect(head.date == "Sun, 22 Nov 2026 10:00:00 +0000")
        #expect(head.messageID == "<1@shop.example>")
    }

    @Test(
        "is empty for what is not a message", arguments: ["", "\r\n", "\n\n", "no header", ": x", "Subject:y: \u{0}"])
    func odd(text: String) {
        let head = MessageHead(Array(text.utf8))
        #expect(head.messageID == nil && head.date == nil)
    }

    @Test(
        "has its encoded words decoded",
        arguments: [
            ("plain", "plain"),
            ("=?UTF-8?Q?Gr=C3=BC=C3=9Fe_an_alle?=", "Grüße an alle"),
            ("=?utf-8?b?R3LDvMOfZQ==?= you", "Grüße you"),
            ("=?UTF-8?Q?a=C3?= =?UTF-8?Q?=BCb?=", "aüb"),
            ("=?ISO-8859-1?Q?Gr=FC=DFe?=", "Grüße"),
            ("=?UTF-8*de?Q?a?=", "a"),
            ("=?KOI8-R?Q?=C1?= b", "а b"),
            ("=?X-UNKNOWN?Q?=E9?= b", "é b"),
            ("=?UTF-8?Q?=ZZ?=", "=ZZ"),
            ("=?UTF-8?B?*?=", ""),
            ("=?UTF-8?Q?", "=?UTF-8?Q?"),
            ("=??=", "=??="),
        ])
    func encodedWords(text: String, expected: String) {
        #expect(MessageHead(Array("Subject: \(text)\r\n\r\n".utf8)).subject == expected)
    }
}
