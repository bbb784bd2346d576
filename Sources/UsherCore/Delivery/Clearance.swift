/// The answer to "may this go now?"
package enum Clearance: Hashable, Sendable {
    /// It becomes a claim. The composition is the candidate's own when it has one; `kind` is what it goes as where the
    /// files changed that since it was queued, and is recorded with the composition.
    case send(Composition, kind: MessageKind? = nil)
    /// Not now: moved once, to its own slot.
    case move(Timestamp)
    /// Its campaign or its relay is paused.
    case park(PauseScope)
    /// Since it was queued it has become another kind, which another relay sends: queued as that, where it was.
    case change(MessageKind)
    /// It never goes; the enrollment goes on as `advance` says.
    case close(DeliveryState, reason: DeliveryReason, Advance)
    /// In doubt, with `on_doubt: hold`: a human decides.
    case hold
}

/// How an enrollment goes on after one of its steps was settled.
package enum Advance: Hashable, Sendable {
    /// Nothing changes: the step is not settled, or the delivery is a notice.
    case stay
    case next(PlannedStep)
    case end(Enrollment.EndReason)
}

/// What is paused.
package enum PauseScope: Hashable, Sendable {
    /// The relay; where transactional mail has one of its own, the one that is not.
    case relay
    /// Transactional mail's own relay.
    case transactionalRelay
    case campaign(CampaignID)
    /// A recipient domain, as A-label.
    case domain(String)
    /// The same, where transactional mail has a relay of its own, for what goes through that.
    case transactionalDomain(String)
    /// First attempts of marketing, for the rest of a day of the relay's warm-up (`WarmUp`).
    case warmUp
}

/// A pause in force.
package struct Pause: Hashable, Sendable {
    package var scope: PauseScope
    package var reason: PauseReason
    package var since: Timestamp
    /// It ends by itself then; nil until somebody resumes it.
    package var until: Timestamp?

    package init(scope: PauseScope, reason: PauseReason, since: Timestamp, until: Timestamp? = nil) {
        self.scope = scope
        self.reason = reason
        self.since = since
        self.until = until
    }
}

extension Pause {
    /// Whether it holds at `now`.
    package func isInForce(at now: Timestamp) -> Bool { until.map { $0 > now } ?? true }

    /// The same pause, as long as it was meant to be, from `now` on, when it ends by itself and the calendar was set
    /// back behind its beginning; nil else. Clocks that differ by less than a minute were not set.
    package func afterCalendarWasSetBack(to now: Timestamp) -> Pause? {
        guard let until, since.since(now) > 60_000 else { return nil }
        return Pause(scope: scope, reason: reason, since: now, until: now.adding(milliseconds: until.since(since)))
    }
}
