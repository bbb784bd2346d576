import UsherCore

/// What the worker tells whoever listens: the log, the demo, a scenario.
package enum WorkerNews: Sendable {
    /// One attempt is over and recorded.
    case settled(SettledMessage)
    /// Something is paused; once per trouble, with what happened and what the operator does now.
    case paused(Pause)
    /// A campaign gets complaints, or transactional mail that has a relay of its own; once for a day's messages.
    case warned(ComplaintWarning)
    case relayBack
    /// What a mistake had done to people is taken back.
    case undone(Undone)
    /// Nothing goes: no attempt to reach the relay gets an answer.
    case relaySilent
    /// Some connections serve, and the relay refuses more.
    case relayLimited(to: Int, RelayFault)
    /// The relay cannot do what it offers: one command at a time from now on.
    case relayLockStep
    /// The store cannot record: sending stands still until it can.
    case recordingStopped(StoreError)
    case recordingBack
    /// The run ends, and the store has not taken these answers: the next daemon finds them in doubt.
    case leftUnrecorded([DeliveryID])
    /// A claim handled so many due rows; how long its transaction took, waiting for the database included.
    case claimed(count: Int, in: Duration)
    /// So many outcomes are on disk; how long that took, likewise.
    case recorded(count: Int, in: Duration)
    /// Nothing is due, claimed or in flight now.
    case quiet(nextDue: Timestamp?)
}

extension WorkerNews {
    /// What a breaker said, for whoever listens.
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
    /// What the recipient reads; empty when it could not be composed.
    package let subject: String
    package let name: MessageName
    package let at: Timestamp
    /// What it went through.
    package let stream: MailStream
}
