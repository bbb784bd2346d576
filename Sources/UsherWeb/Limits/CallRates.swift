import Synchronization
import UsherCore

/// How fast each token may call.
package final class CallRates: Sendable {
    /// A thousand at once and then two hundred a second: whoever has more to tell sends lines, up to ten thousand in a
    /// call.
    static let standard = RateLimiter<APITokenID>.Allowance(burst: 1000, perSecond: 200)

    private let limiter: Mutex<RateLimiter<APITokenID>>
    private let start = ContinuousClock.now

    init(_ allowance: RateLimiter<APITokenID>.Allowance) { limiter = Mutex(RateLimiter(allowance)) }

    package convenience init() { self.init(Self.standard) }

    /// Takes one call; or says after how many seconds there is one.
    func take(_ token: APITokenID) -> Int? {
        let second = (ContinuousClock.now - start) / .seconds(1)
        return limiter.withLock { $0.take(token, at: second) }
    }
}
