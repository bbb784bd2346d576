import UsherCore

/// How many messages a relay finishes in a moment, and so how long its waiting line has to be to keep it busy.
///
/// What is claimed when the process is killed is in doubt, so the line is no longer than the work of `reach`: a few
/// messages for a relay that thinks about each, and more only for one that would otherwise wait for the next claim.
///
/// | The relay finishes | Waiting for each of 10 connections |
/// | --- | --- |
/// | up to 1,250 a second | 2 |
/// | 5,000 a second | 8 |
/// | 8,750 a second or more | 14 |
struct RelayPace {
    /// How many messages may wait for each ready connection: at least this many, and at most `most`.
    static let fewest = 2
    static let most = 14
    /// How much of the relay's work the line may hold, in nanoseconds.
    private static let reach = 16_000_000.0
    /// How long it takes to claim the next messages, on a slow disk too; and how much of a relay's work makes a claim
    /// worth its commit. Both in nanoseconds.
    private static let cycle = 100_000_000.0
    private static let worth = 20_000_000.0

    /// The pace of the last moment. A short span lets the line grow within two of them after the first messages, and
    /// shrink as fast.
    private var moment = Span(length: 10_000_000)
    /// The pace that tells a slow relay from a fast one. Answers of several connections come together, and a moment
    /// full of them looks like a fast relay's: this span is long, and ends early only when so much was finished that no
    /// such moment explains it.
    private var stretch = Span(length: 500_000_000)

    /// Counts messages that the relay finished. `now` is the monotonic clock's, in nanoseconds.
    mutating func finished(_ messages: Int, at now: UInt64) {
        moment.look(now)
        stretch.look(now)
        moment.count += messages
        stretch.count += messages
    }

    /// How many messages may wait for `connections` that are ready.
    mutating func line(for connections: Int, at now: UInt64) -> Int {
        moment.look(now)
        let work = Int((moment.rate * Self.reach).rounded(.up))
        return min(max(work, Self.fewest * connections), Self.most * connections)
    }

    /// How much of a slow relay's work may be claimed ahead: a message for each connection, and what it finishes
    /// while the next are claimed.
    mutating func soon(for connections: Int, at now: UInt64) -> RelaySoon {
        stretch.look(now, enough: max(64, 4 * connections))
        let cycle = Int((stretch.rate * Self.cycle).rounded(.up))
        return RelaySoon(most: connections + min(cycle, 1_000_000), atLeast: max(1, Int(stretch.rate * Self.worth)))
    }
}

/// Counts what is finished within a length of time.
private struct Span {
    /// The length of the span, in nanoseconds.
    let length: UInt64
    var count = 0
    private(set) var rate = 0.0
    private var since: UInt64 = 0

    init(length: UInt64) { self.length = length }

    /// Ends the span that is over, or in which `enough` was finished. `rate` is then its messages in a nanosecond. A
    /// span that lasted much longer had a pause in it, and counts with its whole length: the pace starts small again.
    mutating func look(_ now: UInt64, enough: Int = .max) {
        let passed = now &- since
        guard passed >= length || (count >= enough && passed > 0) else { return }
        rate = since == 0 ? 0 : Double(count) / Double(passed)
        (since, count) = (now, 0)
    }
}
