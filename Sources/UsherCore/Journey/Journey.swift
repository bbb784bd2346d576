/// `config/journey.yaml`, checked: which event reaches which stage.
package struct Journey: Hashable, Sendable {
    /// What one kind of event means.
    package struct Event: Hashable, Sendable {
        /// Nil for an event that moves nobody.
        package var reaches: Stage?
        /// For people; nil is the event's name.
        package var label: String?
        /// The notice that the shop gets when it happens: `low-score`.
        package var notice: String?
        package var lowScore: LowScore?
        /// Nil for an event that means nothing more.
        package var means: Meaning?
        /// The event that it counts as from the second time: `purchased_again`. Nil for one that is always itself.
        package var again: String?
        /// Other words for it, in `.expect` files: `buys`, `purchase`.
        package var said: [String] = []

        package init(
            reaches: Stage?, label: String? = nil, notice: String? = nil, lowScore: LowScore? = nil,
            means: Meaning? = nil, again: String? = nil
        ) {
            self.reaches = reaches
            self.label = label
            self.notice = notice
            self.lowScore = lowScore
            self.means = means
            self.again = again
        }
    }

    /// What an event means beside the stage that it reaches.
    package enum Meaning: String, Sendable, CaseIterable {
        /// Its product is the person's, on the ladder.
        case purchase
        /// Takes back a purchase.
        case refund
        /// Somebody's opinion: `score`, `text`, and `permission` to show it.
        case review
    }

    /// By name, such as `purchased`.
    package var events: [String: Event]
    /// Whether an event of somebody unknown makes a contact; else it is refused.
    package var addsUnknownContacts: Bool
    /// What the shop calls its stages; a stage that is not here goes by its own name.
    package var stageLabels: [Stage: String]
    /// Who gets the notices; nil is where answers go.
    package var noticesTo: EmailAddress?

    package init(
        events: [String: Event] = [:], addsUnknownContacts: Bool = true, stageLabels: [Stage: String] = [:],
        noticesTo: EmailAddress? = nil
    ) {
        self.events = events
        self.addsUnknownContacts = addsUnknownContacts
        self.stageLabels = stageLabels
        self.noticesTo = noticesTo
    }

    package func stage(reachedBy event: String) -> Stage? { events[event]?.reaches }
}
