/// When an event's score is so low that it counts as another event: a review with `score` 6 or less as
/// `low_score_given`.
package struct LowScore: Hashable, Sendable {
    /// In the event's data.
    package static let field = "score"

    package var atMost: Int
    /// The event that it counts as.
    package var event: String

    package init(atMost: Int, event: String) {
        self.atMost = atMost
        self.event = event
    }
}

extension Journey {
    /// What an event counts as: itself, or with a low score what the journey says. A score that is no number is not
    /// low.
    func counted(_ event: UsherCore.Event) -> UsherCore.Event {
        guard let low = events[event.name]?.lowScore, let text = event.data[LowScore.field],
            let score = Double(text), score <= Double(low.atMost)
        else { return event }
        var other = event
        other.name = low.event
        return other
    }
}
