/// The goal of a campaign, as far as its results are counted by it.
package struct CampaignGoal: Hashable, Sendable {
    /// How long after the entry a goal is the campaign's, in milliseconds.
    package var time: Int64
    /// The event that is the goal; nil where the files do not say.
    package var event: String?
    /// Whether each such event of a person is the goal of each of their enrollments: not so where only the first one
    /// counts, or where an event is about one key.
    package var isAnyEvent: Bool

    package init(time: Int64, event: String? = nil, isAnyEvent: Bool = false) {
        self.time = time
        self.event = event
        self.isAnyEvent = isAnyEvent
    }

    /// The goal of a campaign that the files have no longer: what was recorded as its goal, whenever that was.
    package static let unknown = CampaignGoal(time: 1 << 52)
}

extension Campaign {
    package var goal: CampaignGoal {
        CampaignGoal(
            time: goalTime, event: doneWhen?.event,
            isAnyEvent: doneWhen.map { !$0.first && reEntry != .eachKey } ?? false)
    }
}
