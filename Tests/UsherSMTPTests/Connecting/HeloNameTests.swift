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

    @Test("this machine has one that may be used")
    func machine() { #expect(HeloName.isUsable(HeloName.ofThisMachine())) }
}
