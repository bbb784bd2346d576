import Testing

@testable import UsherDoctor

@Suite("The host of a URL")
struct WebHostTests {
    static let hosts: [(url: String, name: String, port: Int, isAddress: Bool)] = [
        ("https://shop.example/mail", "shop.example", 443, false), ("https://shop.example", "shop.example", 443, false),
        ("https://shop.example:8443/a/b", "shop.example", 8443, false), ("https://192.0.2.1/x", "192.0.2.1", 443, true),
        ("https://[2001:db8::1]:444/x", "2001:db8::1", 444, true), ("", "", 443, false),
    ]

    @Test("has a name and a port", arguments: hosts)
    func host(_ one: (url: String, name: String, port: Int, isAddress: Bool)) {
        let host = WebHost(one.url)
        #expect(host.name == one.name && host.port == one.port && host.isAddress == one.isAddress)
    }

    @Test("is at addresses, as libcurl takes them; and nobody outside reaches some of those")
    func places() {
        #expect(WebHost("https://a.example").place(at: ["192.0.2.1", "::2"]) == "a.example:443:192.0.2.1,[::2]")
        #expect(WebHost("https://a.example").place(at: []) == nil)
        let own = ["10.1.2.3", "127.0.0.1", "192.168.1.1", "172.16.0.1", "172.31.0.1", "169.254.1.1", "100.64.0.1"]
        let world = ["192.0.2.1", "172.32.0.1", "100.128.0.1", "2001:db8::1", "11.0.0.1", "nonsense"]
        #expect((own + ["::1", "fd00::1", "fe80::1"]).allSatisfy(WebHost.isPrivate))
        #expect(!world.contains(where: WebHost.isPrivate))
    }
}
