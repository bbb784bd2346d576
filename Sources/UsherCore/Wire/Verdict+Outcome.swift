extension Verdict {
    /// What `outcome` means for its delivery.
    ///
    /// | Outcome | Verdict |
    /// | --- | --- |
    /// | accepted | sent |
    /// | withdrawn | withheld |
    /// | enrollment ended | cancelled |
    /// | not started | retry, no attempt counted |
    /// | unsendable | failed |
    /// | lost after the final dot was written | in doubt |
    /// | lost at the first command of a used connection | retry, no attempt counted; throttled if that was asked for |
    /// | lost elsewhere, after the server said why | as a refusal with that reply |
    /// | lost elsewhere | retry |
    /// | refused | see `init(refusal:at:recipient:)` |
    ///
    /// `recipient` is whose address the server may have repeated.
    package static func of(_ outcome: AttemptOutcome, recipient: EmailAddress? = nil) -> Verdict {
        switch outcome {
        case .accepted: .sent
        case .withdrawn: .withheld
        case .enrollmentEnded: .cancelled
        case .notStarted: .retry(countsAttempt: false)
        case .unsendable: .failed
        case .lost(.dot, _, _, _): .inDoubt
        case .lost(let phase, _, let reply?, reused: true):
            Verdict(refusal: reply, at: phase, recipient: recipient) == .throttled
                ? .throttled : .retry(countsAttempt: false)
        case .lost(_, _, nil, reused: true): .retry(countsAttempt: false)
        case .lost(let phase, _, let reply?, _): Verdict(refusal: reply, at: phase, recipient: recipient)
        case .lost(_, _, nil, _): .retry(countsAttempt: true)
        case .refused(let phase, let reply): Verdict(refusal: reply, at: phase, recipient: recipient)
        }
    }
}
