/// Decides when a queued step is due after the files or the person changed; what `Store.reschedule` asks.
package enum Rescheduling {
    /// The new due time. Nil leaves it where it is: a notice, a delivery that was tried (edits never reach it), one
    /// that is due anyway, and a step that is newer than the plan. A step that is gone from the files is due now, so
    /// that the enrollment goes on without it.
    package static func due(_ candidate: Candidate, plan: Plan, now: Timestamp) -> Timestamp? {
        guard case .step(let id, let enrollment, let anchor) = candidate.subject, candidate.composition == nil else {
            return nil
        }
        guard let place = plan.place(id) else {
            return plan.isOlder(than: id, of: enrollment.campaign) ? nil : min(candidate.due, now)
        }
        let due = Schedule.due(
            place.step, isFirst: place.index == 0, anchor: anchor,
            clock: plan.settings.clock(of: candidate.contact.zone),
            settings: plan.settings, lastMarketingAt: candidate.standing.lastMarketingAt, now: now)
        return due == now && candidate.due <= now ? nil : due
    }
}
