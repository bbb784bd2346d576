/// The state of a delivery. `docs/states.md` draws it.
package enum DeliveryState: String, Sendable, Codable, CaseIterable {
    /// It is in the queue, due at some time; also while it waits for a retry.
    case queued
    /// Taken by a worker; on its way.
    case claimed
    /// Due, but its campaign or relay is paused.
    case parked
    /// It is in doubt, with `on_doubt: hold`: a human decides.
    case held
    /// The relay accepted it.
    case sent
    /// The address does not work.
    case bounced
    /// Could not be sent: refused content, a missing value, past its deadline; or it came back, and that proves nothing
    /// about the address.
    case failed
    /// It was sent, and somebody there called it spam.
    case complained
    /// Its condition was not met, or its step went away.
    case skipped
    /// The person had said no.
    case withheld
    case cancelled

    /// Whether nothing more happens by itself.
    package var isSettled: Bool {
        switch self {
        case .queued, .claimed, .parked, .held: false
        case .sent, .bounced, .failed, .complained, .skipped, .withheld, .cancelled: true
        }
    }
}
