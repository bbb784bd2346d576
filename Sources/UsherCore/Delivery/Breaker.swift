/// What a breaker looks at.
package enum Breaker: String, Sendable, CaseIterable {
    case complaints, bounces
}

/// The subjects that breakers count apart, and pause alone.
package enum BreakerSubject: Hashable, Sendable {
    /// The marketing of a campaign.
    case campaign(CampaignID)
    /// The mail that goes through transactional mail's own relay, notices as well.
    case transactional

    /// The subject of a message; nil where no breaker has an eye on it: a notice that is marketing. What is said of
    /// transactional mail counts where it has a relay of its own.
    package init?(_ kind: MessageKind, of campaign: CampaignID?) {
        switch (kind, campaign) {
        case (.transactional, _): self = .transactional
        case (.marketing, let campaign?): self = .campaign(campaign)
        case (.marketing, nil): return nil
        }
    }

    /// The subject whose breaker pauses this; nil for what none does.
    package init?(_ scope: PauseScope) {
        switch scope {
        case .campaign(let campaign): self = .campaign(campaign)
        case .transactionalRelay: self = .transactional
        case .relay, .domain, .transactionalDomain, .warmUp: return nil
        }
    }

    package var scope: PauseScope {
        switch self {
        case .campaign(let campaign): .campaign(campaign)
        case .transactional: .transactionalRelay
        }
    }
}

/// The counts of what became of a subject's messages of one day, or of a campaign's first ones.
package struct BreakerCount: Hashable, Sendable {
    /// The day on which the messages went; nil for a campaign's first ones.
    package var day: CalendarDate?
    /// How many the relay accepted, whatever came back since.
    package var accepted: Int
    /// How many met an address that does not work: refused by the relay in the dialogue, and `returned` by a report
    /// after it had accepted.
    package var refused: Int
    package var returned: Int
    package var complained: Int

    package init(day: CalendarDate?, accepted: Int, refused: Int = 0, returned: Int = 0, complained: Int = 0) {
        self.day = day
        self.accepted = accepted
        self.refused = refused
        self.returned = returned
        self.complained = complained
    }

    package var sent: Int { accepted + refused }
    package var bounced: Int { refused + returned }
}

/// Complaints about one day's messages that do not pause anything yet.
package struct ComplaintWarning: Hashable, Sendable {
    package var subject: BreakerSubject
    package var complained: Int
    package var accepted: Int
    package var day: CalendarDate

    package init(_ subject: BreakerSubject, complained: Int, accepted: Int, day: CalendarDate) {
        self.subject = subject
        self.complained = complained
        self.accepted = accepted
        self.day = day
    }
}

/// The word of a breaker, said once.
package enum BreakerCall: Hashable, Sendable {
    case warned(ComplaintWarning)
    /// The subject has to pause; it is paused when this is said.
    case paused(Pause)
}
