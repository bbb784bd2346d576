import Synchronization

/// How much each network may ask for, shared by all connections of a server.
package final class NetworkRates: Sendable {
    /// 60 at once and then two a second, for a whole /24 or /64: far above people, far below a guesser.
    static let standard = RateLimiter<ClientNetwork>.Allowance(burst: 60, perSecond: 2)

    /// Sign-ups: twelve hundred at once, a whole launch day of one network; how fast their confirmations go is
    /// `consent.confirmations`' to say.
    static let signUps = RateLimiter<ClientNetwork>.Allowance(burst: 1200, perSecond: 2)

    /// Of everybody together, where a proxy does not say for whom it asks: a launch day fits in.
    static let behindProxy = RateLimiter<ClientNetwork>.Allowance(burst: 2000, perSecond: 100)

    private let limiter: Mutex<RateLimiter<ClientNetwork>>
    private let signUps = Mutex(RateLimiter(NetworkRates.signUps))
    private let local: Mutex<RateLimiter<ClientNetwork>>
    private let start = ContinuousClock.now

    init(
        _ allowance: RateLimiter<ClientNetwork>.Allowance = NetworkRates.standard,
        local: RateLimiter<ClientNetwork>.Allowance = NetworkRates.behindProxy
    ) {
        limiter = Mutex(RateLimiter(allowance))
        self.local = Mutex(RateLimiter(local))
    }

    /// Takes one; or says after how many seconds there is one.
    func take(_ network: ClientNetwork, isSignUp: Bool = false) -> Int? {
        let second = (ContinuousClock.now - start) / .seconds(1)
        if network == .local { return local.withLock { $0.take(network, at: second) } }
        if isSignUp { return signUps.withLock { $0.take(network, at: second) } }
        return limiter.withLock { $0.take(network, at: second) }
    }
}
