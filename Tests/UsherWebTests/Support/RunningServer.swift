import Logging
import TestSupport
import UsherCore

@testable import UsherWeb

/// A server on a port of its own, until the last reference is gone.
final class RunningServer: Sendable {
    let client: WebClient
    let port: Int
    let meter: WebMeter
    private let task: Task<Void, any Error>

    private init(port: Int, meter: WebMeter, task: Task<Void, any Error>) {
        client = WebClient(.port(port))
        self.port = port
        self.meter = meter
        self.task = task
    }

    deinit { task.cancel() }

    static func start(
        base: String = "/mail", limits: WebLimits = WebLimits(), _ subjects: any WebRoutes...
    ) async throws -> RunningServer {
        try await start(base: base, limits: limits, subjects: subjects)
    }

    static func start(
        base: String = "/mail", limits: WebLimits = WebLimits(), subjects: [any WebRoutes]
    ) async throws -> RunningServer {
        let (ports, opener) = AsyncStream.makeStream(of: Int.self)
        let meter = WebMeter()
        let server = WebServer(
            .tcp(host: "127.0.0.1", port: 0), table: RouteTable(base: base, subjects), pages: NamedPages(),
            meter: meter,
            limits: limits, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { address in
            if case .tcp(_, let port) = address { opener.yield(port) }
            opener.finish()
        }
        let task = Task { try await server.run() }
        for await port in ports { return RunningServer(port: port, meter: meter, task: task) }
        try await task.value
        throw WebClient.Trouble(description: "the server ended before it listened")
    }
}

/// Pages that only say which they are, and their values.
struct NamedPages: PageRendering {
    func html(_ page: Page) -> [UInt8] {
        guard case .object(let values) = page.values else { return [] }
        let words = values.map { "\($0.key)=\(Self.text($0.value))" }.sorted()
        return Array("<p>\(([page.name.rawValue] + words).joined(separator: " "))</p>".utf8)
    }

    private static func text(_ value: TemplateValue) -> String {
        switch value {
        case .text(let text): text
        case .flag(let flag): "\(flag)"
        case .list, .object: "..."
        }
    }
}
