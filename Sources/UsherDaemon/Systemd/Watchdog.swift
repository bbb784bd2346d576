/// The pace at which the service manager wants a sign of life (sd_watchdog_enabled(3)).
package struct Watchdog: Hashable, Sendable {
    /// The time between two signs: half of `$WATCHDOG_USEC`, on the monotonic clock, as sd_watchdog_enabled(3) advises.
    package let interval: Duration

    /// Reads the environment; nil when nobody watches: no `WATCHDOG_USEC`, one that is not a positive number, or a
    /// `WATCHDOG_PID` that is not `pid`.
    package init?(environment: [String: String], pid: Int32) {
        guard let text = environment["WATCHDOG_USEC"], let microseconds = Int64(text), microseconds > 1 else {
            return nil
        }
        if let watched = environment["WATCHDOG_PID"], watched != String(pid) { return nil }
        interval = .microseconds(microseconds / 2)
    }
}
