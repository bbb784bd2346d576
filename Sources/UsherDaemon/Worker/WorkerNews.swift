import UsherCore
import UsherSMTP

/// What the worker tells whoever listens: the log, the demo, a scenario.
package enum WorkerNews: Sendable {
    /// One attempt is over and recorded. `subject` is what the recipient reads.
    case settled(Claimed, Settlement, subject: String, at: Timestamp)
    /// Something is paused; once per trouble, with what happened and what the operator does now.
    case paused(Pause)
    case relayBack
    /// Some connections serve, and the relay refuses more.
    case relayLimited(to: Int, RelayFault)
    /// The relay cannot do what it offers: one command at a time from now on.
    case relayLockStep
    /// The store cannot record: sending stands still until it can.
    case recordingStopped(StoreError)
    case recordingBack
    /// Nothing is due, claimed or in flight now.
    case quiet(nextDue: Timestamp?)
}
