/// Where the service that the package brings has its home and its state. The home's state is there for every command,
/// whether or not systemd or `usher.yaml` names it: whoever asks on a shell looks where the daemon does.
package enum ServiceHome {
    package static let path = "/etc/usher"
    package static let state = "/var/lib/usher"

    /// The command that starts the daemon of a home.
    package static func start(_ home: String) -> String { home == path ? "systemctl start usher" : "usher run" }
}
