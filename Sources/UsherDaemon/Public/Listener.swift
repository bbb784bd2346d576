import Foundation
import UsherCore
import UsherWeb

/// One listener of the daemon and the server behind it.
struct Listener: Sendable {
    private let listen: PublicSettings.Listen
    private let server: WebServer
    private let openings: AsyncStream<Void>
    private let opener: AsyncStream<Void>.Continuation

    /// Makes the listener and the server behind it.
    ///
    /// - Parameters:
    ///   - rights: who may connect to a socket.
    ///   - make: the server on that address, which says when it listens.
    init(
        _ listen: PublicSettings.Listen, rights: mode_t,
        make: (WebServer.Address, @escaping @Sendable (WebServer.Address) -> Void) -> WebServer
    ) {
        let (openings, opener) = AsyncStream.makeStream(of: Void.self)
        let address: WebServer.Address =
            switch listen {
            case .port(let host, let port): .tcp(host: host, port: port)
            case .socket(let path): .unix(path: path)
            }
        self.listen = listen
        self.openings = openings
        self.opener = opener
        server = make(address) { _ in
            if case .socket(let path) = listen { chmod(path, rights) }
            opener.finish()
        }
    }

    /// Returns once the listener is open, or never will be.
    func opened() async { for await _ in openings {} }

    /// Serves until a graceful shutdown: then the listener closes, and what is open is answered.
    func run() async throws {
        defer { opener.finish() }
        try await server.run()
    }

    /// Removes the socket's file, after the end.
    func removeSocket() { if case .socket(let path) = listen { unlink(path) } }
}
