import Logging
import ServiceLifecycle
import TestSupport
import UsherCore

@testable import UsherTemplates
@testable import UsherWeb

/// A server on a port of its own, until the last reference is gone.
final class RunningServer: Sendable {
    let client: WebClient
    let port: Int
    let meter: WebMeter
    let connections: Connections
    private let group: ServiceGroup

    private init(port: Int, meter: WebMeter, connections: Connections, group: ServiceGroup) {
        self.connections = connections
        client = WebClient(.port(port), seconds: RunningServer.patience)
        self.port = port
        self.meter = meter
        self.group = group
    }

    /// Another connection than those of `client`.
    func connection() throws -> WebConnection { try WebConnection(.port(port), seconds: Self.patience) }

    /// A server accepts and answers in tasks, which get their turn behind those of all other tests: minutes later, on a
    /// small machine.
    private static let patience = 1200

    /// As the daemon ends it. Cancelled, NIO would trap over a connection that nobody has taken yet.
    deinit { Task { [group] in await group.triggerGracefulShutdown() } }

    static func start(
        base: String = "/mail", limits: WebLimits = .unhurried,
        seconds: @escaping @Sendable () -> Double = monotonicSeconds(), _ subjects: any WebRoutes...
    ) async throws -> RunningServer {
        try await start(base: base, limits: limits, seconds: seconds, subjects: subjects)
    }

    static func start(
        base: String = "/mail", limits: WebLimits = .unhurried,
        seconds: @escaping @Sendable () -> Double = monotonicSeconds(), subjects: [any WebRoutes]
    ) async throws -> RunningServer {
        let (ports, opener) = AsyncStream.makeStream(of: Int.self)
        let meter = WebMeter()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = WebServer(
            .tcp(host: "127.0.0.1", port: 0), table: RouteTable(base: base, subjects), render: NamedPages.render,
            meter: meter, limits: limits, seconds: seconds, logger: logger
        ) { address in
            if case .tcp(_, let port) = address { opener.yield(port) }
            opener.finish()
        }
        let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: logger))
        let task = Task { try await group.run() }
        for await port in ports {
            return RunningServer(port: port, meter: meter, connections: server.connections, group: group)
        }
        try await task.value
        throw WebClient.Trouble(description: "the server ended before it listened")
    }
}

extension WebLimits {
    /// Times that nothing on a busy machine takes; a test shortens the one that it waits for.
    static let unhurried: WebLimits = {
        var limits = WebLimits()
        (limits.headerSeconds, limits.bodySeconds, limits.answerSeconds) = (1200, 1200, 1200)
        return limits
    }()
}

/// Pages that only say which they are, and their values.
enum NamedPages {
    static func render(_ page: Page) -> RenderedPage {
        guard case .object(let values) = page.values else { return RenderedPage(html: []) }
        let words = values.map { "\($0.key)=\(Self.text($0.value))" }.sorted()
        return RenderedPage(html: Array("<p>\(([page.name.rawValue] + words).joined(separator: " "))</p>".utf8))
    }

    private static func text(_ value: TemplateValue) -> String {
        switch value {
        case .text(let text): text
        case .flag(let flag): "\(flag)"
        case .list, .object: "..."
        }
    }
}
