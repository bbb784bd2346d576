/// The outcome of a mail that came back.
package struct ReturnedOutcome: Hashable, Sendable {
    package enum Answer: Hashable, Sendable {
        /// It is recorded under this number.
        case recorded(ReturnedID)
        /// The same mail was recorded before.
        case again
        /// The mail cannot be recorded, for a row is bad.
        case failed(StoreError)
    }

    package var answer: Answer
    package var effect: ReturnEffect
    /// The delivery that it is about; nil for none of ours.
    package var delivery: DeliveryID?
    /// Whether the mail was tied to a message or a person.
    package var isMatched: Bool
    /// The calls of breakers because of it: to be passed on to the operator, for nobody hears them again.
    package var calls: [BreakerCall] = []

    /// Whether what is recorded names the file that the mail came in. False for a second copy.
    package var isOfFile: Bool

    package init(
        _ answer: Answer, effect: ReturnEffect = .none, delivery: DeliveryID? = nil, isMatched: Bool = false,
        isOfFile: Bool = true
    ) {
        self.answer = answer
        self.effect = effect
        self.delivery = delivery
        self.isMatched = isMatched
        self.isOfFile = isOfFile
    }
}

/// The tie of a mail that was not taken yet to a message or a person.
package enum ReturnedTie: Hashable, Sendable {
    /// The mail is recorded; `isMatched` says whether it was tied to a message or a person.
    case recorded(isMatched: Bool)
    /// A message's or a person's that is known here.
    case known
    case nobody
}
