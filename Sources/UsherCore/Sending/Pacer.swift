/// Spreads messages over the seconds of the calendar, so that none has more of them than the limits allow: for the
/// relay, and for each recipient domain.
///
/// A message that may not go now gets a slot of its own, in the next second that is not given away yet, so that a
/// backlog is moved once and not looked at every second. There are two rows of slots: transactional messages line up
/// among themselves, at the start of each second, and do not wait behind a backlog of marketing; a message that loses
/// its second to them goes to the end. A limit below one a second has single seconds: `0.2` is every fifth.
///
/// A value: copy it before a transaction that may be repeated, and keep the copy that belongs to the one that
/// succeeded.
///
/// This is no `RateLimiter`: it refuses nothing, and answers with a moment that it keeps free.
package struct Pacer: Sendable {
    package let limits: LimitSettings
    /// The day of the relay's warm-up, with what went on it; nil where there is none. Whoever claims sets it.
    package var warmUp: WarmUpDay?
    private var relay: Meter?
    private var domains: [String: Meter] = [:]
    private var latest: Int64 = 0

    /// The limit that domains share for which there is no room: each gets less than its own then, and none more.
    private var others: Meter?
    private var isSwept: Int64 = .min

    /// For how many domains it is remembered what is given away. Once a second those that have nothing given away make
    /// room for others.
    static let roomForDomains = 4096
    var domainCount: Int { domains.count }

    package init(limits: LimitSettings) {
        self.limits = limits
        relay = limits.perSecond.map(Meter.init(perSecond:))
    }

    /// Asks whether a message to `domain` (A-label) may go now. Nil when it may: it is counted then. Otherwise the slot
    /// to move it to, always in a later second; nothing is counted, and it asks again then.
    package mutating func slot(domain: String, kind: MessageKind, now: Timestamp) -> Timestamp? {
        let second = now.milliseconds / 1000
        // The calendar was set back: what was given away lies in a future that may never come.
        if second < latest - 5 {
            let day = warmUp
            self = Pacer(limits: limits)
            warmUp = day
        }
        latest = second
        let isAlone = domains[domain] != nil || limits.domains[domain] != nil || hasRoom(second)
        var meter = domains[domain] ?? (isAlone ? new(domain) : others ?? new(domain))
        defer { if isAlone { domains[domain] = meter } else { others = meter } }
        if meter?.hasRoom(in: second) ?? true, relay?.hasRoom(in: second) ?? true {
            meter?.count(in: second)
            relay?.count(in: second)
            return nil
        }
        let domainsNext = meter?.next(after: second, kind) ?? 0
        let relaysNext = relay?.next(after: second, kind) ?? 0
        var slot = max(domainsNext, relaysNext)
        // Limits below one a second have seconds of their own; a second that neither has costs one more move.
        for _ in 0..<8 { slot = max(meter?.nextOpen(from: slot) ?? slot, relay?.nextOpen(from: slot) ?? slot) }
        var place = meter?.give(slot, kind) ?? 0
        // A far slot of one slow domain takes nothing away from the others.
        if slot == relaysNext, let inRelay = relay?.give(slot, kind) { place = max(place, inRelay) }
        return Timestamp(milliseconds: slot * 1000 + place)
    }

    private func new(_ domain: String) -> Meter? {
        (limits.domains[domain] ?? limits.perDomainPerSecond).map(Meter.init(perSecond:))
    }

    /// Whether one domain more can be remembered; those with a limit of their own always are.
    private mutating func hasRoom(_ second: Int64) -> Bool {
        if domains.count >= Self.roomForDomains, isSwept < second {
            domains = domains.filter { $0.value.isBusy(in: second) }
            isSwept = second
        }
        return domains.count < Self.roomForDomains
    }
}
