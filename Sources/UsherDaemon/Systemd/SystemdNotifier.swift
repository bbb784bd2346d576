import Glibc

/// Tells the service manager how the daemon is, by sd_notify(3)'s protocol: one datagram to `$NOTIFY_SOCKET` per
/// message.
///
/// Without the variable every call does nothing and returns false, so that callers need no case for a terminal. Calls
/// never block: a datagram that the manager's queue has no room for is dropped, and false says so; the next one tells
/// the newer state anyway. `READY=1` alone is worth repeating until it returns true.
package struct SystemdNotifier: Sendable {
    private let address: NotifyAddress?

    /// `socket` is `$NOTIFY_SOCKET`: an absolute path, or `@` and an abstract name. Anything else is as good as none.
    package init(socket: String?) {
        address = socket.flatMap(NotifyAddress.init)
    }

    package init(environment: [String: String]) {
        self.init(socket: environment["NOTIFY_SOCKET"])
    }

    /// Whether there is an address to notify.
    package var isActive: Bool { address != nil }

    /// Tells that the start-up is complete; also the end of a reload.
    @discardableResult
    package func ready(status: String) -> Bool { send("READY=1\nSTATUS=\(oneLine(status))") }

    /// Tells that the configuration is being read again; to be ended with `ready`.
    @discardableResult
    package func reloading() -> Bool { send("RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds())") }

    /// Tells that the daemon is on its way out; nothing follows but the exit.
    @discardableResult
    package func stopping(status: String) -> Bool { send("STOPPING=1\nSTATUS=\(oneLine(status))") }

    /// Tells one sentence for `systemctl status`.
    @discardableResult
    package func status(_ text: String) -> Bool { send("STATUS=\(oneLine(text))") }

    /// Gives a sign of life; due twice in each `WATCHDOG_USEC`, as `Watchdog.interval` says.
    @discardableResult
    package func watchdog() -> Bool { send("WATCHDOG=1") }

    private func send(_ state: String) -> Bool { address?.send(Array(state.utf8)) ?? false }

    private func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
    }

    private func monotonicMicroseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }
}
