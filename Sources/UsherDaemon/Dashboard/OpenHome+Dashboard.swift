import UsherCore
import UsherMail
import UsherSupport

/// A link into the dashboard, made just now.
package struct DashboardLink: Sendable {
    package let url: String
    /// The moment until which the link works, by the machine's clock.
    package let until: Timestamp
    /// Sentences that whoever opens the link should know.
    package let notes: [String]
}

/// There is no `dashboard:` in `usher.yaml`.
package struct NoDashboard: Error, CustomStringConvertible {
    package var description: String {
        "there is no dashboard: add 'dashboard: { listen: 127.0.0.1:8027 }' to config/usher.yaml and restart the daemon"
    }
}

/// Nobody serves the dashboard there: a link would be for whoever listens in the daemon's place.
package struct DashboardNotServed: Error, CustomStringConvertible {
    let place: String
    let why: String?

    package var description: String {
        "no link was made, because the daemon does not serve the dashboard on \(place): "
            + (why ?? "start it, or restart it: usher run")
    }
}

extension OpenHome {
    /// Makes a link and keeps a hash of it; the link itself is in the answer alone. Throws `NoDashboard`, and
    /// `DashboardNotServed` where no running daemon says that it listens there.
    package func dashboardLink(mayAct: Bool) throws -> DashboardLink {
        guard let dashboard = settings.dashboard else { throw NoDashboard() }
        let daemon = report()
        guard daemon?.dashboard == "\(dashboard.listen)" else {
            throw DashboardNotServed(place: "\(dashboard.listen)", why: daemon?.dashboardTrouble)
        }
        let now = SystemClock().now()
        let until = now.adding(milliseconds: DashboardSession.linkLasts)
        let secret = DashboardSecret(.link)
        try store.addDashboardLink(hash: secret.hash, mayAct: mayAct, endsAt: until, now: now)
        var notes: [String] = []
        if case .socket(let path) = dashboard.listen {
            notes.append(
                "The dashboard is on a socket; lead a port of your own machine there first, as root: "
                    + "ssh -N -L 8027:\(path) root@HOST")
        }
        return DashboardLink(url: "\(dashboard.url)/enter/\(secret.text)", until: until, notes: notes)
    }

    /// Ends every session and every link, and returns how many sessions there were.
    package func endDashboard() throws(StoreError) -> Int {
        try store.endDashboardSessions(now: SystemClock().now())
    }
}
