import Synchronization

/// A rate limiter that many connections share.
package final class SharedRates<Key: Hashable & Sendable>: Sendable {
    private let limiter: Mutex<RateLimiter<Key>>
    private let seconds: @Sendable () -> Double

    /// `seconds` is a clock that never goes back: the monotonic one.
    package init(
        _ allowance: RateLimiter<Key>.Allowance, seconds: @escaping @Sendable () -> Double = monotonicSeconds()
    ) {
        limiter = Mutex(RateLimiter(allowance))
        self.seconds = seconds
    }

    /// Takes one; or says after how many seconds there is one.
    package func take(_ key: Key) -> Int? {
        let second = seconds()
        return limiter.withLock { $0.take(key, at: second) }
    }
}

/// Seconds of the monotonic clock since this call.
package func monotonicSeconds() -> @Sendable () -> Double {
    let start = ContinuousClock.now
    return { (ContinuousClock.now - start) / .seconds(1) }
}
