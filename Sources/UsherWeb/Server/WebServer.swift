import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UsherTemplates

/// One listener and its routes, as a service: runs until a graceful shutdown, then answers what is open and closes the
/// listener.
package struct WebServer: Service {
    package enum Address: Hashable, Sendable, CustomStringConvertible {
        /// A port of 0 takes a free one.
        case tcp(host: String, port: Int)
        case unix(path: String)

        package var description: String {
            switch self {
            case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
            case .unix(let path): "unix:\(path)"
            }
        }
    }

    private let address: Address
    private let responder: WebResponder
    private let limits: WebLimits
    private let onListening: @Sendable (Address) -> Void
    let connections: Connections

    /// - Parameters:
    ///   - seconds: the clock that rates are limited by.
    ///   - manners: what is different from the public address.
    ///   - onListening: called once, with the address and the port it really has.
    package init(
        _ address: Address, table: RouteTable, render: @escaping PageRendering, meter: WebMeter,
        limits: WebLimits = WebLimits(), manners: WebManners = WebManners(),
        seconds: @escaping @Sendable () -> Double = monotonicSeconds(),
        logger: Logger, onListening: @escaping @Sendable (Address) -> Void = { _ in }
    ) {
        self.address = address
        self.limits = limits
        self.onListening = onListening
        connections = Connections(limit: limits.connections)
        responder = WebResponder(
            table: table, render: render, rates: NetworkRates(seconds: seconds), meter: meter, manners: manners,
            logger: logger)
    }

    package func run() async throws {
        let quiet = Logger(label: "usher.web") { _ in SwiftLogNoOpLogHandler() }
        let bind: BindAddress =
            switch address {
            case .tcp(let host, let port): .hostname(host, port: port)
            case .unix(let path): .unixDomainSocket(path: path)
            }
        var configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionGuard(connections: self.connections, limits: self.limits)])
        configuration.httpDecoder = .init(
            maxHeaderFieldSize: limits.headerOctets, maxHeaderListSize: limits.headerOctets,
            maxHeaderFieldCount: limits.headerFields)
        let application = Application(
            responder: responder, server: .http1(configuration: configuration),
            configuration: ApplicationConfiguration(address: bind, serverName: nil, backlog: 1024),
            onServerRunning: { [address, onListening] channel in
                guard case .tcp(let host, _) = address, let port = channel.localAddress?.port else {
                    return onListening(address)
                }
                onListening(.tcp(host: host, port: port))
            },
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton), logger: quiet)
        try await application.run()
    }
}
