/// The section `dashboard:` of `usher.yaml`: where the dashboard is shown, apart from the public address.
package struct DashboardSettings: Hashable, Sendable {
    /// The listener: only ever on this machine, and none of `public:`.
    package var listen: PublicSettings.Listen

    package init(listen: PublicSettings.Listen) { self.listen = listen }

    /// What a browser on this machine writes in front of a path. A Unix socket has no such address: a tunnel gives it
    /// one, such as this.
    package var url: String {
        switch listen {
        case .port(let host, let port): host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
        case .socket: "http://127.0.0.1:8027"
        }
    }
}
