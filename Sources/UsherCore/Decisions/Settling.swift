/// What is recorded of an attempt, from what happened on the wire and what it means.
///
/// | Verdict | Result | The run |
/// | --- | --- | --- |
/// | sent | sent; marketing counts towards the cap | next step |
/// | bounced | bounced | ends: suppressed |
/// | retry | again by `RetrySchedule`; failed when that is past the deadline | stays; next step |
/// | retry that counts no attempt | again in a second | stays |
/// | blocked | again when the pause ends (15 minutes if none is given); failed when that is past the deadline | stays; next step |
/// | failed | failed; composed anew by `usher retry`, unless an earlier attempt is in doubt | next step |
/// | in doubt | `resend`: the same bytes again after `doubt_wait` or the retry's wait, whichever is longer; `hold`: held | stays |
/// | withheld | withheld | ends: suppressed |
///
/// A notice has no run: nothing follows from it.
package enum Settling {
    /// `now` is when the outcome is known; `retryAfterBlock` is when the block ledger lets the domain or the relay go
    /// on.
    package static func decide(
        outcome: AttemptOutcome, verdict: Verdict, claimed: Claimed, plan: Plan, now: Timestamp,
        retryAfterBlock: Timestamp? = nil
    ) -> Settlement {
        let candidate = claimed.candidate
        let attempt = Attempt(candidate: candidate, composition: claimed.composition, plan: plan, now: now)
        let reply = outcome.reply
        switch verdict {
        case .sent: return attempt.settled(.sent, .sent(countsTowardsCap: candidate.kind == .marketing), reply)
        case .bounced: return attempt.settled(.bounced, .bounced, reply)
        case .retry(countsAttempt: false):
            return attempt.stay(
                .retry(at: now.adding(seconds: 1), countsAttempt: false, inDoubt: candidate.inDoubt), reply)
        case .retry(countsAttempt: true): return attempt.again(attempt.nextTry, reply)
        case .blocked:
            let at = retryAfterBlock ?? now.adding(milliseconds: 15 * 60_000)
            return attempt.again(at <= attempt.deadline ? at : nil, reply)
        case .failed: return attempt.failed(outcome.failure, reply)
        case .inDoubt: return attempt.inDoubt(reply)
        case .withheld:
            let reason = "the person said no before the message started"
            return Settlement(
                delivery: candidate.delivery, result: .withheld(reason: reason), reply: reply,
                advance: candidate.subject.enrollment == nil ? .stay : .end(.suppressed))
        }
    }
}

/// One attempt that is over, and the settlements that it may end in.
private struct Attempt {
    let candidate: Candidate
    let composition: Composition
    let plan: Plan
    let now: Timestamp

    var firstAt: Timestamp { candidate.firstAttemptAt ?? now }
    var deadline: Timestamp { firstAt.adding(milliseconds: plan.settings.deadlineMilliseconds) }

    var nextTry: Timestamp? {
        RetrySchedule.next(
            attempt: candidate.attempts + 1, delivery: candidate.delivery, firstAttemptAt: firstAt, now: now,
            deadlineMilliseconds: plan.settings.deadlineMilliseconds)
    }

    func stay(_ result: Settlement.Result, _ reply: Reply?) -> Settlement {
        Settlement(delivery: candidate.delivery, result: result, reply: reply, advance: .stay)
    }

    func settled(_ state: DeliveryState, _ result: Settlement.Result, _ reply: Reply?) -> Settlement {
        Settlement(
            delivery: candidate.delivery, result: result, reply: reply,
            advance: Progress.after(candidate, settled: state, plan: plan, now: now))
    }

    func failed(_ reason: String, _ reply: Reply?) -> Settlement {
        settled(.failed, .failed(reason: reason, recompose: !candidate.inDoubt), reply)
    }

    /// Nil gives up.
    func again(_ at: Timestamp?, _ reply: Reply?) -> Settlement {
        guard let at else { return failed(ClearancePolicy.giveUpReason(candidate, reply: reply, plan: plan), reply) }
        return stay(.retry(at: at, countsAttempt: true, inDoubt: candidate.inDoubt), reply)
    }

    func inDoubt(_ reply: Reply?) -> Settlement {
        guard plan.settings.onDoubt == .resend else { return stay(.held, reply) }
        let wait = max(
            plan.settings.doubtWaitMilliseconds,
            RetrySchedule.wait(attempt: candidate.attempts + 1, delivery: candidate.delivery))
        let at = now.adding(milliseconds: wait)
        guard at <= deadline else {
            var doubtful = candidate
            doubtful.inDoubt = true
            return Attempt(candidate: doubtful, composition: composition, plan: plan, now: now).again(nil, reply)
        }
        return stay(.retry(at: at, countsAttempt: true, inDoubt: true), reply)
    }
}

extension AttemptOutcome {
    /// What the server said, if anything.
    package var reply: Reply? {
        switch self {
        case .accepted(let reply), .refused(_, let reply): reply
        case .lost(_, _, let reply, _): reply
        case .notStarted, .unsendable, .withdrawn: nil
        }
    }

    /// Why a message could not go, in plain words and without the server's text.
    fileprivate var failure: String {
        switch self {
        case .refused(let phase, let reply): "refused at \(phase.rawValue) with \(reply.codes)"
        case .unsendable(.needsSMTPUTF8): "the address needs SMTPUTF8, which the relay does not offer"
        case .unsendable(.largerThan(let limit)): "larger than the \(limit) octets that the relay takes"
        case .lost(let phase, let reason, _, _): "connection lost at \(phase.rawValue): \(reason.rawValue)"
        case .accepted, .notStarted, .withdrawn: "could not be sent"
        }
    }
}
