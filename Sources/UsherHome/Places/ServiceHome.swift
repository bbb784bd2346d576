/// Where the service that the package brings has its home and its state. The home's state is there for every command,
/// whether or not systemd or `usher.yaml` names it: whoever asks on a shell looks where the daemon does.
package enum ServiceHome {
    package static let path = "/etc/usher"
    package static let state = "/var/lib/usher"

    /// What whoever enters people into another home should know, where the service's is there as well.
    package static func elsewhere(from home: String, isThere: Bool) -> String? {
        home == path || !isThere ? nil : "the service has another home; what is meant for it says: --home \(path)"
    }

    /// The command that starts the daemon of a home.
    /// The service's also after the next boot.
    package static func start(_ home: String) -> String { home == path ? "systemctl enable --now usher" : "usher run" }
}
