extension ClearancePolicy {
    /// Parked or moved by the first pause in force that concerns the delivery: the relay's, then the campaign's, then
    /// the domain's. A breaker's holds the campaign's marketing, and its order mail only where there is no other, and
    /// one relay for both; of two relays, what one of them refuses holds what goes through that.
    static func pause(
        of candidate: Candidate, kind: MessageKind, _ stream: MailStream, _ pauses: [Pause], _ plan: Plan,
        _ now: Timestamp
    ) -> Clearance? {
        guard !pauses.isEmpty else { return nil }
        let campaign = candidate.subject.enrollment?.campaign
        var found: Clearance?
        for pause in pauses where pause.until.map({ $0 > now }) ?? true {
            switch pause.scope {
            case .relay, .transactionalRelay:
                if pause.scope == stream.relay { return .park(pause.scope) }
            case .warmUp: continue
            case .campaign(let id):
                guard id == campaign, pause.reason.holds(stream) else { continue }
                if kind == .transactional, pause.reason.breaker != nil,
                    plan.campaigns[id]?.hasMarketing == true
                {
                    continue
                }
                found = .park(pause.scope)
            case .domain(let domain), .transactionalDomain(let domain):
                guard found == nil, pause.scope == stream.domain(domain), domain == candidate.contact.address.domain
                else { continue }
                found = pause.until.map(Clearance.move) ?? .park(pause.scope)
            }
        }
        return found
    }

    /// Failed when a delivery that was tried is past its deadline.
    static func pastDeadline(_ candidate: Candidate, _ plan: Plan, _ now: Timestamp) -> Clearance? {
        guard let first = candidate.firstAttemptAt, now.since(first) > plan.settings.deadlineMilliseconds else {
            return nil
        }
        return .close(
            .failed, reason: giveUpReason(candidate, reply: nil, plan: plan),
            Progress.after(candidate, settled: .failed, plan: plan, now: now))
    }

    /// The reason for giving a delivery up: the time it was tried for, and the latest answer's code.
    static func giveUpReason(_ candidate: Candidate, reply: Reply?, plan: Plan) -> DeliveryReason {
        .givenUp(
            afterMilliseconds: plan.settings.deadlineMilliseconds, answer: (reply ?? candidate.lastReply)?.codes,
            inDoubt: candidate.inDoubt)
    }

    /// The moment at which cap and window let a retry of marketing go; nil for now. Not past the deadline for the
    /// window's sake.
    static func retrySlot(_ candidate: Candidate, _ place: Plan.Position?, _ plan: Plan, _ now: Timestamp) -> Timestamp?
    {
        guard candidate.kind == .marketing else { return nil }
        if let place, Schedule.isImmediate(place.step, isFirst: place.index == 0) { return nil }
        let settings = plan.settings
        let uncapped = max(now, Schedule.capEnd(candidate.standing.lastMarketingAt, settings: settings) ?? now)
        var slot = uncapped
        if let window = settings.window, place?.step.anyTime != true {
            let opening = window.next(from: uncapped, clock: settings.clock(of: candidate.contact.zone))
            let deadline = (candidate.firstAttemptAt ?? now).adding(milliseconds: settings.deadlineMilliseconds)
            if opening <= deadline { slot = opening }
        }
        return slot > now ? slot : nil
    }
}
