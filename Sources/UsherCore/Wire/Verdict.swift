/// The meaning of an SMTP outcome for a delivery.
package enum Verdict: Hashable, Sendable {
    /// The relay took the message.
    case sent
    /// The address does not work, by plain evidence: suppressed, its enrollments end.
    case bounced
    /// Later, by the schedule, until the deadline. `countsAttempt` is false when nothing was learned about the message.
    case retry(countsAttempt: Bool)
    /// Policy, reputation, quotas of the sender or authentication: the sender's fault, never the recipient's. The
    /// delivery is retried after the pause.
    case blocked(BlockScope)
    /// Before any recipient was named the relay asked for a slower pace: it pauses for a moment, and no attempt is
    /// counted.
    case throttled
    /// The recipient was refused in words that prove nothing about a person: the delivery fails and the enrollment goes
    /// on. A second one on another day, with no delivery between, counts like a bounce.
    case refused
    /// This message cannot go: too big, refused text. The delivery fails and the step alarms.
    case failed
    /// The relay may have the message.
    case inDoubt
    /// The person said no in the meantime.
    case withheld
    /// The message's enrollment ended in the meantime.
    case cancelled

    /// Whether the relay took this very message, or said something about it: so it is there, and can be used.
    package var isAnswer: Bool {
        switch self {
        case .sent, .bounced, .refused, .failed, .blocked(.domain), .retry(countsAttempt: true): true
        case .blocked(.relay), .throttled, .retry(countsAttempt: false), .inDoubt, .withheld, .cancelled: false
        }
    }

    package enum BlockScope: String, Sendable, Codable {
        case domain, relay
    }
}
