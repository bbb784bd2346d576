/// Whether messages come slowly enough: what the relay heard against what `limits` allow.
///
/// A limit holds for the moments at which a daemon takes messages up. What it has taken up and not yet told the relay
/// may come a little later than its second, so a stretch of time may have these besides: two in the dialogue of each
/// connection and two in line for it.
struct Pace: Sendable {
    /// One limit, and when a message came under it lately.
    private struct Meter: Sendable {
        let perSecond: Double
        var moments: [Int64] = []

        /// How many came in how many milliseconds, where these were too many.
        mutating func add(_ at: Int64, ahead: Double) -> (count: Int, time: Int64)? {
            moments.append(at)
            if moments.count > Self.most { moments.removeFirst() }
            for (index, first) in moments.enumerated() {
                let (count, time) = (moments.count - index, at - first)
                // Of a second that has only begun, all may have come.
                if Double(count) > perSecond * (Double(time) / 1000 + 2) + 1 + ahead { return (count, time) }
            }
            return nil
        }

        private static let most = 200
    }

    private let limits: MonthHome.Limits
    private let ahead: Double
    private var relay: Meter?
    private var domains: [String: Meter] = [:]

    init(_ limits: MonthHome.Limits, connections: Int) {
        self.limits = limits
        ahead = Double(4 * connections)
        relay = limits.perSecond.map { Meter(perSecond: $0) }
    }

    /// A message to `domain` came `at` milliseconds; why that was too soon.
    mutating func add(_ domain: String, at: Int64) -> String? {
        if let (count, time) = relay?.add(at, ahead: ahead) {
            return "\(count) messages came in \(time) ms, with a limit of \(limits.perSecond ?? 0) a second"
        }
        guard let limit = limits.domains[domain] ?? limits.perDomain,
            let (count, time) = domains[domain, default: Meter(perSecond: limit)].add(at, ahead: ahead)
        else { return nil }
        return "\(count) messages to \(domain) came in \(time) ms, with a limit of \(limit) a second"
    }
}
