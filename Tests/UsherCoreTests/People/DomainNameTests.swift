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
