import Testing

@testable import UsherMail

@Suite("Body check")
struct CheckedBodyTests {
    @Test(
        "takes lines that end in CRLF",
        arguments: ["\r\n", "a\r\n", "\r\n\r\n", "a.\r\n=2E\r\n", String(repeating: "a", count: 998) + "\r\n"])
    func good(body: String) throws { #expect(try CheckedBody(Array(body.utf8), .text).octets == Array(body.utf8)) }

    @Test(
        "refuses what could end a message early, or break on the way",
        arguments: [
            ("", .empty), ("a", .lineEnd), ("a\r", .lineEnd), ("a\n", .lineEnd), ("\n", .lineEnd), ("a\r\nb", .lineEnd),
            ("a\rb\r\n", .lineEnd), ("\r\r\n", .lineEnd), ("a\r\n\n.\r\n", .lineEnd), ("a\n.\r\n", .lineEnd),
            (".\r\n", .startsWithDot),
            ("a\r\n.\r\n", .startsWithDot), ("a\r\n.b\r\n", .startsWithDot), ("ä\r\n", .notSevenBit),
            (String(repeating: "a", count: 999) + "\r\n", .lineTooLong),
        ] as [(String, ComposeFault.BodyFault)])
    func bad(body: String, fault: ComposeFault.BodyFault) {
        #expect(throws: ComposeFault.body(.html, fault)) { try CheckedBody(Array(body.utf8), .html) }
    }
}
