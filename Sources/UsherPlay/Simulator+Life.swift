import UsherCore

extension Simulator {
    /// One person's part: who it is, and what happens to them, when.
    package struct Life: Sendable {
        package var person: ContactDraft
        package var happenings: [Happening]
        /// The suppressions that the person has before anything happens; a campaign is given by its name.
        package var suppressions: [(scope: Scope, reason: Suppression.Reason)] = []

        package enum Scope: Hashable, Sendable {
            case everything
            case marketing
            case campaign(String)
        }

        package init(person: ContactDraft, happenings: [Happening]) {
            self.person = person
            self.happenings = happenings
        }
    }

    package struct Happening: Sendable {
        package var at: Timestamp
        package var what: What

        package enum What: Sendable {
            /// The person enters a campaign, as by `usher enqueue`. `data` stands for that of the event that would have
            /// started the enrollment.
            case enters(campaign: String, data: [String: String])
            /// The person does something, as by `usher event`. An empty key gets one of its own.
            case does(Event)
        }

        package init(at: Timestamp, _ what: What) {
            self.at = at
            self.what = what
        }
    }

    /// What became of one life.
    package struct Outcome: Sendable {
        package let address: EmailAddress
        package let clock: ZoneClock
        /// The stage at which the person stands in the end.
        package var stage: Stage?
        /// The person's messages, in order of time; an entry that was refused is among them.
        package var messages: [SimulatedMessage] = []
        /// The person's events, in order of time.
        package var events: [SimulatedEvent] = []

        init(_ life: Life, settings: Settings) {
            address = life.person.address
            clock = settings.clock(of: life.person.zone)
        }
    }
}
