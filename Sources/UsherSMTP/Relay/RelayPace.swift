/// How many messages a relay finishes in a moment, and so how long its waiting line has to be to keep it busy.
///
/// What is claimed when the process is killed is in doubt, so the line is no longer than the work of `reach`: a few messages for a relay
/// that thinks about each, and more only for one that would otherwise wait for the next claim.
///
/// | The relay finishes | Waiting for each of 10 connections |
/// | --- | --- |
/// | up to 1,250 a second | 2 |
/// | 5,000 a second | 8 |
/// | 8,750 a second or more | 14 |
struct RelayPace {
    /// Waiting for each ready connection: at least, and at most.
    static let fewest = 2
    static let most = 14
    /// How far the line reaches, and how long is counted before the pace is believed; in nanoseconds. A short span lets the line grow within
    /// two of them after the first messages, and shrink as fast.
    private static let reach = 16_000_000.0
    private static let span: UInt64 = 10_000_000
    /// What is finished while the next messages are claimed, on a slow disk too; and how much of that makes a claim
    /// worth its commit.
    private static let cycle = 100_000_000.0
    private static let worth = 20_000_000.0

    private var since: UInt64 = 0
    private var count = 0
    /// Messages in a nanosecond.
    private var rate = 0.0

    /// `now` is the monotonic clock's, in nanoseconds.
    mutating func finished(_ messages: Int, at now: UInt64) {
        look(now)
        count += messages
    }

    /// How many messages may wait for `connections` that are ready.
    mutating func line(for connections: Int, at now: UInt64) -> Int {
        look(now)
        let work = Int((rate * Self.reach).rounded(.up))
        return min(max(work, Self.fewest * connections), Self.most * connections)
    }

    /// How much of a slow relay's work may be claimed ahead: a message for each connection, and what it finishes
    /// while the next are claimed.
    mutating func soon(for connections: Int, at now: UInt64) -> RelaySoon {
        look(now)
        let cycle = Int((rate * Self.cycle).rounded(.up))
        return RelaySoon(most: connections + min(cycle, 1_000_000), atLeast: max(1, Int(rate * Self.worth)))
    }

    /// Ends the span that is over. One that lasted much longer had a pause in it, and counts with its whole length: the line starts small again.
    private mutating func look(_ now: UInt64) {
        let passed = now &- since
        guard passed >= Self.span else { return }
        rate = since == 0 ? 0 : Double(count) / Double(passed)
        (since, count) = (now, 0)
    }
}
