/// The end of a claimed delivery, to be recorded in one transaction with its consequences.
package struct Settlement: Hashable, Sendable {
    package var delivery: DeliveryID
    package var result: Result
    /// The latest answer; nil keeps the one before.
    package var reply: Reply?
    package var advance: Advance
    /// The trouble with the connection, where it goes again because of that: for people, who find it nowhere else.
    package var trouble: DeliveryReason?
    /// A 5xx to the recipient or the message, or a block: kept, because what it means may show only when it meets
    /// others too, or comes again.
    package var refusal: Refusal?

    package struct Refusal: Hashable, Sendable {
        /// The words that are the same whoever meets the refusal (`ServerText.sameness`).
        package var words: String
        package var weight: Weight

        package init(words: String, weight: Weight) {
            self.words = words
            self.weight = weight
        }

        /// The thing that a refusal proves.
        package enum Weight: String, Sendable, Codable, CaseIterable {
            /// The address does not work.
            case plain
            /// It proves nothing about a recipient who was refused: a second one on another day counts like a bounce.
            case unclear
            /// It proves nothing about a person: the server blames us.
            case block
            /// It proves nothing about a person: the server blames us for now, in a 4xx.
            case delay
            /// It proves nothing about a person: it is about the message, or says later.
            case none
        }
    }

    package enum Result: Hashable, Sendable {
        /// It was sent. `countsTowardsCap`: it was marketing.
        case sent(countsTowardsCap: Bool)
        /// It goes back into the queue.
        case retry(at: Timestamp, countsAttempt: Bool, inDoubt: Bool)
        /// It is in doubt, and a human decides.
        case held
        /// The address does not work: suppressed everywhere, and all its enrollments end.
        case bounced
        /// It failed. `recompose`: the composition is forgotten, so that `retry` reads the contact again.
        case failed(reason: DeliveryReason, recompose: Bool)
        case withheld(reason: DeliveryReason)
        /// Its enrollment ended while it was claimed: nothing was sent, and nobody said no.
        case cancelled(reason: DeliveryReason)
    }
}
