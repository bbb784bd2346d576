import Dispatch
import Foundation
import Logging
import UsherCore
import UsherHome
import UsherInbox
import UsherSMTP
import UsherSupport

/// The place where messages go: the relay of usher.yaml, or the rehearsal's own inbox. One wire path for both.
struct Outlet: Sendable {
    /// The relay's settings as they are at the start.
    let relay: RelaySettings
    /// The settings of transactional mail's own relay; nil where it has none.
    let transactional: RelaySettings?
    /// The relay's name for the log.
    let name: String
    private let inbox: RehearsalInbox?
    private let home: String
    private let environment: [String: String]
    /// Whether the calendar is a stepped one, whose mail stays on this machine.
    private let isStepped: Bool
    private let logger: Logger

    /// Opens the inbox in rehearsal; finds the password in live mode.
    static func open(_ home: OpenHome, environment: [String: String], logger: Logger) async throws -> Outlet {
        let clock = home.clock
        var inbox: RehearsalInbox?
        let relay: RelaySettings
        switch home.settings.mode {
        case .rehearsal:
            let opened = RehearsalInbox(folder: home.folders.inbox, now: { clock.now() })
            relay = Self.relay(toInboxOn: try await opened.start(), by: home.settings)
            inbox = opened
        case .live:
            relay = try RelaySettings.of(home.settings, home: home.folders.home, environment: environment)
        }
        var transactional: RelaySettings?
        if home.settings.hasTwoStreams {
            let own = home.settings.of(.transactional)
            transactional =
                inbox == nil
                ? try RelaySettings.of(own, home: home.folders.home, environment: environment)
                : Self.relay(toInboxOn: relay.smtp.port, by: own)
        }
        let names = [relay, transactional].compactMap(\.self).map { "\($0.smtp.host):\($0.smtp.port)" }
        return Outlet(
            relay: relay, transactional: transactional,
            name: inbox == nil ? names.joined(separator: ", ") : "inbox \(home.folders.inbox)", inbox: inbox,
            home: home.folders.home, environment: environment, isStepped: clock is SteppedClock, logger: logger)
    }

    /// The relay by other settings, or with another password. Nil, and said in the log, when it cannot be used.
    func relay(by settings: Settings) async -> RelaySettings? {
        if inbox != nil { return Self.relay(toInboxOn: relay.smtp.port, by: settings) }
        return await withCheckedContinuation { continuation in
            // The password is read from the disk, which may block.
            DispatchQueue(label: "usher.password").async { continuation.resume(returning: liveRelay(by: settings)) }
        }
    }

    private func liveRelay(by settings: Settings) -> RelaySettings? {
        do {
            let found = try RelaySettings.of(settings, home: home, environment: environment)
            guard found.isLoopback || !isStepped else { throw DaemonError.steppedClockNeedsLoopback }
            return found
        } catch {
            logger.error("the relay that config/usher.yaml names cannot be used: \(error)")
            return nil
        }
    }

    private static func relay(toInboxOn port: Int, by settings: Settings) -> RelaySettings {
        RelaySettings(
            SMTPSettings(
                host: "127.0.0.1", port: port, tls: .none, helo: "usher.localhost",
                connections: settings.smtp?.connections ?? 5))
    }

    func close() async { await inbox?.stop() }
}
