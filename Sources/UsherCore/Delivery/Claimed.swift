/// A delivery that is ours to send, until it is settled.
package struct Claimed: Sendable {
    package var candidate: Candidate
    package var composition: Composition

    package var delivery: DeliveryID { candidate.delivery }

    package init(candidate: Candidate, composition: Composition) {
        self.candidate = candidate
        self.composition = composition
    }
}

/// The result of a claim.
package struct ClaimBatch: Sendable {
    package var claimed: [Claimed]
    /// How many due rows the transaction handled in all: claimed, moved, parked, closed. Fewer than asked for means
    /// that no more are due.
    package var handled: Int
    /// The moment at which the earliest delivery left in the queue is due; nil when the queue is empty.
    package var nextDue: Timestamp?

    package init(claimed: [Claimed], handled: Int, nextDue: Timestamp?) {
        self.claimed = claimed
        self.handled = handled
        self.nextDue = nextDue
    }
}
