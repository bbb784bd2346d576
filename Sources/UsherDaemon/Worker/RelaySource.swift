import UsherCore
import UsherSMTP

/// The things that the worker makes its relays from. A relay lasts until the settings or the password differ: after a
/// reload, and at the end of a pause, the next connections are a new one's, and the old one finishes what it has begun.
package struct RelaySource: Sendable {
    /// Gives what a relay is made with by these settings, with the password as it is now; nil when it cannot be found:
    /// then the relay at hand stays.
    let settings: @Sendable (Settings) async -> RelaySettings?
    /// The gate that says whether a message may still start.
    let gate: LastLook

    /// A function that makes a relay by these settings, with the gate, and whom it tells.
    package typealias Make =
        @Sendable (RelaySettings, @escaping LastLook, @escaping @Sendable (RelayEvent) -> Void) -> Relay
    let make: Make

    package init(
        settings: @escaping @Sendable (Settings) async -> RelaySettings?,
        gate: @escaping LastLook,
        make: @escaping Make = { Relay(settings: $0, gate: $1, report: $2) }
    ) {
        self.settings = settings
        self.gate = gate
        self.make = make
    }
}
