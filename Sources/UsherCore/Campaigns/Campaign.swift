/// A call to action and a traffic source, with the intention to move people from one stage to the next. One file.
package struct Campaign: Hashable, Sendable {
    /// The file's name without `.yaml`: letters, digits, hyphens.
    package var name: String
    package var title: String
    package var moves: Move
    package var callToAction: CallToAction
    package var trafficSource: TrafficSource
    package var startsOn: EventTrigger?
    package var doneWhen: EventTrigger?
    package var stopsWhen: [EventTrigger]
    package var reEntry: ReEntry
    /// Higher wins where two campaigns want one person; 0 to 100.
    package var priority: Int
    /// Percent of those who would enter that get nothing, to measure what the campaign really does. 0 to 50.
    package var holdout: Int
    /// How many milliseconds after the entry the offer ends, fixed at entry as `offer_ends`; nil when there is none.
    package var offerEndsAfter: Int64?
    /// The field of the starting event's data that tells two enrollments apart: `order`. For `re_entry: each key`; nil
    /// is the event's own key.
    package var keyField: String?
    package var linkTags: LinkTags
    package var renamedFrom: String?
    /// The steps in their order; empty unless the traffic source is e-mail.
    package var steps: [Step]
    /// The lines on which its keys stand in its file: `moves`, `done_when` and so on.
    package var lines: [String: Int] = [:]

    /// Whether any of its steps needs a yes.
    package var hasMarketing: Bool { steps.contains { $0.kind == .marketing } }

    package init(
        name: String, title: String, moves: Move, callToAction: CallToAction, trafficSource: TrafficSource = .email,
        startsOn: EventTrigger? = nil, doneWhen: EventTrigger? = nil, stopsWhen: [EventTrigger] = [],
        reEntry: ReEntry = .never, priority: Int = 50, holdout: Int = 0,
        offerEndsAfter: Int64? = nil, keyField: String? = nil, linkTags: LinkTags = LinkTags(),
        renamedFrom: String? = nil, steps: [Step] = []
    ) {
        self.name = name
        self.title = title
        self.moves = moves
        self.callToAction = callToAction
        self.trafficSource = trafficSource
        self.startsOn = startsOn
        self.doneWhen = doneWhen
        self.stopsWhen = stopsWhen
        self.reEntry = reEntry
        self.priority = priority
        self.holdout = holdout
        self.offerEndsAfter = offerEndsAfter
        self.keyField = keyField
        self.linkTags = linkTags
        self.renamedFrom = renamedFrom
        self.steps = steps
    }
}

/// The place where a campaign meets people.
package enum TrafficSource: String, Sendable, Codable, CaseIterable {
    case email, ad, social, search, referral, podcast, print, tv, radio, other
    case directMail = "direct_mail"
}

/// An event that starts, completes or stops a campaign.
package struct EventTrigger: Hashable, Sendable {
    package var event: String
    /// Whether only the contact's first such event counts.
    package var first: Bool
    /// How many milliseconds after the entry it counts; for goals. Nil for any time.
    package var within: Int64?
    /// Whether a refund of a part counts as well; for stops.
    package var any: Bool

    package init(event: String, first: Bool = false, within: Int64? = nil, any: Bool = false) {
        self.event = event
        self.first = first
        self.within = within
        self.any = any
    }
}

/// Whether a contact may run through a campaign again.
package enum ReEntry: Hashable, Sendable {
    case never
    /// A person may enter once for each key: each order, say.
    case eachKey
    /// Again when this many milliseconds have passed since the last enrollment ended.
    case after(milliseconds: Int64)
}

extension Campaign {
    /// Whether its enrollments count for "one transition at a time". A campaign without a marketing step answers what
    /// the person did, moves nobody by asking, and stands beside every other.
    package var movesPeople: Bool { hasMarketing }

    /// The time from the entry to the last e-mail, in milliseconds, by its waits alone.
    package var length: Int64 {
        steps.reduce(0) { $0 + Int64($1.wait.days) * 86_400_000 + $1.wait.milliseconds }
    }

    /// How long after the entry a goal is the campaign's, by its waits alone: who entered longer ago has reached it, or
    /// counts as one who did not.
    package var goalTime: Int64 { doneWhen?.within ?? length + Self.afterEnrollment }

    /// The moment until which a goal is still the enrollment's: `within` of the entry, else 7 days after the
    /// enrollment's end; nil while there is no end in sight. For an enrollment that is held out, the end is when the
    /// last e-mail would have gone.
    package func goalEnd(of enrollment: Enrollment) -> Timestamp? {
        if let within = doneWhen?.within { return enrollment.enteredAt.adding(milliseconds: within) }
        return end(of: enrollment)?.adding(milliseconds: Self.afterEnrollment)
    }

    /// The moment at which the enrollment was over, or would have been; nil while it goes on.
    package func end(of enrollment: Enrollment) -> Timestamp? {
        switch enrollment.state {
        case .waiting, .active: nil
        case .heldOut: enrollment.enteredAt.adding(milliseconds: length)
        case .ended: enrollment.endedAt ?? enrollment.enteredAt
        }
    }

    private static let afterEnrollment: Int64 = 7 * 86_400_000
}
