/// The cause that refusals were found to have, if it is not the people who met them.
package struct Mistake: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// One refusal in the same words for many: about the sender, or about one step's message.
        case refusal
        /// Many refusals in whatever words, of the last so many attempts.
        case refusals(of: Int)
        /// Many plain hard bounces: the list is bad.
        case bounces(of: Int)
    }

    package var kind: Kind
    /// The thing that pauses: a relay or a campaign.
    package var scope: PauseScope
    /// The kind of message that the refusing relay sends; nil where that is everything.
    package var messages: MessageKind?
    package var step: StepID?
    /// How many people the refusals met, and in how many domains.
    package var people: Int
    package var domains: Int
    /// The number of one of the deliveries, to look at.
    package var example: DeliveryID

    package init(
        kind: Kind, scope: PauseScope, of messages: MessageKind? = nil, step: StepID? = nil, people: Int, domains: Int,
        example: DeliveryID
    ) {
        self.kind = kind
        self.scope = scope
        self.messages = messages
        self.step = step
        self.people = people
        self.domains = domains
        self.example = example
    }

    /// The reason of the pause, without the server's text.
    package var reason: PauseReason {
        switch (kind, scope) {
        case (.bounces(let attempts), _): .badList(people: people, of: attempts)
        case (.refusals(let attempts), _):
            .refusesMany(people: people, of: attempts, domains: domains, example: example)
        case (.refusal, .relay), (.refusal, .transactionalRelay):
            .refusesAlike(people: people, domains: domains, example: example)
        case (.refusal, _): .messageRefused(people: people, domains: domains, example: example, of: messages)
        }
    }
}

/// The deliveries that are to be undone.
package struct UndoFilter: Hashable, Sendable {
    package enum What: Hashable, Sendable {
        /// Failed and bounced deliveries that were settled since then.
        case failures(since: Timestamp, campaign: CampaignID?)
        /// Suppressions after a bounce in force since then, with the deliveries that bounced.
        case bounces(since: Timestamp)
        /// The deliveries and people that refusals met which turned out to be mistakes, as far as that is not undone.
        case mistakes
    }

    package var what: What
    /// Says what would be done, and does nothing.
    package var isRehearsal: Bool

    package init(_ what: What, isRehearsal: Bool = false) {
        self.what = what
        self.isRehearsal = isRehearsal
    }
}

/// The numbers of what was undone, or would be.
package struct Undone: Hashable, Sendable {
    /// Deliveries that are queued again.
    package var queued = 0
    package var liftedSuppressions = 0
    /// Enrollments that had ended and go on.
    package var enrollments = 0
    /// Deliveries that stay as they are: the person said no meanwhile, is erased, or the enrollment was cut short
    /// otherwise.
    package var left = 0

    package init() {}

    package static func += (sum: inout Undone, more: Undone) {
        sum.queued += more.queued
        sum.liftedSuppressions += more.liftedSuppressions
        sum.enrollments += more.enrollments
        sum.left += more.left
    }
}

/// The place at which a list of what is to be undone goes on.
package struct UndoCursor: Hashable, Sendable {
    package var phase: Int
    package var id: Int64

    package init(phase: Int, id: Int64) {
        self.phase = phase
        self.id = id
    }
}

/// One transaction's part of what is undone.
package struct UndoLot: Hashable, Sendable {
    package var undone = Undone()
    /// The place for the next lot; nil when there is no more.
    package var next: UndoCursor?

    package init() {}
}
