import Foundation
import Logging
import ServiceLifecycle
import UsherCore
import UsherMail
import UsherWeb

/// What is served over HTTP, assembled: the public address for the shop's web server, and health and metrics beside it.
package struct PublicAddress: Service {
    private let settings: PublicSettings
    private let servers: [(listen: PublicSettings.Listen, server: WebServer, opened: AsyncStream<Void>)]
    private let links: LinkHouse
    private let health: HealthDesk

    /// Nil when `public:` is not configured. Throws one sentence when a listener cannot be opened. Opens nothing yet.
    package static func assemble(
        _ home: OpenHome, editions: EditionBox, worker: Worker, meter: DeliveryMeter, logger: Logger
    ) throws -> PublicAddress? {
        guard let settings = home.settings.published else { return nil }
        try ListenCheck.prepare(settings.listen)
        if let listen = settings.privateListen { try ListenCheck.prepare(listen) }
        return try PublicAddress(settings, home: home, editions: editions, worker: worker, meter: meter, logger: logger)
    }

    private init(
        _ settings: PublicSettings, home: OpenHome, editions: EditionBox, worker: Worker, meter: DeliveryMeter,
        logger: Logger
    ) throws {
        self.settings = settings
        let seal = TokenSeal(keyring: home.keyring, databaseID: home.store.databaseID)
        let unsubscribing = UnsubscribeCounter(store: home.store, seal: seal, clock: home.clock, editions: editions)
        let api = APIDesk(home: home, editions: editions, worker: worker)
        let links = try LinkHouse(home: home, editions: editions)
        let requests = WebMeter()
        let probe = try home.store.probe()
        let health = HealthDesk(
            store: try home.store.again(), probe: { try probe.ask() }, clock: home.clock, worker: worker,
            deliveries: meter, requests: requests)
        let pages = try PagePress(editions, logger: logger)
        let signUps = SignUpDesk(
            store: home.store, keyring: home.keyring, seal: seal, clock: home.clock, editions: editions)
        let data = DataDesk(store: home.store, seal: seal, clock: home.clock, editions: editions)
        // Every subject of the public address.
        let subjects: [any WebRoutes] =
            [
                UnsubscribingRoutes(desk: unsubscribing), APIRoutes(desk: api, url: settings.url),
                SignUpRoutes(desk: signUps), ConfirmingRoutes(desk: signUps), DataRoutes(desk: data),
            ] + links.routes
        var limits = WebLimits()
        limits.connections = settings.connections
        var servers = [
            Self.server(
                settings.listen, table: RouteTable(base: settings.path, subjects), pages: pages, meter: requests,
                limits: limits, logger: logger)
        ]
        if let listen = settings.privateListen {
            servers.append(
                Self.server(
                    listen, table: RouteTable([HealthRoutes(desk: health)]), pages: pages, meter: WebMeter(),
                    limits: WebLimits(), logger: logger))
        }
        self.servers = servers
        self.links = links
        self.health = health
    }

    private static func server(
        _ listen: PublicSettings.Listen, table: RouteTable, pages: any PageRendering, meter: WebMeter,
        limits: WebLimits,
        logger: Logger
    ) -> (PublicSettings.Listen, WebServer, AsyncStream<Void>) {
        let (opened, opener) = AsyncStream.makeStream(of: Void.self)
        let address: WebServer.Address =
            switch listen {
            case .port(let host, let port): .tcp(host: host, port: port)
            case .socket(let path): .unix(path: path)
            }
        let server = WebServer(address, table: table, pages: pages, meter: meter, limits: limits, logger: logger) { _ in
            // The web server is in Usher's group; nobody else gets in.
            if case .socket(let path) = listen { chmod(path, 0o660) }
            opener.finish()
        }
        return (listen, server, opened)
    }

    /// For `systemctl status` and the log.
    package var status: String { "serving \(settings.url) on \(settings.listen)" }

    /// Returns once every listener is open.
    func opened() async {
        for server in servers { for await _ in server.opened {} }
    }

    /// Serves until a graceful shutdown: then each listener closes, and what is open is answered.
    package func run() async throws {
        defer { removeSockets() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for server in servers { group.addTask { try await server.server.run() } }
            group.addTask { await health.watch() }
            group.addTask { await links.run() }
            // The servers end first; the watch and the counting have no end of their own.
            for _ in servers { try await group.next() }
            group.cancelAll()
        }
    }

    /// From now on not ready, so that whoever asks `/readyz` looks elsewhere.
    func sayStopping() { health.sayStopping() }

    private func removeSockets() {
        for server in servers { if case .socket(let path) = server.listen { unlink(path) } }
    }
}
