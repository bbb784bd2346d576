import Synchronization

/// A rate limiter that many connections share, on the monotonic clock.
package final class SharedRates<Key: Hashable & Sendable>: Sendable {
    private let limiter: Mutex<RateLimiter<Key>>
    private let start = ContinuousClock.now

    package init(_ allowance: RateLimiter<Key>.Allowance) { limiter = Mutex(RateLimiter(allowance)) }

    /// Takes one; or says after how many seconds there is one.
    package func take(_ key: Key) -> Int? {
        let second = (ContinuousClock.now - start) / .seconds(1)
        return limiter.withLock { $0.take(key, at: second) }
    }
}
