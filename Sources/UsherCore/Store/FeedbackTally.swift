/// The numbers of what became of the reports of one post.
package struct FeedbackTally: Hashable, Sendable, Codable {
    /// How many are on disk, with what follows.
    package var recorded = 0
    /// How many were on disk before.
    package var already = 0
    /// Recorded, and about no message of ours: nothing follows.
    package var unmatched = 0
    /// Events that are no reports: deliveries, opens, clicks, and what is not known.
    package var ignored = 0

    package init() {}

    package mutating func count(_ outcome: ReturnedOutcome) {
        switch outcome.answer {
        case .again: already += 1
        case .failed: ignored += 1
        case .recorded: if outcome.isMatched { recorded += 1 } else { unmatched += 1 }
        }
    }
}
