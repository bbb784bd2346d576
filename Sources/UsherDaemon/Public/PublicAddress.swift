import Logging
import ServiceLifecycle
import UsherComposing
import UsherCore
import UsherSupport
import UsherWeb

/// The addresses that are served over HTTP, assembled: the public one for the shop's web server, and health and metrics
/// beside it.
package struct PublicAddress: Service {
    private let settings: PublicSettings
    /// The routes that the shop's web server passes on.
    package let table: RouteTable
    private var listeners: [Listener]
    package let traffic: TrafficCounter
    private let health: HealthRoutes

    /// Assembles the listeners; nil when `public:` is not configured. Throws one sentence when one cannot be opened.
    /// Opens nothing yet.
    package static func assemble(
        _ home: OpenHome, editions: EditionBox, worker: Worker, transactional: Worker? = nil, meter: DeliveryMeter,
        lanes: Lanes = .queues, logger: Logger
    ) throws -> PublicAddress? {
        guard let settings = home.settings.published else { return nil }
        try ListenCheck.prepare(settings.listen)
        if let listen = settings.privateListen { try ListenCheck.prepare(listen) }
        return try PublicAddress(
            settings, home: home, editions: editions, workers: Workers(worker, transactional: transactional),
            meter: meter, lanes: lanes, logger: logger)
    }

    private init(
        _ settings: PublicSettings, home: OpenHome, editions: EditionBox, workers: Workers, meter: DeliveryMeter,
        lanes: Lanes, logger: Logger
    ) throws {
        self.settings = settings
        let (store, clock) = (home.store, home.clock)
        let now: @Sendable () -> Timestamp = { clock.now() }
        let house = WebHouse(seal: home.press.composer.seal, plan: { editions.edition.plan }, now: now, lanes: lanes)
        let feedback = FeedbackDoor(
            home: home.folders.home, store: store, composer: home.press.composer,
            feedback: { editions.edition.plan.settings.receive.feedback },
            certificates: CertificateShelf(lanes: lanes), clock: clock, logger: logger)
        let doors = Doors(store: store, editions: editions, clock: clock, wake: workers.wake)
        traffic = TrafficCounter(store: store, now: now, lanes: lanes)
        // Every subject of the public address.
        let subjects: [any WebRoutes] = [
            UnsubscribingRoutes(house, store: store),
            APIRoutes(
                house, tokens: store, url: settings.url, tell: doors.tell, lines: doors.tell(lines:_:on:),
                enroll: doors.enroll, feedback: feedback.tell),
            FeedbackRoutes(house, admit: feedback.admit, take: feedback.take(_:on:)),
            SignUpRoutes(house, store: store, keyring: home.keyring, record: doors.record),
            ConfirmingRoutes(house, store: store, keyring: home.keyring, record: doors.record),
            DataRoutes(house) { contact, now in
                guard let contact = try store.contact(contact) else { return nil }
                let edition = editions.edition
                return try ContactFile(contact, store: store, plan: edition.plan, now: now)
                    .page(edition, language: contact.language)
            },
            LinkRoutes(house, reader: try store.gate(), traffic: traffic) { number, message in
                editions.edition.address(ofLink: number, in: message, press: home.press) { try store.sources($0) }
            },
            ReviewRoutes(house, reader: try store.gate(), store: store, record: doors.review),
        ]
        let requests = WebMeter()
        let probe = try store.gate()
        let startedAt = SystemClock().now()
        health = HealthRoutes(
            house, store: try store.again(), probe: { try probe.answer() }, isWorkerAlive: { await workers.isAlive },
            ofProcess: {
                [
                    Metric("usher_build_info", .gauge, "This release.", [.init(["version": UsherVersion.text], 1)]),
                    Metric(
                        "usher_start_time_seconds", .gauge, "When the daemon started, since 1970.",
                        Double(startedAt.milliseconds) / 1000),
                    meter.metric, requests.metric,
                ]
            })
        let pages = try PagePress(editions, templates: home.press.templates, logger: logger)
        var limits = WebLimits()
        limits.connections = settings.connections
        table = RouteTable(base: settings.path, subjects)
        listeners = [Self.listener(settings.listen, table, pages, requests, limits, logger)]
        if let listen = settings.privateListen {
            listeners.append(Self.listener(listen, RouteTable([health]), pages, WebMeter(), WebLimits(), logger))
        }
    }

    /// Makes the listener. Of a socket, the web server is in Usher's group; nobody else gets in.
    private static func listener(
        _ listen: PublicSettings.Listen, _ table: RouteTable, _ pages: PagePress, _ meter: WebMeter,
        _ limits: WebLimits, _ logger: Logger
    ) -> Listener {
        Listener(listen, rights: 0o660) { address, opened in
            WebServer(
                address, table: table, render: pages.render, meter: meter, limits: limits, logger: logger,
                onListening: opened)
        }
    }

    /// The status for `systemctl status` and the log.
    package var status: String { "serving \(settings.url) on \(settings.listen)" }

    /// Returns once every listener is open.
    func opened() async {
        for listener in listeners { await listener.opened() }
    }

    /// Serves until a graceful shutdown: then each listener closes, and what is open is answered.
    package func run() async throws {
        defer { for listener in listeners { listener.removeSocket() } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for listener in listeners { group.addTask { try await listener.run() } }
            group.addTask { await health.watch() }
            group.addTask { await traffic.run() }
            // The servers end first; the watch and the counting have no end of their own.
            for _ in listeners { try await group.next() }
            group.cancelAll()
        }
    }

    /// Makes the daemon count as not ready from now on, so that whoever asks `/readyz` looks elsewhere.
    func sayStopping() { health.sayStopping() }
}
