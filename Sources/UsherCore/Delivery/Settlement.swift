/// What became of a claimed delivery, to be recorded in one transaction with its consequences.
package struct Settlement: Hashable, Sendable {
    package var delivery: DeliveryID
    package var result: Result
    /// The latest answer; nil keeps the one before.
    package var reply: Reply?
    package var advance: Advance
    /// What became of the connection, where that is why it goes again: for people, who find it nowhere else.
    package var trouble: DeliveryReason?
    /// A 5xx to the recipient or the message, or a block: kept, because what it means may show only when it meets
    /// others too, or comes again.
    package var refusal: Refusal?

    package struct Refusal: Hashable, Sendable {
        /// What is the same in it whoever it meets (`ServerText.sameness`).
        package var words: String
        package var weight: Weight

        package init(words: String, weight: Weight) {
            self.words = words
            self.weight = weight
        }

        /// What it proves.
        package enum Weight: String, Sendable, Codable, CaseIterable {
            /// The address does not work.
            case plain
            /// Nothing, about a recipient who was refused: a second one on another day counts like a bounce.
            case unclear
            /// Nothing about a person: the server blames us.
            case block
            /// The same, in a 4xx: for now.
            case delay
            /// Nothing about a person: it is about the message, or says later.
            case none
        }
    }

    package enum Result: Hashable, Sendable {
        /// `countsTowardsCap`: it was marketing.
        case sent(countsTowardsCap: Bool)
        /// Back into the queue.
        case retry(at: Timestamp, countsAttempt: Bool, inDoubt: Bool)
        /// In doubt, for a human.
        case held
        /// The address does not work: suppressed everywhere, and all its enrollments end.
        case bounced
        /// `recompose`: the composition is forgotten, so that `retry` reads the contact again.
        case failed(reason: DeliveryReason, recompose: Bool)
        case withheld(reason: DeliveryReason)
        /// Its enrollment ended while it was claimed: nothing was sent, and nobody said no.
        case cancelled(reason: DeliveryReason)
    }
}
