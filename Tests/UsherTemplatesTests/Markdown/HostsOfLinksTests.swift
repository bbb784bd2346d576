import Testing
import UsherCore

@testable import UsherTemplates

@Suite("Hosts of links in a message")
struct HostsOfLinksTests {
    @Test("are A-labels, and IPv6 stays in its brackets, whether the author or a value wrote them")
    func hosts() throws {
        let cases = [
            ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
            ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
            ("http://[::1]/a[b]", "http://[::1]/a"),
        ]
        for (url, expected) in cases {
            let literal = try Sample.render("[Go](<\(url)>)")
            #expect(literal.html.contains("href=\"\(expected)"), "\(literal.html)")
            #expect(literal.text.contains(expected), "\(literal.text)")
            let value = try Sample.render("[Go]({{u}})", ["u": .text(url)])
            #expect(value.html.contains("href=\"\(expected)"), "\(value.html)")
            #expect(value.text.contains(expected), "\(value.text)")
        }
    }
}
