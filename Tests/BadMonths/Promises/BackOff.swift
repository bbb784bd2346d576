/// Whether the daemon rests where the relay asked for it: after a plea for a slower pace from everything, after a block
/// by a recipient's domain from that domain.
struct BackOff: Sendable {
    private struct Rest: Sendable {
        var since: Int64
        var until: Int64
        var times: Int64 = 1
    }

    private var relay: Rest?
    private var domains: [String: Rest] = [:]

    /// What is on its way when the relay asks may still come for so many milliseconds.
    private static let (grace, domainGrace): (Int64, Int64) = (2000, 60_000)
    private static let quarter: Int64 = 900_000

    /// A reply to a message for `domain`; milliseconds.
    mutating func hear(_ reply: String, domain: String?, at: Int64) {
        if reply.contains("slow down") { return slowDown(at) }
        guard reply.hasPrefix("550"), reply.contains("5.7.1"), let domain else { return }
        if let rest = domains[domain], at < rest.until { return }
        domains[domain] = Rest(since: at, until: at + Self.quarter)
    }

    /// Five seconds, and twice as long each time, up to a quarter of an hour; from the beginning when it was quiet as
    /// long.
    private mutating func slowDown(_ at: Int64) {
        guard let last = relay, at - last.until <= Self.quarter else {
            return relay = Rest(since: at, until: at + 5000)
        }
        guard at >= last.until else { return }
        let length = min(5000 << min(last.times, 20), Self.quarter)
        relay = Rest(since: at, until: at + length, times: last.times + 1)
    }

    /// Why a message to `domain` may not come now.
    func wrong(_ domain: String, at: Int64) -> String? {
        if let rest = relay, at > rest.since + Self.grace, at < rest.until {
            return "a message came \(at - rest.since) ms after the relay had asked for a slower pace"
        }
        if let rest = domains[domain], at > rest.since + Self.domainGrace, at < rest.until {
            return "a message to \(domain) came \(at - rest.since) ms after a block"
        }
        return nil
    }
}
