import Testing

@testable import UsherCore

@Suite("A server's own words")
struct ServerTextTests {
    static let rows: [(String, String)] = [
        ("<nospam@x.example>: User unknown", "user unknown"),
        ("see https://x.example/spam-policy", "see"),
        ("(https://x.example/spam) gone", "gone"),
        ("mx-spam-1.x.example said: try later", "said try later"),
        ("mx-spam-1 said no", "said no"),
        ("ann.blocked@x.example refused", "refused"),
        ("unknown.Please try", "unknown please try"),
        ("\"spam\" 'spam' `spam` <spam> don't won't", "don't won't"),
        ("open < and \" and '", "open and and"),
        ("[192.0.2.1] [2001:db8::1] no", "2001 db8 1 no"),
        ("spam.example", ""),
        ("x@spam", ""),
        ("@spam @", ""),
        ("://", ""),
        ("", ""),
        ("ein Straßenname Ünknown", "ein straßenname ünknown"),
    ]

    @Test("are what is left without what it repeats", arguments: rows)
    func words(_ text: String, _ words: String) { #expect(ServerText(text).words.joined(separator: " ") == words) }

    @Test("the recipient's local part is left out, unless it is what servers say")
    func localPart() throws {
        let nospam = try EmailAddress("no.spam@x.example")
        #expect(ServerText("no.spam: user unknown", recipient: nospam).words == ["user", "unknown"])
        let user = try EmailAddress("user@x.example")
        #expect(ServerText("user unknown", recipient: user).words == ["user", "unknown"])
    }

    @Test("two refusals are the same without addresses, hosts, identifiers and numbers")
    func sameness() throws {
        let (ann, bob) = (try EmailAddress("ann@a.example"), try EmailAddress("bob@b.example"))
        let first = Reply(
            code: 550,
            text: "<ann@a.example> ann: limit 250 reached at mx1.a.example (id a1b2c3), see https://a.example/x")
        let second = Reply(
            code: 550, text: "<bob@b.example> bob: limit 11 reached at mx7.b.example (id 99xy), see https://b.example/y"
        )
        #expect(ServerText.sameness(of: first, recipient: ann) == ServerText.sameness(of: second, recipient: bob))
        #expect(
            ServerText.sameness(of: Reply(code: 550), recipient: ann)
                != ServerText.sameness(of: Reply(code: 554), recipient: ann))
    }

    @Test("any octets are read without harm")
    func anything() {
        for text in [
            "<<<>>>", "'''", "a@b@c", "....", "5.1", "5..1", "---", "@@@@", "<\u{0}>", "\u{FFFD}@\u{FFFD}", "://@<\"'`",
        ] {
            _ = Verdict(refusal: Reply(code: 550, text: text), at: .rcpt)
            _ = Verdict(refusal: Reply(code: 550, text: String(repeating: text, count: 60)), at: .dot)
        }
    }
}
