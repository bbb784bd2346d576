import UsherCore
import UsherWeb

/// How many sign-ups one network may make, so that nobody bombs a thousand mailboxes with one confirmation each.
///
/// | Network | In an hour |
/// | --- | --- |
/// | a network | 20 |
/// | this machine, or a proxy that does not say for whom it asks | 600 |
struct SignUpQuota {
    static let hour: Int64 = 3_600_000
    private var begunAt = Timestamp(milliseconds: .min)
    private var counts: [ClientNetwork: Int] = [:]

    /// Seconds to wait; nil when this one may pass, which counts it.
    mutating func take(_ network: ClientNetwork, now: Timestamp) -> Int? {
        if begunAt.milliseconds == .min || now < begunAt || now.since(begunAt) >= Self.hour {
            begunAt = now
            counts = [:]
        }
        let limit = network == .local ? 600 : 20
        guard counts[network, default: 0] < limit else {
            return Int((Self.hour - now.since(begunAt)) / 1000) + 1
        }
        counts[network, default: 0] += 1
        return nil
    }
}
