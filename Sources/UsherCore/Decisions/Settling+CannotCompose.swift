extension Settling {
    /// A claimed delivery whose message cannot be made: a value is missing, say. It fails, the run goes on, and `retry`
    /// reads the contact again.
    package static func cannotCompose(
        _ claimed: Claimed, reason: String, plan: Plan, now: Timestamp
    ) -> Settlement {
        Settlement(
            delivery: claimed.delivery,
            result: .failed(reason: reason, recompose: !claimed.candidate.inDoubt),
            advance: Progress.after(claimed.candidate, settled: .failed, plan: plan, now: now))
    }
}
