/// The results of the messages of one campaign that were sent in a period, and of the people who entered in it.
package struct CampaignResults: Hashable, Sendable {
    /// The results of one step.
    package struct StepResults: Hashable, Sendable {
        /// How many messages wait now, whatever the period: queued, parked, on their way, or held in doubt.
        package var waiting = 0
        /// How many messages the relay accepted in the period. All that follows but `refused` is of these, whenever it
        /// happened.
        package var sent = 0
        /// How many messages were refused at once in the period, because the address does not work: not among `sent`.
        package var refused = 0
        /// How many messages had a link that a person followed and that is counted.
        package var clicked = 0
        /// How many messages had a reader who said no by them: to all marketing, or to the campaign.
        package var unsubscribed = 0
        /// How many messages came back, because the address does not work.
        package var bounced = 0
        package var complained = 0
        /// How many messages were of an enrollment whose time for its goal is over.
        package var over = 0
        /// How many of `over` the goal was reached after.
        package var reached = 0
        /// How many of `reached` came before any later e-mail of the enrollment was sent.
        package var last = 0

        package init() {}
    }

    /// People who entered in the period, and whose time for the goal is over. Whom the campaign chose at the entry is
    /// what tells the two groups apart, and nothing that happened since: who waited for their turn, or left before it
    /// came, stays in theirs, and a goal counts until the same time after the entry in both.
    package struct Group: Hashable, Sendable {
        package var people = 0
        package var reached = 0

        package init(people: Int = 0, reached: Int = 0) {
            self.people = people
            self.reached = reached
        }
    }

    /// The results of every step that the campaign ever had.
    package var steps: [StepID: StepResults] = [:]
    /// The people who were to get its e-mails.
    package var entered = Group()
    /// The people who got nothing, to compare.
    package var heldOut = Group()

    package init() {}
}
