/// What a no does to an enrollment: order mail belongs to the order.
///
/// | The no is about | An enrollment of an order (`Enrollment.isOfOrder`) | Any other enrollment |
/// | --- | --- | --- |
/// | everything: the operator's word, a hard bounce, an erasure | ends | ends |
/// | marketing, or this campaign, for good or for a time | its marketing steps are withheld, each when it is due; it goes on as long as a transactional step is to come, and then ends | ends |
package enum OrderMail {
    /// Whether an enrollment does not end at once with a no of this scope; whether it has a transactional step left is
    /// looked at when its next step is due.
    package static func survives(_ enrollment: Enrollment, no scope: Suppression.Scope) -> Bool {
        enrollment.isOfOrder && scope != .everything
    }

    /// The way in which an enrollment goes on whose marketing step was withheld for a no to marketing.
    static func after(_ candidate: Candidate, plan: Plan, now: Timestamp) -> Advance {
        guard let enrollment = candidate.subject.enrollment else { return .stay }
        guard enrollment.isOfOrder,
            Progress.stepsAhead(candidate, plan: plan).contains(where: { $0.kind == .transactional })
        else { return .end(.suppressed) }
        return Progress.after(candidate, settled: .withheld, plan: plan, now: now)
    }
}
