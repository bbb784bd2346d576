import UsherCore
import UsherReports

extension Operating {
    // MARK: What can be paused

    /// The relays, by the names under which they are paused and resumed.
    private var relays: [String] {
        plan.settings.hasTwoStreams
            ? [PauseScope.relayName, PauseScope.transactionalRelayName] : [PauseScope.relayName]
    }

    /// Reads what can be paused: `relay`, `transactional-relay` where there is one, or a campaign's name.
    package func pauseScope(_ text: String) throws(UnknownName) -> PauseScope {
        if text == PauseScope.relayName { return .relay }
        if text == PauseScope.transactionalRelayName, relays.contains(text) { return .transactionalRelay }
        return .campaign(try plan.catalog.campaignID(named: text, or: relays))
    }

    /// Reads what can be resumed: `relay`, `transactional-relay`, a campaign's name, or a recipient's domain, which
    /// Usher pauses by itself when it blocks our mail.
    package func resumeScope(_ text: String) throws(UnknownName) -> PauseScope {
        // A campaign's name has no dot, and every domain has one.
        if let domain = DomainName.aLabel(text) { return .domain(domain) }
        return try pauseScope(text)
    }

    // MARK: Pausing

    /// The name that somebody gave; nil for everything, which is `all` as well where no campaign is called so.
    private func nameOfOne(_ what: String?) -> String? {
        what == "all" && plan.catalog.campaigns["all"] == nil ? nil : what
    }

    /// Pauses what is named, or everything where nothing is. What is paused already stays so, and is done.
    package func pause(_ what: String?, because: String?) throws -> Said {
        let named = nameOfOne(what)
        guard named != nil || !plan.settings.hasTwoStreams else { return try pauseBoth(because) }
        let what = named ?? PauseScope.relayName
        let scope = try pauseScope(what)
        let reason = PauseReason.byHand(words: because)
        let present = try inForce().first { $0.scope == scope && $0.until == nil }
        if let present, because == nil || present.reason == reason { return .done(already(present, what)) }
        try store.pause(Pause(scope: scope, reason: reason, since: clock.now()))
        return .done("Paused \(paused(scope, what)). Go on with: " + ShellWord.command("usher resume", [what]))
    }

    /// Pauses both relays. One that somebody paused before, with words of theirs, keeps them.
    private func pauseBoth(_ because: String?) throws -> Said {
        let held = try inForce().filter {
            $0.until == nil && (because == nil || $0.reason == .byHand(words: because))
        }
        for scope in [PauseScope.relay, .transactionalRelay] where !held.contains(where: { $0.scope == scope }) {
            try store.pause(Pause(scope: scope, reason: .byHand(words: because), since: clock.now()))
        }
        return .done("Paused both relays: nothing is sent. Go on with: usher resume")
    }

    private func inForce() throws(StoreError) -> [Pause] {
        plan.settings.inForce(try store.pauses(), at: clock.now())
    }

    private func paused(_ scope: PauseScope, _ what: String) -> String {
        guard let relay = scope.relayWords else { return what }
        guard plan.settings.hasTwoStreams else { return "\(relay): nothing is sent" }
        return relay + (scope == .relay ? ": transactional mail goes on" : ": marketing goes on")
    }

    private func already(_ pause: Pause, _ what: String) -> String {
        let clock = plan.settings.clock
        let name = pause.scope.relayWords.map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? what
        return "\(name) is paused already, since "
            + "\(Wording.time(pause.since, clock: clock)): \(pause.words). Go on with: "
            + ShellWord.command("usher resume", [what])
    }

    // MARK: Resuming

    /// Ends one pause, or the relays' where nothing is named; one answer for each.
    package func resume(_ what: String?) throws -> [Said] {
        return try (nameOfOne(what).map { [$0] } ?? relays).map { what in
            let scope = try resumeScope(what)
            let name = scope.relayWords ?? what
            return try resume(scope)
                ? .done("Resumed \(name).") : .not("There is nothing to resume: \(name) is not paused.")
        }
    }
}

extension PauseScope {
    /// The words for a relay, in the middle of a sentence; nil for any other scope.
    fileprivate var relayWords: String? {
        switch self {
        case .relay: MailStream.all.relayWords
        case .transactionalRelay: MailStream.transactional.relayWords
        case .campaign, .domain, .transactionalDomain, .warmUp: nil
        }
    }
}

extension Operating {
    /// Ends a pause, a domain's also where it is of transactional mail's own relay. False when there was none.
    ///
    /// A relay that Usher paused by itself is tried again with everything that it refused: domains that paused with
    /// it are resumed too, and what was refused for good and waits for the end of such a pause is due now.
    ///
    /// What was parked goes back at the limits' pace. What a block has moved to the end of its domain's pause is due
    /// now, and the limits spread it when it is claimed. Blocks; a second call changes nothing.
    package func resume(_ scope: PauseScope) throws(StoreError) -> Bool {
        if case .domain(let domain) = scope {
            let isResumed = try end(.transactionalDomain(domain))
            return try end(scope) || isResumed
        }
        return try end(scope)
    }

    private func end(_ scope: PauseScope) throws(StoreError) -> Bool {
        let now = clock.now()
        let pause = try store.pauses().first { $0.scope == scope }
        let stream: MailStream = scope.isTransactional ? .transactional : .all
        let isResumed = try store.resume(
            scope, now: now, spacing: plan.settings.of(stream: stream).limits.spacingMilliseconds)
        guard let pause, let until = pause.until, until > now else { return isResumed }
        switch scope {
        case .domain(let domain), .transactionalDomain(let domain):
            try bringBack(now) { $0.due == until && isOf($0, stream) && $0.contact.address.domain == domain }
        case .relay, .transactionalRelay:
            for other in try store.pauses()
            where other.until != nil && other.since >= pause.since.adding(seconds: -3600) {
                switch other.scope {
                case .domain, .transactionalDomain:
                    guard other.scope.isTransactional == scope.isTransactional else { continue }
                    _ = try store.resume(other.scope, now: now, spacing: 0)
                case .relay, .transactionalRelay, .campaign, .warmUp: continue
                }
            }
            try bringBack(now) { $0.due > now && $0.lastReply?.isPermanent == true && isOf($0, stream) }
        case .campaign, .warmUp: break
        }
        return isResumed
    }

    /// Whether a delivery goes through the relay that was resumed.
    private func isOf(_ candidate: Candidate, _ stream: MailStream) -> Bool {
        guard plan.settings.hasTwoStreams else { return stream == .all }
        return (candidate.kind == .transactional) == (stream == .transactional)
    }

    private func bringBack(_ now: Timestamp, _ isWanted: (Candidate) -> Bool) throws(StoreError) {
        var cursor: DeliveryID?
        repeat {
            cursor = try store.reschedule(after: cursor, limit: 300) { isWanted($0) ? now : nil }
        } while cursor != nil
    }
}
