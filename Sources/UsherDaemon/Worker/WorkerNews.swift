import UsherCore

/// The news that the worker tells whoever listens: the log, the demo, a scenario.
package enum WorkerNews: Sendable {
    /// One attempt is over and recorded.
    case settled(SettledMessage)
    /// Something is paused. Told once per trouble, with what happened and what the operator does now.
    case paused(Pause)
    /// A campaign gets complaints, or transactional mail that has a relay of its own. Told once for a day's messages.
    case warned(ComplaintWarning)
    case relayBack
    /// What was done to people by mistake is taken back.
    case undone(Undone)
    /// No attempt to reach the relay gets an answer, so nothing goes.
    case relaySilent
    /// Some connections serve, and the relay refuses more than that many.
    case relayLimited(to: Int, RelayFault)
    /// The relay cannot pipeline as it offers: one command at a time from now on.
    case relayLockStep
    /// The store cannot record: sending stands still until it can.
    case recordingStopped(StoreError)
    case recordingBack
    /// The run ends, and the store has not taken the answers about these: the next daemon finds them in doubt.
    case leftUnrecorded([DeliveryID])
    /// A claim handled so many due rows, and its transaction took so long, waiting for the database included.
    case claimed(count: Int, in: Duration)
    /// So many outcomes are on disk, and that took so long, waiting for the database included.
    case recorded(count: Int, in: Duration)
    /// Nothing is due, claimed or in flight now.
    case quiet(nextDue: Timestamp?)
}

extension WorkerNews {
    /// Puts a breaker's call into news.
    init(_ call: BreakerCall) {
        switch call {
        case .warned(let warning): self = .warned(warning)
        case .paused(let pause): self = .paused(pause)
        }
    }
}

/// One attempt that is over and recorded.
package struct SettledMessage: Sendable {
    package let claimed: Claimed
    package let settlement: Settlement
    /// The subject that the recipient reads; empty when it could not be composed.
    package let subject: String
    package let name: MessageName
    package let at: Timestamp
    /// The stream that it went through.
    package let stream: MailStream
}
