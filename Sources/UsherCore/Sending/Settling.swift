/// What is recorded of an attempt, from what happened on the wire and what it means.
///
/// | Verdict | Result | The enrollment |
/// | --- | --- | --- |
/// | sent | sent; marketing counts towards the cap | next step |
/// | bounced | bounced | ends: suppressed |
/// | retry | again by `RetrySchedule`; failed when that is past the deadline | stays; next step |
/// | retry that counts no attempt | again in a second | stays |
/// | blocked | again when the pause ends (15 minutes if none is given); failed when that is past the deadline | stays; next step |
/// | throttled | as blocked (5 seconds if none is given), no attempt counted | stays; next step |
/// | refused | failed, as below; the store makes a bounce of a second one on another day | next step |
/// | failed | failed; composed anew by `usher queue retry`, unless an earlier attempt is in doubt | next step |
/// | in doubt | `resend`: the same bytes again after `doubt_wait` or the retry's wait, whichever is longer; `hold`: held | stays |
/// | withheld | withheld | ends: suppressed; one of an order: `OrderMail` |
/// | cancelled | cancelled | has ended |
///
/// A notice has no enrollment: nothing follows from it.
package enum Settling {
    /// `now` is when the outcome is known; `retryAfterBlock` is when the block ledger lets the domain or the relay go
    /// on.
    package static func decide(
        outcome: AttemptOutcome, verdict: Verdict, claimed: Claimed, plan: Plan, now: Timestamp,
        retryAfterBlock: Timestamp? = nil
    ) -> Settlement {
        var settlement = result(outcome, verdict, claimed, plan, now, retryAfterBlock)
        if case .retry = settlement.result { settlement.trouble = outcome.trouble }
        settlement.refusal = Settlement.Refusal(outcome, verdict, recipient: claimed.candidate.contact.address)
        return settlement
    }

    private static func result(
        _ outcome: AttemptOutcome, _ verdict: Verdict, _ claimed: Claimed, _ plan: Plan, _ now: Timestamp,
        _ retryAfterBlock: Timestamp?
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
        case .throttled:
            let at = retryAfterBlock ?? now.adding(seconds: 5)
            guard at <= attempt.deadline else { return attempt.again(nil, reply) }
            return attempt.stay(.retry(at: at, countsAttempt: false, inDoubt: candidate.inDoubt), reply)
        case .failed, .refused: return attempt.failed(outcome.failure, reply)
        case .inDoubt: return attempt.inDoubt(reply)
        case .withheld:
            return Settlement(
                delivery: candidate.delivery, result: .withheld(reason: .withdrawn), reply: reply,
                // Only a no to everything keeps what is no marketing.
                advance: candidate.kind == .marketing
                    ? OrderMail.after(candidate, plan: plan, now: now)
                    : candidate.subject.enrollment == nil ? .stay : .end(.suppressed))
        case .cancelled: return attempt.stay(.cancelled(reason: .enrollmentEnded(nil)), reply)
        }
    }
}

extension Settling {
    /// A claimed delivery whose message cannot be made: a value is missing, say. It fails, the enrollment goes on, and
    /// `retry` reads the contact again.
    package static func cannotCompose(
        _ claimed: Claimed, words: String, plan: Plan, now: Timestamp
    ) -> Settlement {
        Settlement(
            delivery: claimed.delivery,
            result: .failed(reason: .notComposed(words: words), recompose: !claimed.candidate.inDoubt),
            advance: Progress.after(claimed.candidate, settled: .failed, plan: plan, now: now))
    }
}
