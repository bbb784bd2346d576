/// The content of `config/journey.yaml`, checked: which event reaches which stage.
package struct Journey: Hashable, Sendable {
    /// What one kind of event means.
    package struct Event: Hashable, Sendable {
        /// The stage that the event reaches; nil for one that moves nobody.
        package var reaches: Stage?
        /// The event's name for people; nil is its own name.
        package var label: String?
        /// The notice that the shop gets when it happens: `low-score`.
        package var notice: String?
        package var lowScore: LowScore?
        /// The further meaning of the event; nil where it means nothing more.
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

    /// The meaning of an event beside the stage that it reaches.
    package enum Meaning: String, Sendable, CaseIterable {
        /// Its product is the person's, on the ladder.
        case purchase
        /// Takes back a purchase.
        case refund
        /// It is somebody's opinion: `score`, `text`, and `permission` to show it.
        case review
    }

    /// The events by name, such as `purchased`.
    package var events: [String: Event]
    /// Whether an event of somebody unknown makes a contact; else it is refused.
    package var addsUnknownContacts: Bool
    /// The shop's names for its stages; a stage that is not here goes by its own name.
    package var stageLabels: [Stage: String]
    /// The address that gets the notices; nil is where answers go.
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
