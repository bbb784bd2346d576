extension Plan {
    /// The events that are never let go of, however old, because what they were may decide later: purchases and
    /// refunds, of which each may name another; what counts as something else the second time; what promoters earn by;
    /// what has another name with a low score; what is the goal of a campaign that holds people out, of whom nothing
    /// else says that they reached it; and what a mailed link is about: a sign-up, a review.
    package var keptEvents: Set<String> {
        var kept = Set(rewards.rules.map(\.event)).union(rewards.revokedBy)
        kept.insert(settings.consent.signUpEvent)
        kept.formUnion(campaigns.values.compactMap { $0.holdout > 0 ? $0.doneWhen?.event : nil })
        for (name, event) in journey.events {
            let isKept = event.means != nil || event.again != nil || event.lowScore != nil
            if isKept { kept.insert(name) }
            kept.formUnion([event.again, event.lowScore?.event].compactMap(\.self))
        }
        return kept
    }
}
