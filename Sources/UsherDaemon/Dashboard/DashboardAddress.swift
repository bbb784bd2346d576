import Logging
import ServiceLifecycle
import UsherComposing
import UsherCore
import UsherDashboard
import UsherReports
import UsherSupport
import UsherWeb

/// The dashboard, assembled: a listener of its own, apart from the public address and with none of its routes.
package struct DashboardAddress: Service {
    private let settings: DashboardSettings
    private let listener: Listener
    /// For a test, which asks it without a wire.
    package let table: RouteTable

    /// Nil when `dashboard:` is not configured. Throws one sentence when its listener cannot be opened. Opens nothing
    /// yet.
    package static func assemble(
        _ home: OpenHome, editions: EditionBox, report: @escaping @Sendable () -> DaemonReport?,
        wake: @escaping @Sendable () -> Void, lanes: Lanes = .queues,
        logger: Logger
    ) throws -> DashboardAddress? {
        guard let settings = home.settings.dashboard else { return nil }
        try ListenCheck.prepare(settings.listen)
        return try DashboardAddress(
            settings, home: home, editions: editions, report: report, wake: wake, lanes: lanes, logger: logger)
    }

    private init(
        _ settings: DashboardSettings, home: OpenHome, editions: EditionBox,
        report: @escaping @Sendable () -> DaemonReport?, wake: @escaping @Sendable () -> Void, lanes: Lanes,
        logger: Logger
    ) throws {
        self.settings = settings
        // Connections of its own: no long question of the dashboard's holds up a no.
        let (store, clock) = (try home.store.again(), home.clock)
        let facts = DashboardFacts(
            home: home.folders.home, store: store, editions: editions, clock: clock, report: report)
        let house = DashboardHouse(
            sessions: store, mode: home.settings.mode, clock: { editions.edition.plan.settings.clock },
            now: { clock.now() }, machineNow: { SystemClock().now() },
            report: { period in
                JourneyReport(
                    try store.journeyCounts(from: period.from, to: period.to), plan: editions.edition.plan,
                    from: period.from, to: period.to)
            },
            people: facts.people, operations: facts.operations,
            acts: DashboardDoing(store: store, editions: editions, clock: clock, wake: wake).acts, lanes: lanes)
        let press = try DashboardPress(logger: logger)
        let table = RouteTable([DashboardRoutes(house, press: press)])
        self.table = table
        var limits = WebLimits()
        limits.connections = Self.connections
        let manners = WebManners(
            headers: DashboardHeaders.all, isBehindProxy: false, refusal: DoorCheck(settings.listen).refusal)
        // The web server is in Usher's group: nobody but Usher's own user gets at a socket.
        listener = Listener(settings.listen, rights: 0o600) { [limits] address, opened in
            WebServer(
                address, table: table, render: press.render, meter: WebMeter(), limits: limits, manners: manners,
                logger: logger, onListening: opened)
        }
    }

    /// Ten people with six connections each.
    private static let connections = 64

    /// For the log.
    package var status: String { "the dashboard is on \(settings.listen); the way in: usher dashboard" }

    /// Returns once its listener is open.
    func opened() async { await listener.opened() }

    /// Serves until a graceful shutdown.
    package func run() async throws {
        defer { listener.removeSocket() }
        try await listener.run()
    }
}
