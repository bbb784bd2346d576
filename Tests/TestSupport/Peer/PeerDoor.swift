import Foundation
import Glibc
import Synchronization

/// A listening socket on loopback, at an ephemeral port.
///
/// Its number is never touched once it is closed: by then it may be the socket of another test, which would lose its
/// connection or its listener for no reason of its own.
final class PeerDoor: Sendable {
    let port: Int
    private let descriptor: Int32
    private let isOpen = Mutex(true)

    init(backlog: Int32) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw PeerDoor.failure() }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && Glibc.listen(descriptor, backlog) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isBound else {
            let failure = PeerDoor.failure()
            Glibc.close(descriptor)
            throw failure
        }
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    /// The next connection; nil once the door is shut. Blocks: for the thread that closes the door in the end.
    func next() -> Int32? {
        while true {
            let connection = accept(descriptor, nil, nil)
            if connection >= 0 { return connection }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: usleep(10_000)
            default: return nil
            }
        }
    }

    /// Lets nobody in any more. A second call does nothing, nor one after the end.
    func shut() {
        isOpen.withLock { isOpen in
            if isOpen { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    func close() {
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            isOpen = false
            _ = Glibc.close(descriptor)
        }
    }

    struct CannotListen: Error, CustomStringConvertible { let description: String }

    private static func failure() -> CannotListen {
        CannotListen(description: "a peer cannot listen: \(String(cString: strerror(errno)))")
    }
}
