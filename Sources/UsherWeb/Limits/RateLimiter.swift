/// Token buckets by key (a network, a token), in bounded memory. Pure: the time is passed in.
package struct RateLimiter<Key: Hashable & Sendable>: Sendable {
    /// How much may come at once, and how fast it comes back.
    package struct Allowance: Hashable, Sendable {
        let burst: Double
        let perSecond: Double

        package init(burst: Double, perSecond: Double) {
            self.burst = burst
            self.perSecond = perSecond
        }
    }

    private struct Bucket {
        var tokens: Double
        /// Seconds of the monotonic clock.
        var at: Double
    }

    let allowance: Allowance
    /// At most so many keys are remembered.
    let capacity: Int
    private var buckets: [Key: Bucket] = [:]

    package init(_ allowance: Allowance, capacity: Int = 20_000) {
        self.allowance = allowance
        self.capacity = capacity
    }

    var count: Int { buckets.count }

    /// Takes one, and answers nil; or takes nothing, and answers in how many seconds there is one, at least 1.
    ///
    /// A burst of 3 at one a second:
    ///
    /// | Second | 0 | 0 | 0 | 0 | 0.5 | 1 | 1 | 60 | 60 | 60 | 60 |
    /// | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    /// | | yes | yes | yes | 1 | 1 | yes | 1 | yes | yes | yes | 1 |
    package mutating func take(_ key: Key, at second: Double) -> Int? {
        var bucket = filled(key, at: second)
        guard bucket.tokens >= 1 else {
            return max(1, Int(((1 - bucket.tokens) / allowance.perSecond).rounded(.up)))
        }
        bucket.tokens -= 1
        if buckets[key] == nil, buckets.count >= capacity { forgetFull(at: second) }
        buckets[key] = bucket
        return nil
    }

    /// Whether `take` would find nothing, and in how many seconds it would.
    func wait(_ key: Key, at second: Double) -> Int? {
        let bucket = filled(key, at: second)
        return bucket.tokens >= 1 ? nil : max(1, Int(((1 - bucket.tokens) / allowance.perSecond).rounded(.up)))
    }

    private func filled(_ key: Key, at second: Double) -> Bucket {
        guard let bucket = buckets[key] else { return Bucket(tokens: allowance.burst, at: second) }
        let gained = max(0, second - bucket.at) * allowance.perSecond
        return Bucket(tokens: min(allowance.burst, bucket.tokens + gained), at: max(second, bucket.at))
    }

    /// A bucket that is full again says nothing. When all are in use, all are forgotten: being too kind for a moment is
    /// better than growing, and an attacker with so many networks was not stopped by this anyway.
    private mutating func forgetFull(at second: Double) {
        buckets = buckets.filter { filled($0.key, at: second).tokens < allowance.burst }
        if buckets.count >= capacity { buckets.removeAll(keepingCapacity: true) }
    }
}
