/// What a no does to a run: order mail belongs to the order.
///
/// | The no is about | A run of an order (`Enrollment.isOfOrder`) | Any other run |
/// | --- | --- | --- |
/// | everything: the operator's word, a hard bounce, an erasure | ends | ends |
/// | marketing, or this campaign, for good or for a time | its marketing steps are withheld, each when it is due; it goes on as long as a transactional step is to come, and then ends | ends |
package enum OrderMail {
    /// Whether a run does not end at once with a no of this scope; whether it has a transactional step left is looked
    /// at when its next
    /// step is due.
    package static func survives(_ run: Enrollment, no scope: Suppression.Scope) -> Bool {
        run.isOfOrder && scope != .everything
    }

    /// What follows for the run of a marketing step that was withheld for a no to marketing.
    static func after(_ candidate: Candidate, plan: Plan, now: Timestamp) -> Advance {
        guard let run = candidate.subject.enrollment else { return .stay }
        guard run.isOfOrder, Progress.stepsAhead(candidate, plan: plan).contains(where: { $0.kind == .transactional })
        else { return .end(.suppressed) }
        return Progress.after(candidate, settled: .withheld, plan: plan, now: now)
    }
}
