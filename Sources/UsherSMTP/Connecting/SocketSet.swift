import CLinux
import Dispatch
import Glibc

/// The sockets of one relay's connections, watched together by one Dispatch source: many that are ready cost one
/// wake-up of the queue, and none is registered anew after each event, as with a source for each. Lives on the relay's
/// queue.
///
/// Level-triggered: a socket that was not read to its end is told of again.
final class SocketSet: WireWatch {
    /// How often one call of the handler looks for ready sockets; then the queue's other work has its turn.
    private static let mostLooks = 8
    private static let mostAtOnce = 64

    private let descriptor: Int32
    private let source: any DispatchSourceRead
    private var events = [epoll_event](repeating: epoll_event(), count: mostAtOnce)

    /// Makes an empty set; nil when the process has no descriptor left. Call `cancel` before the last reference goes.
    init?(queue: DispatchQueue, onReady: @escaping @Sendable () -> Void) {
        let descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler(handler: onReady)
        source.setCancelHandler { close(descriptor) }
        source.resume()
    }

    /// Calls `tell` for each socket that is ready now or becomes ready meanwhile.
    func look(_ tell: (WireReadiness) -> Void) {
        for _ in 0..<Self.mostLooks {
            let count = epoll_wait(descriptor, &events, Int32(events.count), 0)
            guard count > 0 else { return }
            for event in events.prefix(Int(count)) {
                tell(
                    WireReadiness(
                        id: Int(event.data.u64),
                        isReadable: event.events & ~EPOLLOUT.rawValue != 0,
                        isWritable: event.events & EPOLLOUT.rawValue != 0))
            }
        }
    }

    /// Watches a socket for reading. Nil when the kernel has no room for it.
    func add(_ socket: Int32, id: Int) -> WatchedSocket? {
        let watched = WatchedSocket(set: descriptor, socket: socket, id: id)
        return watched.control(EPOLL_CTL_ADD) ? watched : nil
    }

    func add(_ wire: any Wire, id: Int) -> Bool {
        guard let session = wire as? CurlSession, let watched = add(session.socket, id: id) else { return false }
        session.watched = watched
        return true
    }

    func cancel() { source.cancel() }
}

/// One socket of a set. It may be closed as soon as `cancel` was called, or together with its set.
final class WatchedSocket {
    private let set: Int32
    private let socket: Int32
    private let id: Int
    private var isWriting = false
    private var isCancelled = false

    fileprivate init(set: Int32, socket: Int32, id: Int) {
        self.set = set
        self.socket = socket
        self.id = id
    }

    func wantsWrite(_ wanted: Bool) {
        guard wanted != isWriting, !isCancelled else { return }
        isWriting = wanted
        _ = control(EPOLL_CTL_MOD)
    }

    /// Stops watching the socket. A second call does nothing.
    func cancel() {
        guard !isCancelled else { return }
        isCancelled = true
        _ = control(EPOLL_CTL_DEL)
    }

    fileprivate func control(_ operation: Int32) -> Bool {
        let wanted = isWriting ? EPOLLIN.rawValue | EPOLLOUT.rawValue : EPOLLIN.rawValue
        var event = epoll_event(events: wanted, data: epoll_data_t(u64: UInt64(id)))
        return epoll_ctl(set, operation, socket, &event) == 0
    }
}
