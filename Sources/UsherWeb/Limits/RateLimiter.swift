/// Token buckets by key (a network, a token), in bounded memory. Pure: the time is passed in.
///
/// In a span of `s` seconds no key gets more than `burst + s * perSecond`. When as many keys as may be remembered are
/// in use, all others share one bucket: they get less than their own until a bucket is full again and forgotten, and
/// nobody gets more.
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

    private let allowance: Allowance
    /// At most so many keys are remembered.
    private let capacity: Int
    private var buckets: [Key: Bucket] = [:]
    /// Of all keys that there is no room for.
    private var others: Bucket?
    private var sweptAt = -Double.infinity

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
        let isKnown = buckets[key] != nil || hasRoom(at: second)
        // Whoever had a share of the others' bucket begins with what is left of it.
        var bucket = filled(buckets[key] ?? others, at: second)
        guard bucket.tokens >= 1 else {
            return max(1, Int(((1 - bucket.tokens) / allowance.perSecond).rounded(.up)))
        }
        bucket.tokens -= 1
        if isKnown { buckets[key] = bucket } else { others = bucket }
        return nil
    }

    private func filled(_ bucket: Bucket?, at second: Double) -> Bucket {
        guard let bucket else { return Bucket(tokens: allowance.burst, at: second) }
        let gained = max(0, second - bucket.at) * allowance.perSecond
        return Bucket(tokens: min(allowance.burst, bucket.tokens + gained), at: max(second, bucket.at))
    }

    /// Whether one key more can be remembered. A bucket that is full again says nothing and goes; looked for once a
    /// second at most.
    private mutating func hasRoom(at second: Double) -> Bool {
        if buckets.count >= capacity, second >= sweptAt + 1 {
            buckets = buckets.filter { filled($0.value, at: second).tokens < allowance.burst }
            sweptAt = second
        }
        return buckets.count < capacity
    }
}
