import Foundation
import Logging
import UsherCore
import UsherSMTP

/// Where messages go: the relay of usher.yaml, or the rehearsal's own inbox. One wire path for both.
struct Outlet: Sendable {
    let relay: RelaySettings
    /// For the log.
    let name: String
    private let inbox: RehearsalInbox?

    /// Opens the inbox in rehearsal; finds the password in live mode.
    static func open(_ home: OpenHome, environment: [String: String], logger: Logger) async throws -> Outlet {
        let clock = home.clock
        switch home.settings.mode {
        case .rehearsal:
            let inbox = RehearsalInbox(folder: home.folders.inbox, now: { clock.now() })
            let port = try await inbox.start()
            let connections = home.settings.smtp?.connections ?? 5
            let smtp = SMTPSettings(
                host: "127.0.0.1", port: port, tls: .none, helo: "usher.localhost", connections: connections)
            return Outlet(relay: RelaySettings(smtp), name: "inbox \(home.folders.inbox)", inbox: inbox)
        case .live:
            let relay = try relaySettings(home, environment: environment, logger: logger)
            return Outlet(relay: relay, name: "\(relay.smtp.host):\(relay.smtp.port)", inbox: nil)
        }
    }

    /// The relay of usher.yaml with its password. Throws one sentence when either is missing.
    static func relaySettings(
        _ home: OpenHome, environment: [String: String], logger: Logger?
    ) throws -> RelaySettings {
        guard var smtp = home.settings.smtp else { throw DaemonError.noRelay }
        let password = try SecretResolver.password(for: smtp, home: home.folders.home, environment: environment)
        if let warning = password?.warning { logger?.warning("\(warning)") }
        if smtp.helo == nil { smtp.helo = ProcessInfo.processInfo.hostName }
        smtp.authority = smtp.authority.map { FolderPath.absolute($0, from: home.folders.home) }
        return RelaySettings(smtp, password: password?.secret.reveal())
    }

    func close() async { await inbox?.stop() }
}
