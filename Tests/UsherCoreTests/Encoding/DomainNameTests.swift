import Testing

@testable import UsherCore

@Suite("A domain name")
struct DomainNameTests {
    @Test(
        "Becomes lower-case A-labels",
        arguments: [
            ("example.org", "example.org"), ("Mail.EXAMPLE.org", "mail.example.org"),
            ("a-b.example", "a-b.example"), ("3com.example", "3com.example"),
            ("xn--mller-kva.example", "xn--mller-kva.example"),
            ("müller.example", "xn--mller-kva.example"), ("MÜLLER.example", "xn--mller-kva.example"),
            ("mu\u{308}ller.example", "xn--mller-kva.example"), ("shop.bücher.example", "shop.xn--bcher-kva.example"),
            ("relay.k8s", "relay.k8s"), ("straße.example", "xn--strae-oqa.example"),
            ("xn--strae-oqa.example", "xn--strae-oqa.example"), ("a-b-c.example", "a-b-c.example"),
            ("xn--6qq79v.xn--fiqs8s", "xn--6qq79v.xn--fiqs8s"), ("नमस्ते.example", "xn--h2bhs4b8d8a.example"),
            ("例え.テスト", "xn--r8jz45g.xn--zckzah"), ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
        ])
    func good(_ text: String, _ expected: String) { #expect(DomainName.aLabel(text) == expected) }

    @Test(
        "Is nothing else",
        arguments: [
            "", "localhost", "müller", ".example.org", "example.org.", "example..org", "-a.example", "a-.example",
            "a_b.example", "a b.example", "a\u{0}.example", "a\r\n.example", "127.0.0.1", "[127.0.0.1]", "::1.example",
            "a/b.example", "mü/b.example", "mü%41.example", "mü:80.example", "mü@b.example", "mü?.example",
            "mü#.example",
            "a.example-", "a.example-1", "a.123", "a.1e", "a.e1", "a.ex-ample", "ab--cd.example", "xx--a.example",
            "a.ab--cd",
            "xn--.example", "xn--a.example", "xn--a-.example", "xn--abc-.example", "xn--n3h.example", "☃.example",
            "i❤.example",
            "xn--i-7iq.example", "xn--99999999.example", "xn--mller-kva-.example", "xn--Mller-KVA0.example",
            "xn--zckzah-xn--.example", "a.xn--zzzzzzzzz", "a\u{FFFF}b.example", "a\u{378}b.example",
            "a\u{202E}b.example",
            "xn--ss-9la\u{DF}.example", "\u{301}a.example", "xn--a-rcp.example", "xn--1-1ga--.example",
            "mü ller.example", "mü\u{200B}\r.example",
        ])
    func bad(_ text: String) { #expect(DomainName.aLabel(text) == nil, "\(DomainName.aLabel(text) ?? "")") }

    @Test("Has labels of at most 63 octets, and 253 in all")
    func lengths() {
        let label = String(repeating: "a", count: 63)
        #expect(DomainName.aLabel("\(label).example") == "\(label).example")
        #expect(DomainName.aLabel("\(label)a.example") == nil)
        #expect(DomainName.aLabel("mü\(label).example") == nil)
        #expect(DomainName.aLabel("\(label).\(label).\(label).\(String(repeating: "b", count: 61))") != nil)
        #expect(DomainName.aLabel("\(label).\(label).\(label).\(String(repeating: "b", count: 62))") == nil)
    }

    @Test("Is its own A-label: a second time changes nothing")
    func twice() throws {
        for text in ["müller.example", "例え.テスト", "Example.ORG"] {
            let once = try #require(DomainName.aLabel(text))
            #expect(DomainName.aLabel(once) == once)
        }
    }
}
