import Testing
import UsherCore

@Suite("An address with another local part")
struct EmailAddressLocalPartTests {
    @Test("is what parsing it gives", arguments: ["a", "b+abc234", "x-y", String(repeating: "a", count: 64)])
    func same(text: String) throws {
        let address = try EmailAddress("b@bounces.shop.example").replacingLocalPart(with: text)
        #expect(try address == EmailAddress("\(text)@bounces.shop.example"))
    }

    @Test(
        "is none for what Usher does not make",
        arguments: ["", "A", "a b", "a@b", "a\r\nb", "ä", "a.b", "\u{0}", String(repeating: "a", count: 65)])
    func refused(text: String) throws {
        #expect(try EmailAddress("b@bounces.shop.example").replacingLocalPart(with: text) == nil)
    }

    @Test("is none when the whole is longer than 254 octets")
    func tooLong() throws {
        let domain = (0..<24).map { _ in "abcdefgh" }.joined(separator: ".") + ".example"
        let address = try EmailAddress("b@\(domain)")
        let room = 254 - 1 - address.domain.utf8.count
        #expect(address.replacingLocalPart(with: String(repeating: "a", count: room)) != nil)
        #expect(address.replacingLocalPart(with: String(repeating: "a", count: room + 1)) == nil)
    }
}
