import TestSupport
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

    @Test("Where there is no room, strangers share one bucket until another is full again")
    func full() {
        var limiter = RateLimiter<Int>(.init(burst: 2, perSecond: 0.5), capacity: 2)
        let rows: [(key: Int, second: Double, wait: Int?)] = [
            (1, 0, nil), (2, 0, nil), (3, 0, nil), (4, 0, nil), (3, 0, 2), (5, 0, 2), (1, 0, nil), (1, 0, 2),
            (2, 1, nil), (4, 2, nil), (3, 2, 2), (1, 2, nil), (3, 30, nil), (4, 30, nil), (3, 30, nil), (4, 30, nil),
        ]
        for row in rows { #expect(limiter.take(row.key, at: row.second) == row.wait, "\(row)") }
    }

    @Test("In no span does a key get more than its share, and few keys are remembered", arguments: UInt64(0)..<20)
    func never(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let burst = Double(Int.random(in: 1...5, using: &random))
        let perSecond = Double.random(in: 0.1...4, using: &random)
        let capacity = Int.random(in: 1...8, using: &random)
        var limiter = RateLimiter<Int>(.init(burst: burst, perSecond: perSecond), capacity: capacity)
        var taken: [Int: [Double]] = [:]
        var second = 0.0
        for _ in 0..<600 {
            if Bool.random(using: &random) { second += Double.random(in: 0...1, using: &random) }
            let key = Int.random(in: 0..<12, using: &random)
            if limiter.take(key, at: second) == nil { taken[key, default: []].append(second) }
            #expect(limiter.count <= capacity)
        }
        for moments in taken.values {
            for first in moments.indices {
                for last in moments.indices where last >= first {
                    let most = burst + (moments[last] - moments[first]) * perSecond
                    #expect(Double(last - first + 1) <= most + 0.000_001)
                }
            }
        }
    }
}
