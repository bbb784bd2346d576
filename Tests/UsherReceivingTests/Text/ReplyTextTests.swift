import Testing
import UsherCore

@testable import UsherReceiving

@Suite("A server's reply in a text")
struct ReplyTextTests {
    static let rows: [(String, String?)] = [
        ("host mx said: 550 5.1.1 no such user", "550 5.1.1"), ("#5.1.1 smtp;550 no such user", "550 5.1.1"),
        ("<mx.x.example #5.2.2> full", "550 5.2.2"), ("Status: 4.4.7", "450 4.4.7"), ("after 450 seconds", nil),
        ("550", "550"), ("phone 5501234", nil), ("at 10.5.1.1 port 25", nil), ("'550 no'", "550"),
        ("(550-5.7.1 no)", "550 5.7.1"),
        ("version 5.1.1.2", nil), ("421-4.7.0 slow", "421 4.7.0"), ("code: 554, refused", "554"), ("", nil),
        ("sent 500 KB", nil), ("552 Quota", "552"),
    ]

    @Test("is found by its code", arguments: rows)
    func reply(_ text: String, _ codes: String?) { #expect(ReplyText.reply(in: text)?.codes == codes) }
}

@Suite("Addresses in a text")
struct AddressTextTests {
    @Test(
        "are found as a person sees them",
        arguments: [
            ("<ann@x.example>: no", ["ann@x.example"]), ("mailto:ann@x.example.", ["ann@x.example"]),
            ("'ann@x.example' and (bob@y.example)", ["ann@x.example", "bob@y.example"]), ("ann@ x", []), ("@", []),
            ("宛先ann@x.example様", ["ann@x.example"]), ("<änne@x.example>", ["änne@x.example"]),
        ])
    func all(_ text: String, _ addresses: [String]) { #expect(AddressText.all(in: text).map(\.wire) == addresses) }

    @Test(
        "are read by their types",
        arguments: [
            ("rfc822; ann@x.example", ["ann@x.example"]), ("RFC822;<ann@x.example>", ["ann@x.example"]),
            ("rfc822;ann+2Bb@x.example", ["ann+2Bb@x.example", "ann+b@x.example"]), ("x-local; ann", []),
            ("utf-8; \\x{E4}nne@x.example", ["änne@x.example"]), ("ann@x.example", ["ann@x.example"]), ("", []),
        ])
    func typed(_ text: String, _ addresses: [String]) { #expect(AddressText.typed(text).map(\.wire) == addresses) }
}
