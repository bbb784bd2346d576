import Testing

@testable import UsherCore

@Suite("The host of a link")
struct LinkHostTests {
    @Test("becomes an A-label, and everything else stays")
    func hosts() {
        let cases = [
            ("https://bücher.example/ä?ö#ü", "https://xn--bcher-kva.example/ä?ö#ü"),
            ("HTTPS://Bücher.example", "HTTPS://xn--bcher-kva.example"),
            ("http://bücher.example:8080?x", "http://xn--bcher-kva.example:8080?x"),
            ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
            ("https://shop.example/bücher", "https://shop.example/bücher"),
            ("http://[2001:db8::1]:80/ä", "http://[2001:db8::1]:80/ä"),
            ("https://127.0.0.1/", "https://127.0.0.1/"),
            ("https://localhost/", "https://localhost/"),
            ("mailto:ä@bücher.example", "mailto:ä@bücher.example"),
            ("bücher.example", "bücher.example"),
            ("https://ä b/", "https://ä b/"),
            ("https://bücher.example/\u{308}:x", "https://xn--bcher-kva.example/\u{308}:x"),
            ("https://z.example/\u{308}:ä", "https://z.example/\u{308}:ä"),
            ("https://", "https://"), ("", ""),
        ]
        for (url, expected) in cases { #expect(LinkHost.aLabelled(url) == expected) }
    }
}
