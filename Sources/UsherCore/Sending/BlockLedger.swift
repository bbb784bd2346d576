/// Remembers blocks and faults, and says what to pause for how long. One per relay, in memory: after a restart it
/// learns again.
///
/// | What | Pauses | Alarm |
/// | --- | --- | --- |
/// | a block by a recipient domain | the domain: 15 min, 30 min, 1 h, 2 h, 4 h, 6 h | no |
/// | more than 2 % of an hour's messages blocked, and at least five | the relay, as long | once |
/// | a block at connect, AUTH or MAIL | the relay, as long | once |
/// | a slower pace asked for before RCPT | the relay: 5 s, doubling to 15 min, until it is quiet as long | once an hour |
/// | three 421 in a row that end a connection, and nothing went out between | the relay, as for a slower pace | once an hour |
/// | refusals of many, in the same words (`Sameness`) or in any (`Refusing`), blocks from three domains among them | the relay, as long | once |
/// | a fault of the connection | the relay, by `RelayFault.backoff` | once |
///
/// Refusals that come in while their pause is on, from messages under way, do not lengthen it. The first message that
/// goes out after a pause sets the domain's, or the relay's, back to the start; the next trouble alarms again.
package struct BlockLedger: Hashable, Sendable {
    static let hour: Int64 = 3_600_000
    static let endsForPause = 3
    static let blocksForRelay = 5
    static let percentForRelay = 2

    private var domains: [String: Strike] = [:]
    private var relay = Strike()
    private var minutes: [Minute] = []
    private var isAlarmed = false
    private var pace = Strike()
    private var paceSaidAt: Timestamp?
    /// How many 421 there were since something went out.
    private var ends = 0

    private let stream: MailStream

    package init(_ stream: MailStream = .all) { self.stream = stream }

    /// A pause to set, and whether to tell the operator.
    package struct Decision: Hashable, Sendable {
        package let pause: Pause
        package let alarms: Bool
    }

    /// Whether the latest trouble of the relay is over: true once, at the first message that went out after an alarm.
    package private(set) var hasRecovered = false

    /// A message to `domain` (A-label) was settled. Nil when nothing is to be paused, or it is already.
    package mutating func note(_ verdict: Verdict, domain: String, at now: Timestamp) -> Decision? {
        hasRecovered = false
        switch verdict {
        case .sent: sent(domain, now)
        case .bounced, .failed, .refused: count(blocked: false, now)
        case .throttled: return slowDown(now)
        case .blocked(.relay): return strikeRelay(.configuration, .refusesSender, now)
        case .blocked(.domain): return blocked(domain, now)
        case .retry, .inDoubt, .withheld, .cancelled: break
        }
        return nil
    }

    /// The relay ended a connection with 421 that had carried nothing before, whatever it gave as its reason: one by
    /// one it asks for less. Nil when it is not many, or paused for it already.
    package mutating func noteEnd(at now: Timestamp) -> Decision? {
        ends += 1
        return ends >= Self.endsForPause ? slowDown(now) : nil
    }

    /// The relay cannot be used. Nil when it is paused already. `isInbox`: it is the rehearsal's own.
    package mutating func note(_ fault: RelayFault, isInbox: Bool = false, at now: Timestamp) -> Decision? {
        hasRecovered = false
        // A connection that ends while its pace is what is wrong ends for that.
        if case .lost = fault, !pace.isOver(now) { return nil }
        if fault.asksForSlowerPace { return slowDown(now) }
        return strikeRelay(fault.backoff, .fault(fault.withoutText, isInbox: isInbox), now)
    }

    /// A refusal turned out to be about the sender. Nil when the relay is paused already.
    package mutating func note(_ mistake: Mistake, at now: Timestamp) -> Decision? {
        hasRecovered = false
        return strikeRelay(.configuration, mistake.reason, now)
    }

    /// The operator resumed the relay: the next trouble starts from the shortest pause and alarms.
    package mutating func resumed() {
        relay = Strike()
        isAlarmed = false
        minutes = []
        pace = Strike()
        paceSaidAt = nil
        ends = 0
    }

    /// The pauses grow from one request to the next, messages that go out between them or not: what was too fast is
    /// too fast again.
    private mutating func slowDown(_ now: Timestamp) -> Decision? {
        if now.since(pace.until) > Self.hour / 4 { pace = Strike() }
        guard pace.strike(.pace, now) else { return nil }
        let alarms = paceSaidAt.map { now.since($0) >= Self.hour } ?? true
        if alarms { paceSaidAt = now }
        return Decision(
            pause: Pause(scope: stream.relay, reason: .slowerPace, since: now, until: pace.until),
            alarms: alarms)
    }

    private mutating func sent(_ domain: String, _ now: Timestamp) {
        count(blocked: false, now)
        ends = 0
        if !domains.isEmpty, let strike = domains[domain], strike.isOver(now) { domains[domain] = nil }
        guard relay.failures > 0, relay.isOver(now) else { return }
        relay = Strike()
        hasRecovered = isAlarmed
        isAlarmed = false
    }

    private mutating func blocked(_ domain: String, _ now: Timestamp) -> Decision? {
        count(blocked: true, now)
        let isNew = domains[domain, default: Strike()].strike(.configuration, now)
        forget(now)
        let (settled, blocks) = minutes.reduce((0, 0)) { ($0.0 + $1.settled, $0.1 + $1.blocked) }
        if blocks >= Self.blocksForRelay, blocks * 100 > settled * Self.percentForRelay {
            if let decision = strikeRelay(.configuration, .manyBlocked(blocks, of: settled), now) { return decision }
        }
        guard isNew, let strike = domains[domain] else { return nil }
        let pause = Pause(scope: stream.domain(domain), reason: .blocksUs, since: now, until: strike.until)
        return Decision(pause: pause, alarms: false)
    }

    private mutating func strikeRelay(
        _ backoff: RelayFault.Backoff, _ reason: PauseReason, _ now: Timestamp
    ) -> Decision? {
        guard relay.strike(backoff, now) else { return nil }
        defer { isAlarmed = true }
        return Decision(
            pause: Pause(scope: stream.relay, reason: reason, since: now, until: relay.until), alarms: !isAlarmed)
    }

    private mutating func count(blocked: Bool, _ now: Timestamp) {
        let minute = now.milliseconds / 60_000
        if minutes.last?.number != minute {
            minutes.append(Minute(number: minute))
            minutes.removeAll { $0.number <= minute - 60 || $0.number > minute }
        }
        minutes[minutes.count - 1].settled += 1
        if blocked { minutes[minutes.count - 1].blocked += 1 }
    }

    /// Domains whose pause ended a day ago start afresh.
    private mutating func forget(_ now: Timestamp) {
        domains = domains.filter { now.since($0.value.until) < 24 * Self.hour }
    }

    private struct Minute: Hashable {
        let number: Int64
        var settled = 0
        var blocked = 0
    }

    private struct Strike: Hashable {
        var failures = 0
        var until = Timestamp(milliseconds: .min / 2)

        func isOver(_ now: Timestamp) -> Bool { now >= until }

        /// Counts one more failure, and lengthens the pause. False while the pause before is still on.
        mutating func strike(_ backoff: RelayFault.Backoff, _ now: Timestamp) -> Bool {
            guard isOver(now) else { return false }
            failures += 1
            until = now.adding(milliseconds: backoff.pause(after: failures))
            return true
        }
    }
}
