import Testing

@testable import UsherWeb

@Suite("Where a request came from")
struct ClientNetworkTests {
    static let shop = ClientNetwork.v4(0xCB00_7100)
    static let six = ClientNetwork.v6(0x2001_0DB8_0000_0001)

    @Test(
        "The last hop counts, and only behind this machine",
        arguments: [
            (nil, ["203.0.113.9"], shop),
            ("127.0.0.1", ["203.0.113.9"], shop),
            ("127.8.8.8", ["203.0.113.200"], shop),
            ("::1", ["203.0.113.9"], shop),
            ("::ffff:127.0.0.1", ["203.0.113.9"], shop),
            (nil, ["10.0.0.1, 203.0.113.9"], shop),
            (nil, ["10.0.0.1", "198.51.100.7 ,203.0.113.9"], shop),
            (nil, ["::ffff:203.0.113.9"], shop),
            (nil, ["2001:db8:0:1::5"], six),
            (nil, ["2001:db8:0:1:ffff::"], six),
            (nil, ["203.0.113.9, "], .local),
            (nil, ["203.0.113.9, unknown"], .local),
            (nil, ["203.0.113.9:4711"], .local),
            (nil, ["203.0.113.9", ""], .local),
            (nil, ["127.0.0.1"], .local),
            (nil, ["203.0.113"], .local),
            (nil, [String(repeating: "1", count: 10_000)], .local),
            (nil, [], .local),
            ("198.51.100.7", ["203.0.113.9"], .v4(0xC633_6400)),
            ("2001:db8:0:1::9", ["203.0.113.9"], six),
        ] as [(String?, [String], ClientNetwork)])
    func network(peer: String?, forwardedFor: [String], expected: ClientNetwork) {
        #expect(ClientNetwork.of(peer: peer, forwardedFor: forwardedFor) == expected)
    }
}
