extension Settling {
    /// An attempt that is over, and the settlements that it may end in.
    struct Attempt {
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

        func failed(_ reason: DeliveryReason, _ reply: Reply?) -> Settlement {
            settled(.failed, .failed(reason: reason, recompose: !candidate.inDoubt), reply)
        }

        /// The settlement of an attempt that is made again; a moment of nil gives up.
        func again(_ at: Timestamp?, _ reply: Reply?) -> Settlement {
            guard let at else {
                return failed(ClearancePolicy.giveUpReason(candidate, reply: reply, plan: plan), reply)
            }
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
}
