import Testing

@testable import UsherWeb

@Suite("Rates by network")
struct RateLimiterTests {
    private static let a = ClientNetwork.v4(0x0A00_0000)

    @Test("A burst of three, at one a second")
    func table() {
        var limiter = RateLimiter<ClientNetwork>(.init(burst: 3, perSecond: 1))
        let rows: [(second: Double, wait: Int?)] = [
            (0, nil), (0, nil), (0, nil), (0, 1), (0.5, 1), (1, nil), (1, 1), (60, nil), (60, nil), (60, nil), (60, 1),
        ]
        for row in rows { #expect(limiter.take(Self.a, at: row.second) == row.wait, "at \(row.second)") }
    }

    @Test("says how long to wait")
    func wait() {
        var limiter = RateLimiter<ClientNetwork>(.init(burst: 1, perSecond: 0.1))
        #expect(limiter.take(Self.a, at: 0) == nil)
        #expect(limiter.take(Self.a, at: 0) == 10)
        #expect(limiter.take(Self.a, at: 7.5) == 3)
        #expect(limiter.take(Self.a, at: 10) == nil)
    }

    @Test("One network's haste is not another's")
    func apart() {
        var limiter = RateLimiter<ClientNetwork>(.init(burst: 1, perSecond: 1))
        #expect(limiter.take(Self.a, at: 0) == nil)
        #expect(limiter.take(.v6(1), at: 0) == nil)
        #expect(limiter.take(.local, at: 0) == nil)
        #expect(limiter.take(Self.a, at: 0) != nil)
    }

    @Test("A clock that goes back gives nothing and takes nothing")
    func backwards() {
        var limiter = RateLimiter<ClientNetwork>(.init(burst: 2, perSecond: 1))
        #expect(limiter.take(Self.a, at: 10) == nil)
        #expect(limiter.take(Self.a, at: 5) == nil)
        #expect(limiter.take(Self.a, at: 5) != nil)
        #expect(limiter.take(Self.a, at: 11) == nil)
    }

    @Test("remembers no more networks than it may")
    func bounded() {
        var limiter = RateLimiter<ClientNetwork>(.init(burst: 2, perSecond: 1), capacity: 100)
        for number in 0..<10_000 {
            _ = limiter.take(.v6(UInt64(number)), at: Double(number) / 1000)
            #expect(limiter.count <= 100)
        }
    }
}
