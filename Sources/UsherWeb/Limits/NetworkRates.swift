/// How much each network may ask for, shared by all connections of a server.
struct NetworkRates: Sendable {
    /// 60 at once and then two a second, for a whole /24 or /64: far above people, far below a guesser.
    static let standard = RateLimiter<ClientNetwork>.Allowance(burst: 60, perSecond: 2)

    /// Sign-ups: twelve hundred at once, a whole launch day of one network; how fast their confirmations go is
    /// `consent.confirmations`' to say.
    static let signUps = RateLimiter<ClientNetwork>.Allowance(burst: 1200, perSecond: 2)

    /// Of everybody together, where a proxy does not say for whom it asks: a launch day fits in.
    static let behindProxy = RateLimiter<ClientNetwork>.Allowance(burst: 2000, perSecond: 100)

    private let networks: SharedRates<ClientNetwork>
    private let signUps: SharedRates<ClientNetwork>
    private let local: SharedRates<ClientNetwork>

    init(seconds: @escaping @Sendable () -> Double = monotonicSeconds()) {
        networks = SharedRates(NetworkRates.standard, seconds: seconds)
        signUps = SharedRates(NetworkRates.signUps, seconds: seconds)
        local = SharedRates(NetworkRates.behindProxy, seconds: seconds)
    }

    /// Takes one; or says after how many seconds there is one.
    func take(_ network: ClientNetwork, isSignUp: Bool = false) -> Int? {
        (network == .local ? local : isSignUp ? signUps : networks).take(network)
    }
}
