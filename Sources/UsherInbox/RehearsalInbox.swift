import Dispatch
import NIOCore
import NIOPosix
import Synchronization
import UsherCore

/// The inbox of rehearsal mode: an SMTP server on 127.0.0.1 that keeps every message in a folder and sends nothing on.
///
/// It takes no password and hides nothing from other users of the machine who find its port; the folder is for its
/// owner only. A message is answered `250` when its file is there.
package actor RehearsalInbox {
    private let folder: InboxFolder
    private let now: @Sendable () -> Timestamp
    private let idleSeconds: Int64
    private let onKept: @Sendable (InboxEntry) -> Void
    private var server: Server?

    private struct Server {
        let group: MultiThreadedEventLoopGroup
        let channel: any Channel
        let clients: Clients
        let port: Int
    }

    /// Makes an inbox that does not listen yet. `now` is the daemon's calendar. A client that says nothing for
    /// `idleSeconds` is let go with 421. `onKept` is called in the order of arrival, from the inbox's own queue, before
    /// the client is answered; it must not block.
    package init(
        folder: String, now: @escaping @Sendable () -> Timestamp, idleSeconds: Int64 = 300,
        onKept: @escaping @Sendable (InboxEntry) -> Void = { _ in }
    ) {
        self.folder = InboxFolder(path: folder)
        self.now = now
        self.idleSeconds = idleSeconds
        self.onKept = onKept
    }

    /// Listens on a free port of 127.0.0.1 and returns it. The folder is made when it is missing. A second call returns
    /// the same port. `InboxError` says what is wrong with the folder or the port.
    package func start() async throws -> Int {
        if let server { return server.port }
        let writer = try await openWriter()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let clients = Clients()
        do {
            let channel = try await listen(group, clients, writer)
            guard let port = channel.localAddress?.port else { throw InboxError.cannotListen(why: "no port") }
            server = Server(group: group, channel: channel, clients: clients, port: port)
            return port
        } catch {
            try? await group.shutdownGracefully()
            throw (error as? InboxError) ?? InboxError.cannotListen(why: "\(error)")
        }
    }

    /// Takes no more connections, answers what is being kept, closes the others with 421. All files are written when it
    /// returns. A second call does nothing; `start` may follow.
    package func stop() async {
        guard let server else { return }
        self.server = nil
        try? await server.channel.close()
        for client in server.clients.all {
            client.pipeline.fireUserInboundEventTriggered(InboxHandler.Stop())
        }
        for client in server.clients.all { try? await client.closeFuture.get() }
        try? await server.group.shutdownGracefully()
    }

    /// The open connections.
    var connections: [any Channel] { server?.clients.all ?? [] }

    private func openWriter() async throws -> InboxWriter {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "usher.inbox.open").async { [folder, now] in
                continuation.resume(with: Result { try InboxWriter(folder: folder, now: now) })
            }
        }
    }

    private func listen(
        _ group: MultiThreadedEventLoopGroup, _ clients: Clients, _ writer: InboxWriter
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { [idleSeconds, onKept] channel in
                clients.add(channel)
                return channel.eventLoop.makeCompletedFuture {
                    let idle = IdleStateHandler(readTimeout: .seconds(idleSeconds))
                    try channel.pipeline.syncOperations.addHandlers(idle, InboxHandler(writer: writer, onKept: onKept))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
    }

    /// The open connections.
    private final class Clients: Sendable {
        private let open = Mutex<[ObjectIdentifier: any Channel]>([:])

        var all: [any Channel] { open.withLock { Array($0.values) } }

        func add(_ channel: any Channel) {
            open.withLock { $0[ObjectIdentifier(channel)] = channel }
            channel.closeFuture.whenComplete { _ in
                self.open.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
            }
        }
    }
}
