import Testing
import UsherCore

@testable import UsherMail

@Suite("Bounce addresses")
struct BounceAddressTests {
    private let seal: TokenSeal

    init() throws { seal = TokenSeal(keyring: try Samples.keyring(), databaseID: "3f0c9a51d2e84b76") }

    @Test(
        "name their delivery, within 64 octets, the same each time", arguments: [0, 1, 42, 10_000_000, .max] as [Int64])
    func roundTrip(number: Int64) throws {
        let local = BounceAddress.localPart(DeliveryID(number), at: Samples.composedAt, seal: seal)
        #expect(local == BounceAddress.localPart(DeliveryID(number), at: Samples.composedAt, seal: seal))
        #expect(local.hasPrefix("b+") && local.utf8.count <= 64)
        #expect(BounceAddress.delivery(localPart: local, seal: seal) == DeliveryID(number))
        #expect(BounceAddress.delivery(localPart: local.uppercased(), seal: seal) == DeliveryID(number))
        #expect(try EmailAddress("\(local)@bounces.shop.example").localPart == local)
    }

    @Test("stay within 64 octets with the largest key id")
    func longest() throws {
        let seal = TokenSeal(keyring: try Keyring(keys: [Samples.key(.max)]), databaseID: "x")
        for number in [Int64.max, -1] {
            #expect(BounceAddress.localPart(DeliveryID(number), at: Samples.composedAt, seal: seal).utf8.count <= 64)
        }
    }

    @Test("of somebody else, or a token of another kind, name none")
    func foreign() {
        let link = seal.address(.link(DeliveryID(3), number: 0), at: Samples.composedAt)
        for text in ["", "b+", "b+\(link)", "ann", "b", "c+abc", "b+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
            #expect(BounceAddress.delivery(localPart: text, seal: seal) == nil, "\(text)")
        }
    }
}
