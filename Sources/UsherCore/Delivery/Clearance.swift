/// The answer to "may this go now?"
package enum Clearance: Hashable, Sendable {
    /// It may go and becomes a claim. The composition is the candidate's own when it has one; `kind` is what it goes as
    /// where the files changed that since it was queued, and is recorded with the composition.
    case send(Composition, kind: MessageKind? = nil)
    /// It may not go now, and is moved once, to its own slot.
    case move(Timestamp)
    /// It waits, because its campaign or its relay is paused.
    case park(PauseScope)
    /// It has become another kind since it was queued, which another relay sends: it is queued as that, where it was.
    case change(MessageKind)
    /// It never goes; the enrollment goes on as `advance` says.
    case close(DeliveryState, reason: DeliveryReason, Advance)
    /// It is in doubt, with `on_doubt: hold`: a human decides.
    case hold
}

/// The way in which an enrollment goes on after one of its steps was settled.
package enum Advance: Hashable, Sendable {
    /// Nothing changes: the step is not settled, or the delivery is a notice.
    case stay
    case next(PlannedStep)
    case end(Enrollment.EndReason)
}

/// The thing that is paused.
package enum PauseScope: Hashable, Sendable {
    /// The relay; where transactional mail has one of its own, the one that is not.
    case relay
    /// Transactional mail's own relay.
    case transactionalRelay
    case campaign(CampaignID)
    /// A recipient domain, as A-label.
    case domain(String)
    /// A recipient domain, for what goes through transactional mail's own relay, where there is one.
    case transactionalDomain(String)
    /// The first attempts of marketing, for the rest of a day of the relay's warm-up (`WarmUp`).
    case warmUp
}

/// A pause in force.
package struct Pause: Hashable, Sendable {
    package var scope: PauseScope
    package var reason: PauseReason
    package var since: Timestamp
    /// The moment at which the pause ends by itself; nil for one that lasts until somebody resumes it.
    package var until: Timestamp?

    package init(scope: PauseScope, reason: PauseReason, since: Timestamp, until: Timestamp? = nil) {
        self.scope = scope
        self.reason = reason
        self.since = since
        self.until = until
    }
}

extension Pause {
    /// Whether the pause holds at `now`.
    package func isInForce(at now: Timestamp) -> Bool { until.map { $0 > now } ?? true }

    /// The pause, as long as it was meant to be, from `now` on, when it ends by itself and the calendar was set back
    /// behind its beginning; nil else. Clocks that differ by less than a minute were not set.
    package func afterCalendarWasSetBack(to now: Timestamp) -> Pause? {
        guard let until, since.since(now) > 60_000 else { return nil }
        return Pause(scope: scope, reason: reason, since: now, until: now.adding(milliseconds: until.since(since)))
    }
}
