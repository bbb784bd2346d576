import Testing

@testable import UsherSMTP

@Suite("Names for EHLO")
struct HeloNameTests {
    @Test(
        "takes names and address literals",
        arguments: ["shop.example", "shop", "mail-1.shop.example", "[192.0.2.1]", "[IPv6:2001:db8::1]"])
    func usable(_ name: String) { #expect(HeloName.isUsable(name)) }

    @Test(
        "refuses what could end the command, leave the path or mean something else",
        arguments: [
            "", "[]", "a b", "a\r\nb", "a\nb", "a\0b", "a/b", "a%0d%0a", "a?b", "a#b", "ü.example", "a:b", "a@b",
        ])
    func unusable(_ name: String) { #expect(!HeloName.isUsable(name)) }

    @Test("this machine has one that may be used: a full name, or an address literal")
    func machine() {
        let name = HeloName.ofThisMachine()
        #expect(HeloName.isUsable(name))
        #expect(HeloName.isFull(name) || name.hasPrefix("["))
    }

    private static let four = LocalAddress(text: "192.0.2.1", isIPv6: false)
    private static let six = LocalAddress(text: "2001:db8::1", isIPv6: true)

    static let choices: [(name: String, canonical: String?, addresses: [LocalAddress], helo: String)] = [
        ("mail.shop.example", nil, [four], "mail.shop.example"),
        ("mail.shop.example", "other.shop.example", [four], "mail.shop.example"),
        ("vm", "vm.shop.example", [four], "vm.shop.example"),
        ("vm", nil, [six, four], "[192.0.2.1]"),
        ("vm", "vm", [four], "[192.0.2.1]"),
        ("vm", "vm.localdomain", [six], "[IPv6:2001:db8::1]"),
        ("my_host", "my_host.shop.example", [four], "[192.0.2.1]"),
        ("my_host.shop.example", nil, [four], "[192.0.2.1]"),
        ("localhost", "localhost.localdomain", [], "[127.0.0.1]"),
        ("", nil, [four], "[192.0.2.1]"),
        ("a..b", nil, [four], "[192.0.2.1]"),
        ("-a.example", nil, [four], "[192.0.2.1]"),
        ("10.0.0.7", nil, [four], "[192.0.2.1]"),
    ]

    @Test("a name that nobody can look up is none", arguments: choices)
    func chosen(_ name: String, _ canonical: String?, _ addresses: [LocalAddress], _ helo: String) {
        #expect(HeloName.choose(name: name, canonical: { canonical }, addresses: { addresses }) == helo)
        #expect(HeloName.isUsable(helo))
    }
}
