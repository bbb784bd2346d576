/// What a breaker looks at.
package enum Breaker: String, Sendable, CaseIterable {
    case complaints, bounces
}

/// What became of a campaign's marketing messages of one day, or of its first ones.
package struct BreakerCount: Hashable, Sendable {
    /// Nil for the first ones.
    package var day: CalendarDate?
    /// By the relay, whatever came back since.
    package var accepted: Int
    /// Because the address does not work: by the relay in the dialogue, and by a report after it had accepted.
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

/// Complaints about one day's messages of a campaign that do not pause it yet.
package struct ComplaintWarning: Hashable, Sendable {
    package var campaign: CampaignID
    package var complained: Int
    package var accepted: Int
    package var day: CalendarDate

    package init(campaign: CampaignID, complained: Int, accepted: Int, day: CalendarDate) {
        self.campaign = campaign
        self.complained = complained
        self.accepted = accepted
        self.day = day
    }
}

/// What a breaker says, once.
package enum BreakerCall: Hashable, Sendable {
    case warned(ComplaintWarning)
    /// The campaign is paused when this is said.
    case paused(Pause)
}
