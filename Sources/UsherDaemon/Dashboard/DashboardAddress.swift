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
    private let tell: @Sendable (News) -> Void
    private let logger: Logger
    private let previews: PreviewRoutes
    private let live: LiveRoutes
    /// The routes, which a test asks without a wire.
    package let table: RouteTable

    /// What became of the listener, for whoever asks: `usher status`, and `usher dashboard`, which makes no link where
    /// nobody listens.
    enum News: Sendable {
        case served(on: String)
        case trouble(String)
    }

    /// Assembles the dashboard; nil when `dashboard:` is not configured, or its listener cannot be opened: mail goes on
    /// without it. Opens nothing yet.
    static func assemble(
        _ home: OpenHome, editions: EditionBox, report: @escaping @Sendable () -> DaemonReport?,
        wake: @escaping @Sendable () -> Void, tell: @escaping @Sendable (News) -> Void,
        environment: [String: String], lanes: Lanes = .queues, logger: Logger
    ) throws -> DashboardAddress? {
        guard let settings = home.settings.dashboard else { return nil }
        do throws(DaemonError) { try ListenCheck.prepare(settings.listen) } catch {
            tell(.trouble("\(error)"))
            logger.error("the dashboard is not served, and everything else goes on: \(error)")
            return nil
        }
        return try DashboardAddress(
            settings, home: home, editions: editions, report: report, wake: wake, tell: tell,
            environment: environment, lanes: lanes, logger: logger)
    }

    private init(
        _ settings: DashboardSettings, home: OpenHome, editions: EditionBox,
        report: @escaping @Sendable () -> DaemonReport?, wake: @escaping @Sendable () -> Void,
        tell: @escaping @Sendable (News) -> Void, environment: [String: String], lanes: Lanes, logger: Logger
    ) throws {
        self.settings = settings
        self.tell = tell
        self.logger = logger
        // Connections of its own: no long question of the dashboard's holds up a no.
        let (store, clock) = (try home.store.again(isSmall: true), home.clock)
        let facts = DashboardFacts(
            home: home.folders.home, store: store, editions: editions, clock: clock, report: report,
            operating: DashboardOperating(store: store, editions: editions, clock: clock, wake: wake))
        let reading = DashboardReading(
            reloader: Reloader(home: home, environment: environment), store: try home.store.again(isSmall: true),
            asking: try home.store.again(isSmall: true), editions: editions, clock: clock, report: report)
        let isRehearsal = home.settings.mode == .rehearsal
        let counting = DashboardCounting(store: try home.store.again(isSmall: true), editions: editions, clock: clock)
        let house = DashboardHouse(
            sessions: store, mode: home.settings.mode, clock: { editions.edition.plan.settings.clock },
            now: { clock.now() }, machineNow: { SystemClock().now() },
            report: DashboardCounting(store: store, editions: editions, clock: clock).report,
            firstCountedDay: { try store.firstCountedDay() },
            stageLabel: { editions.edition.plan.journey.stageLabels[$0] ?? $0.rawValue },
            counts: counting.counts, people: facts.people,
            letters: LetterReading(store: store, editions: editions, seal: home.press.composer.seal).letters,
            operations: facts.operations,
            acts: DashboardDoing(store: store, editions: editions, clock: clock, press: home.press, wake: wake).acts,
            files: reading.files,
            inbox: isRehearsal ? InboxReading(folder: home.folders.inbox).inbox : nil, lanes: lanes)
        let press = try DashboardPress(logger: logger)
        // Of its own connections, too: no e-mail that is looked at waits for a page that counts.
        let own = try home.store.again(isSmall: true)
        let previewed = DashboardFacts(
            home: home.folders.home, store: own, editions: editions, clock: clock, report: report,
            operating: DashboardOperating(store: own, editions: editions, clock: clock, wake: wake))
        let examiner = MailExaminer(environment: environment)
        previews = PreviewRoutes(
            house.door(press, sessions: own), lanes: lanes, examine: examiner.examine,
            askFilter: examiner.askFilter
        ) { PreviewBook(home: home.folders.home, daemon: previewed.previews, now: { clock.now() }, at: $0) }
        let watched = try home.store.again(isSmall: true)
        live = LiveRoutes(
            house.door(press, sessions: watched), lanes: lanes,
            subjects: LiveNumbers(store: watched, clock: clock, report: report).subjects)
        let table = RouteTable([DashboardRoutes(house, press: press), previews, live])
        self.table = table
        var limits = WebLimits()
        limits.connections = Self.connections
        let manners = WebManners(
            headers: DashboardHeaders.all, isBehindProxy: false, refusal: DoorCheck(settings.listen).refusal)
        // The web server is in Usher's group: nobody but Usher's own user gets at a socket.
        listener = Listener(settings.listen, rights: 0o600) { [limits] address, opened in
            WebServer(
                address, table: table, render: press.render, meter: WebMeter(), limits: limits, manners: manners,
                logger: logger
            ) { address in
                tell(.served(on: "\(settings.listen)"))
                logger.notice("the dashboard is on \(settings.listen); the way in: usher dashboard")
                opened(address)
            }
        }
    }

    /// How many connections there may be at once: ten people have six each.
    private static let connections = 64

    /// Returns once the listener is open, or never will be.
    func opened() async { await listener.opened() }

    /// Serves until a graceful shutdown. What keeps it from serving keeps nothing else from going on.
    package func run() async throws {
        do {
            try await withGracefulShutdownHandler {
                try await listener.run()
            } onGracefulShutdown: {
                previews.stop()
                live.stop()
            }
            listener.removeSocket()
        } catch {
            tell(.trouble("\(settings.listen) cannot be listened on: \(error)"))
            logger.error("the dashboard is not served, and everything else goes on: \(error)")
            try await gracefulShutdown()
        }
    }
}
