import Logging
import ServiceLifecycle
import UnixSignals
import UsherCore
import UsherDashboard
import UsherMail
import UsherReports
import UsherSupport
import UsherWeb

/// The dashboard's page of e-mails alone, without a daemon and without a database, for one browser: a listener on
/// loopback with a port that the system chooses, and a link that works once.
package struct PreviewServer: Service {
    private let server: WebServer
    private let routes: PreviewRoutes

    /// Makes the server; it does not listen yet.
    ///
    /// - Parameters:
    ///   - first: the page that the link leads to, below the session's room.
    ///   - opened: is told the link, once it can be opened.
    package init(
        home: String, environment: [String: String], first: String, opened: @escaping @Sendable (String) -> Void
    ) throws {
        let logger = Logger(label: "usher")
        let sessions = PassingSessions()
        let clock = SystemClock()
        let door = try DashboardDoor.ofPreviews(
            sessions, press: DashboardPress(logger: logger), first: first, now: { clock.now() })
        let examiner = MailExaminer(environment: environment)
        routes = PreviewRoutes(
            door, lanes: .queues, examine: examiner.examine,
            askFilter: examiner.askFilter
        ) {
            PreviewBook(home: home, daemon: nil, now: { clock.now() }, at: $0)
        }
        let lane: any Lane = QueueExecutor(label: "usher.preview")
        let table = RouteTable([EntryRoutes(door, lane: lane), routes])
        let address = PublicSettings.Listen.port(host: Self.host, 0)
        let manners = WebManners(
            headers: DashboardHeaders.all, isBehindProxy: false, refusal: DoorCheck(address).refusal)
        var limits = WebLimits()
        limits.connections = Self.connections
        server = WebServer(
            .tcp(host: Self.host, port: 0), table: table, render: door.press.render, meter: WebMeter(),
            limits: limits, manners: manners, logger: logger
        ) { address in
            let secret = DashboardSecret(.link)
            let now = clock.now()
            sessions.addDashboardLink(
                hash: secret.hash, mayAct: false, endsAt: now.adding(milliseconds: DashboardSession.linkLasts), now: now
            )
            opened("http://\(address)/enter/\(secret.text)")
        }
    }

    private static let host = "127.0.0.1"
    private static let connections = 32

    /// Serves until it is told to stop, by a signal of this process.
    package func runUntilStopped() async throws {
        try await ServiceGroup(
            configuration: .init(
                services: [self], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "usher.services") { _ in SwiftLogNoOpLogHandler() })
        ).run()
    }

    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await server.run()
        } onGracefulShutdown: {
            routes.stop()
        }
    }
}
